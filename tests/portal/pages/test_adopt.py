"""Nothing of a municipality stays in the process (tenancy 2.2)."""

import cms.appresolver
import cms.views
import pytest
from cms.plugin_base import CMSPluginBase
from cms.signals import urls_need_reloading
from cms.utils import i18n
from django.test import RequestFactory
from django.urls import get_urlconf

from portal.pages import adopt
from tenants.entry import enter
from tenants.types import TenantRef


@pytest.mark.attack("T32")
def test_a_plugins_template_is_not_remembered_by_the_key_of_a_page() -> None:
    assert not hasattr(CMSPluginBase._get_template_for_conf, "cache_info")


def test_installing_twice_changes_nothing() -> None:
    adopt.install()

    assert not hasattr(CMSPluginBase._get_template_for_conf, "cache_info")


def test_no_apphook_makes_the_process_reload() -> None:
    names = [receiver[0][0] for receiver in urls_need_reloading.receivers]

    assert "aldryn-apphook-reload-handle-urls-need-reloading" not in names


def test_the_page_of_an_apphook_is_found_in_the_requests_own_urls(inside: TenantRef) -> None:
    request = RequestFactory().get("/en/topics/")
    request.urlconf = get_urlconf()  # type: ignore[assignment]

    from django.utils.translation import override

    with override("en"):
        found = cms.views.applications_page_check(request)

    assert cms.appresolver.applications_page_check is adopt.page_of_apphook
    assert found is not None
    assert found.reverse_id == "products"


def test_a_path_of_no_apphook_has_no_page(inside: TenantRef) -> None:
    request = RequestFactory().get("/over-ons/")
    request.urlconf = get_urlconf()  # type: ignore[assignment]

    assert adopt.page_of_apphook(request) is None


def test_languages_of_pages_are_as_the_settings_say_at_every_municipality(
    zonnedam: TenantRef, waterrijk: TenantRef
) -> None:
    said = []
    for tenant in (zonnedam, waterrijk):
        with enter(tenant):
            said.append([{**language} for language in i18n.get_languages(tenant.site_pk)])

    assert said[0] == said[1]
    assert [language["code"] for language in said[0]] == ["nl", "en"]
    assert all(language["hide_untranslated"] is False for language in said[0])
    assert i18n.get_fallback_languages("en", zonnedam.site_pk) == ["nl"]
