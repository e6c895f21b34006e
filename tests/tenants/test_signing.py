"""What one tenant signed means nothing to another (attacks T03, T04, T06; tenancy V12)."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.tokens import default_token_generator
from django.contrib.messages.storage.cookie import CookieStorage
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.utils import crypto
from two_factor.views.utils import hash_remember_device_cookie_value

from portal.accounts import roles
from portal.accounts.models import User
from tenants import entry
from tenants import signing as ours
from tenants.entry import enter
from tenants.errors import NoTenantError
from tenants.types import TenantRef
from tests.portal import staff

STOCK = ours._stock
type Sign = Callable[[Any], Any]


@pytest.fixture
def unsalted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take the wall away: Django's own function, wherever it is used."""
    for name in ("django.utils.crypto", "django.core.signing", "django.contrib.auth.tokens"):
        monkeypatch.setattr(f"{name}.salted_hmac", STOCK)
    monkeypatch.setattr("django.contrib.auth.base_user.salted_hmac", STOCK)


def twin(tenant: TenantRef) -> User:
    """Make a person who differs from the one of the other tenant by nothing that a token looks at."""
    with enter(tenant):
        return User.objects.create(pk=4711, email="twin@example.nl", password="", last_login=None)


def messages(tenant: TenantRef) -> CookieStorage:
    request = HttpRequest()
    storage = CookieStorage(request)
    storage.add(20, f"canary of {tenant.name}")
    return storage


@pytest.mark.attack("T03", "V12")
def test_a_value_signed_for_one_tenant_is_refused_by_another(
    zonnedam: TenantRef, waterrijk: TenantRef
) -> None:
    with enter(zonnedam):
        signed = signing.dumps({"case": 1})

    with enter(zonnedam):
        assert signing.loads(signed) == {"case": 1}
    with enter(waterrijk), pytest.raises(signing.BadSignature):
        signing.loads(signed)


@pytest.mark.attack("T03", "V12")
def test_without_the_wall_it_would_be_taken(
    zonnedam: TenantRef, waterrijk: TenantRef, unsalted: None
) -> None:
    with enter(zonnedam):
        signed = signing.dumps({"case": 1})

    with enter(waterrijk):
        assert signing.loads(signed) == {"case": 1}


@pytest.mark.attack("T03")
def test_what_a_tenant_signed_is_nothing_to_the_platform_nor_the_other_way_round(zonnedam: TenantRef) -> None:
    with enter(zonnedam):
        of_tenant = signing.dumps(1)
    with entry.outside():
        of_platform = signing.dumps(1)
        with pytest.raises(signing.BadSignature):
            signing.loads(of_tenant)

    with enter(zonnedam), pytest.raises(signing.BadSignature):
        signing.loads(of_platform)


@pytest.mark.attack("T03")
def test_where_tenants_are_served_nobody_signs_for_nobody(db: None, settings: Any) -> None:
    settings.TENANT_REQUIRED = True

    with pytest.raises(NoTenantError):
        signing.dumps(1)


@pytest.mark.attack("T04", "V12")
def test_a_reset_link_of_one_tenant_is_refused_by_its_twin_in_another(
    zonnedam: TenantRef, waterrijk: TenantRef
) -> None:
    here, there = twin(zonnedam), twin(waterrijk)
    with enter(zonnedam):
        token = default_token_generator.make_token(here)

    with enter(zonnedam):
        assert default_token_generator.check_token(here, token)
    with enter(waterrijk):
        assert not default_token_generator.check_token(there, token)


@pytest.mark.attack("T04", "V12")
def test_without_the_wall_the_twin_would_be_taken_over(
    zonnedam: TenantRef, waterrijk: TenantRef, unsalted: None
) -> None:
    here, there = twin(zonnedam), twin(waterrijk)
    with enter(zonnedam):
        token = default_token_generator.make_token(here)

    with enter(waterrijk):
        assert default_token_generator.check_token(there, token)


@pytest.mark.attack("T06")
def test_messages_in_a_cookie_of_one_tenant_are_dropped_by_another(
    zonnedam: TenantRef, waterrijk: TenantRef
) -> None:
    response = HttpResponse()
    with enter(zonnedam):
        messages(zonnedam).update(response)
    cookie = response.cookies["messages"].value

    def read(tenant: TenantRef) -> list[str]:
        request = HttpRequest()
        request.COOKIES["messages"] = cookie
        with enter(tenant):
            return [message.message for message in CookieStorage(request)]

    assert read(zonnedam) == ["canary of Zonnedam"]
    assert read(waterrijk) == []


@pytest.mark.attack("I23", "T03")
def test_a_remembered_second_factor_of_one_tenant_is_none_in_another(
    zonnedam: TenantRef, waterrijk: TenantRef
) -> None:
    def remembered(tenant: TenantRef) -> str:
        with enter(tenant):
            return str(hash_remember_device_cookie_value("totp/1", User(pk=4711), "1"))

    assert remembered(zonnedam) == remembered(zonnedam)
    assert remembered(zonnedam) != remembered(waterrijk)


@pytest.mark.attack("T03")
def test_every_signature_of_a_signed_in_visit_is_the_tenants(
    zonnedam: TenantRef, client_of: Callable[..., Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    for_whom: set[str] = set()

    def recorded(key_salt: Any, *words: Any, **named: Any) -> Any:
        for_whom.add(entry.current().name if entry.is_entered() else "nobody")
        return STOCK(key_salt, *words, **named)

    monkeypatch.setattr(ours, "_stock", recorded)
    client = staff.client_for(client_of, zonnedam, roles.ADMINISTRATOR)
    client.get("/beheer/")
    client.get("/")

    assert for_whom == {"Zonnedam"}


def test_no_module_signs_with_djangos_own_function() -> None:
    assert ours.is_installed()


def test_a_module_that_took_djangos_own_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.contrib.auth.tokens.salted_hmac", STOCK)

    assert not ours.is_installed()
    assert crypto.salted_hmac is ours.salted_hmac
