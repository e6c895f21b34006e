"""The part of the URLs that all municipalities share; `portal.pages.urls` adds a municipality's own pages.

As ROOT_URLCONF it is what a thread sees outside a tenant: no page, no apphook.
"""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path
from maykin_2fa import monkeypatch_admin

from portal.pages import printing, views

monkeypatch_admin()

handler400 = "portal.core.errors.bad_request"
handler403 = "portal.core.errors.permission_denied"
handler404 = "portal.core.errors.page_not_found"
handler500 = "portal.core.errors.server_error"

urlpatterns = [
    path("beheer/", include("portal.accounts.urls")),
    path("beheer/logboek/", include("portal.auditlog.urls")),
    path("beheer/mailteksten/", include("portal.core.mail.urls")),
    path("beheer/uitgaand/", include("portal.deliveries.urls")),
    path("beheer/inwoners/", include("portal.holdings.staff_urls")),
    path("beheer/zaaktypen/", include("portal.cases.staff_urls")),
    path("beheer/koppelingen/", include("portal.connectivity.urls")),
    path("", include("portal.core.urls")),
    path("beheer/cms_wizard/", include("cms.wizards.urls")),
    path("beheer/", admin.site.urls),
    path("meldingen/", include("portal.connectivity.urls_webhooks")),
    path("inloggen/via/", include("portal.accounts.urls_doors")),
    path("keuzes/", include("portal.core.choices.urls")),
    path("thema/", include("themes.urls")),
    path("favicon.ico", views.favicon, name="favicon"),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", views.sitemap, name="sitemap"),
    path(".well-known/security.txt", views.security, name="security"),
    *i18n_patterns(
        path("", include("portal.accounts.urls_sign_in")),
        path("", include("portal.signed_in.urls")),
        path("", include("portal.accounts.urls_people")),
        path("zoeken/", include("portal.search.urls")),
        path("nieuws/", include("portal.userfeed.urls")),
        path("uitschrijven/", include("portal.core.mail.urls_leaving")),
        path("mijn/bewaard/", include("portal.holdings.urls")),
        path("pdf/<int:page_id>/", printing.page, name="page_pdf"),
        prefix_default_language=False,
    ),
]
