"""What the processes share that enter municipalities: portal, both workers, and migrations."""

from django.utils.translation import gettext_lazy as _

from .base import *

ROOT_URLCONF = "config.urls.portal"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "portal.accounts.backends.OnlyWayBackend",
    "django.contrib.auth.backends.ModelBackend",
    "portal.accounts.backends.DoorBackend",
]
LOGIN_URL = "/beheer/login/"
LOGIN_REDIRECT_URL = "/beheer/"
LOGOUT_REDIRECT_URL = "/beheer/login/"
MIDDLEWARE = [
    "tenants.headers.HeadersMiddleware",
    "tenants.middleware.RequestIdMiddleware",
    "csp.middleware.CSPMiddleware",
    "provisioning.health.middleware.HealthMiddleware",
    "tenants.retrying.RetryMiddleware",
    "portal.core.unavailable.DatabaseAwayMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "themes.middleware.ThemeFilesMiddleware",
    "tenants.middleware.TenantMiddleware",
    "portal.core.csp.StaffPolicyMiddleware",
    "portal.core.caching.PageCachingMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "portal.accounts.middleware.WhoMiddleware",
    "maykin_2fa.middleware.OTPMiddleware",
    "portal.accounts.middleware.SecondFactorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "portal.signed_in.middleware.SignedInMiddleware",
    "cms.middleware.user.CurrentUserMiddleware",
    "cms.middleware.page.CurrentPageMiddleware",
    "portal.pages.middleware.LeadingToolbarMiddleware",
    "portal.pages.middleware.ApphookPermissionMiddleware",
    "portal.profile.gate.NecessaryMiddleware",
    "axes.middleware.AxesMiddleware",
]
PROFILE_PANELS = {"interests": (_("Interesses"), "products:interests")}
"""What other features have on the hub of the profile: a title, and the view that htmx asks for its part."""
PROFILE_TOPICS = {
    "cases": (_("nieuws over uw zaken"), "cases:list"),
    "messages": (_("nieuwe berichten"), "inbox:list"),
    "plans": (_("samenwerken"), "collaborate:list"),
}
"""What there is to hear of: by field of `Preferences` what it is called, and the view without which it is not there."""
SESSION_ENGINE = "tenants.sessions"
CSRF_FAILURE_VIEW = "portal.accounts.stale_forms.csrf_failure"
PORTAL_ACCOUNT = "portal.accounts.presenting.account"
PORTAL_PERSON = "portal.signed_in.queries.acting.person"
PORTAL_NAVIGATION = "portal.pages.queries.navigation"
SEARCH_BACKEND = "portal.search.postgres.PostgresBackend"
SILENCED_SYSTEM_CHECKS = [
    *SILENCED_SYSTEM_CHECKS,
    "security.W019",  # the CMS shows pages in a frame of their own origin while they are edited
]
