"""A session is one only where it was made (attacks T01, T14; tenancy V2)."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.contrib.sessions.backends import db as stock
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.models import Session
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from structlog.testing import capture_logs

from portal.accounts import roles
from tenants import hosts, sessions
from tenants.entry import enter
from tenants.models import Domain, Tenant
from tenants.types import TenantRef
from tests.portal import staff


def kept(store: type[Any], tenant: TenantRef) -> str:
    """Keep something in a new session of a tenant."""
    with enter(tenant):
        session = store()
        session["whose"] = tenant.name
        session.save()
        return str(session.session_key)


def found(store: type[Any], tenant: TenantRef, key: str) -> object:
    with enter(tenant):
        return store(key).get("whose")


def copy(key: str, source: TenantRef, target: TenantRef) -> None:
    """Carry a row from one schema to another, as no wall lets anybody do."""
    with enter(source):
        row = Session.objects.get(pk=key)
    with enter(target):
        Session.objects.create(pk=key, session_data=row.session_data, expire_date=row.expire_date)


@pytest.mark.attack("T01", "V2")
def test_a_cookie_of_one_tenant_opens_nothing_in_another(zonnedam: TenantRef, waterrijk: TenantRef) -> None:
    key = kept(sessions.SessionStore, zonnedam)

    assert found(sessions.SessionStore, waterrijk, key) is None
    assert found(sessions.SessionStore, zonnedam, key) == "Zonnedam"


@pytest.mark.attack("I20")
def test_a_session_that_was_ended_meanwhile_is_not_written_again(zonnedam: TenantRef) -> None:
    key, other = kept(sessions.SessionStore, zonnedam), kept(sessions.SessionStore, zonnedam)

    with enter(zonnedam):
        mine, lasting = sessions.SessionStore(key), sessions.SessionStore(other)
        mine["more"] = lasting["more"] = "something"
        sessions.drop([key])
        with pytest.raises(UpdateError):
            mine.save()
        lasting.save()

    assert found(sessions.SessionStore, zonnedam, key) is None
    assert found(sessions.SessionStore, zonnedam, other) == "Zonnedam"


def test_a_new_session_is_written_when_it_is_known_what_it_holds(
    zonnedam: TenantRef, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with enter(zonnedam):
        session = sessions.SessionStore()
        with django_assert_num_queries(0):
            session.create()
        session["whose"] = "mine"
        with django_assert_num_queries(1):
            session.save()
            session.save()
        assert sessions.SessionStore(session.session_key)["whose"] == "mine"


@pytest.mark.attack("T01")
def test_even_a_copied_row_opens_nothing_in_another(zonnedam: TenantRef, waterrijk: TenantRef) -> None:
    key = kept(sessions.SessionStore, zonnedam)
    copy(key, zonnedam, waterrijk)

    with capture_logs() as logs:
        assert found(sessions.SessionStore, waterrijk, key) is None

    assert "tenant.violation" in [line["event"] for line in logs]
    assert found(sessions.SessionStore, zonnedam, key) == "Zonnedam"


@pytest.mark.attack("T01", "V2")
def test_djangos_own_would_take_the_copied_row(
    zonnedam: TenantRef, waterrijk: TenantRef, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tenants import signing

    monkeypatch.setattr("django.core.signing.salted_hmac", signing._stock)
    key = kept(stock.SessionStore, zonnedam)
    copy(key, zonnedam, waterrijk)

    assert found(stock.SessionStore, waterrijk, key) == "Zonnedam"


@pytest.mark.attack("T14")
def test_on_another_host_of_the_same_tenant_it_is_no_session(zonnedam: TenantRef) -> None:
    key = kept(sessions.SessionStore, zonnedam)

    assert found(sessions.SessionStore, replace(zonnedam, host="oud.localhost"), key) is None
    assert found(sessions.SessionStore, zonnedam, key) == "Zonnedam"


def test_a_new_generation_ends_all_sessions(
    zonnedam: TenantRef, waterrijk: TenantRef, client_of: Callable[..., Client]
) -> None:
    here = staff.client_for(client_of, zonnedam, roles.EDITOR)
    there = staff.client_for(client_of, waterrijk, roles.EDITOR, "wietske@waterrijk.example")
    assert here.get("/beheer/").status_code == 200

    Tenant.objects.filter(uuid=zonnedam.uuid).update(session_generation=1)

    assert here.get("/beheer/").status_code == 302
    assert there.get("/beheer/").status_code == 200


@pytest.mark.attack("T01")
def test_a_signed_in_editors_cookie_is_nobodys_at_another_municipality(
    zonnedam: TenantRef, waterrijk: TenantRef, client_of: Callable[..., Client]
) -> None:
    editor = staff.client_for(client_of, zonnedam, roles.EDITOR)
    stranger = client_of(waterrijk)
    stranger.cookies.load({name: morsel.value for name, morsel in editor.cookies.items()})

    assert stranger.get("/beheer/").status_code == 302
    assert editor.get("/beheer/").status_code == 200


@pytest.mark.attack("T14")
def test_an_old_host_knows_nobody(zonnedam: TenantRef, client_of: Callable[..., Client]) -> None:
    tenant = Tenant.objects.get(uuid=zonnedam.uuid)
    Domain.objects.create(tenant=tenant, domain="oud.localhost", is_primary=False)
    editor = staff.client_for(client_of, zonnedam, roles.EDITOR)

    answer = editor.get("/beheer/", headers={"host": "oud.localhost"})

    assert (answer.status_code, answer["Location"]) == (301, hosts.address("zonnedam.localhost", "/beheer/"))
    with enter(Tenant.objects.get(uuid=zonnedam.uuid).ref(host="oud.localhost")):  # were it to get through
        assert sessions.SessionStore(editor.session.session_key).load() == {}
