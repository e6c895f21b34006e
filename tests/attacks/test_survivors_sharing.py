"""What a seeded leak survived: signatures, sessions and cache keys, looked at from another side (T01, T03, T33)."""

import sys
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from cms.models import Page
from django.contrib.sessions.models import Session
from django.core import signing
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.utils import timezone

from tenants import entry, sessions
from tenants.entry import enter
from tenants.errors import NoTenantError
from tenants.types import TenantRef
from tests.portal.pages.conftest import plant
from themes import builtin

SIGN = "salted_hmac"


@pytest.mark.attack("T03", "V12")
def test_whoever_signs_in_whatever_module_signs_for_the_entered_tenant(
    zonnedam: TenantRef, waterrijk: TenantRef
) -> None:
    holders = [
        name
        for name, module in sys.modules.items()
        if callable(getattr(module, "__dict__", {}).get(SIGN)) and name != "tenants.signing"
    ]
    assert {"django.core.signing", "django.contrib.auth.tokens", "django.utils.crypto"} <= set(holders)

    def signed(tenant: TenantRef, holder: str) -> str:
        with enter(tenant):
            return str(getattr(sys.modules[holder], SIGN)("salt", "value").hexdigest())

    alike = [name for name in holders if signed(zonnedam, name) == signed(waterrijk, name)]
    assert alike == []


@pytest.mark.attack("T03", "T06")
def test_a_signed_cookie_of_one_tenant_is_none_at_another(zonnedam: TenantRef, waterrijk: TenantRef) -> None:
    response, request = HttpResponse(), HttpRequest()
    with enter(zonnedam):
        response.set_signed_cookie("choice", "canary")
    request.COOKIES["choice"] = response.cookies["choice"].value

    with enter(zonnedam):
        assert request.get_signed_cookie("choice") == "canary"
    with enter(waterrijk), pytest.raises(signing.BadSignature):
        request.get_signed_cookie("choice")


@pytest.mark.attack("T03", "T33")
def test_where_tenants_are_served_nobody_signs_or_caches_for_nobody(db: None, settings: Any) -> None:
    settings.TENANT_REQUIRED = True

    with pytest.raises(NoTenantError):
        HttpResponse().set_signed_cookie("choice", "canary")
    for ask in (
        lambda cache: cache.get("a"),
        lambda cache: cache.set("a", 1),
        lambda cache: cache.delete("a"),
    ):
        with pytest.raises(NoTenantError):
            ask(caches["default"])


def bound_elsewhere(there: TenantRef, here: TenantRef) -> dict[str, Any]:
    """Read a session that says it was made there in a row that is signed by, and stands at, the tenant of here."""
    with enter(there):
        binding = sessions.binding()
    store = sessions.SessionStore()
    with enter(here):
        data = store.encode({"whose": "canary", sessions.BINDING: binding})
        expires = timezone.now() + timezone.timedelta(hours=1)
        Session.objects.create(pk="k" * 32, session_data=data, expire_date=expires)
        return sessions.SessionStore("k" * 32).load()


def test_a_session_that_was_made_here_is_one(zonnedam: TenantRef) -> None:
    """The negative control: what is refused below is refused for what it is bound to."""
    assert bound_elsewhere(zonnedam, zonnedam) == {"whose": "canary"}


@pytest.mark.attack("T01", "T14")
@pytest.mark.parametrize("change", ["tenant", "host", "generation"])
def test_a_session_says_itself_whose_it_is(zonnedam: TenantRef, waterrijk: TenantRef, change: str) -> None:
    there = {
        "tenant": replace(waterrijk, host=zonnedam.host),
        "host": replace(zonnedam, host="oud.localhost"),
        "generation": replace(zonnedam, session_generation=zonnedam.session_generation + 1),
    }[change]

    assert bound_elsewhere(there, zonnedam) == {}


@pytest.mark.attack("T57")
@pytest.mark.parametrize("key", ["thema", "theme", "preview", "stijl"])
def test_an_address_chooses_no_theme(zonnedam: TenantRef, client_of: Callable[..., Client], key: str) -> None:
    plain = client_of(zonnedam).get("/nergens/")
    asked = client_of(zonnedam).get(f"/nergens/?{key}=waterrijk")

    assert plain.context["theme_stylesheet"] == asked.context["theme_stylesheet"]
    assert plain.context["theme_stylesheet"] == builtin.context("zonnedam")["theme_stylesheet"]
    assert not entry.is_entered()


@pytest.mark.attack("T09")
def test_pages_belong_to_the_site_of_their_own_municipality(
    zonnedam: TenantRef, waterrijk: TenantRef
) -> None:
    for tenant in (zonnedam, waterrijk):
        with enter(tenant, urls=True):
            plant()

            assert set(Page.objects.values_list("site_id", flat=True)) == {tenant.site_pk}
