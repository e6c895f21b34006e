"""Data keys are kept unwrapped for minutes, and not a moment after they are gone."""

import pickle
import traceback
from collections.abc import Iterator

import pytest
from django.db import connection, transaction
from django.test import override_settings
from pytest_django import DjangoAssertNumQueries, DjangoDbBlocker

from tenants import directory, keys, sealing
from tenants.entry import enter
from tenants.errors import DecryptionError
from tenants.keys import memory
from tenants.models import DataKey, Tenant
from tenants.types import TenantRef
from tests import databases, municipalities
from tests.conftest import tenant
from tests.provisioning.lifecycle.test_logins import connect

PLACE = "t|c|r"


@pytest.fixture(scope="module")
def committing(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Give these tests one database where transactions really commit."""
    usual = connection.settings_dict["NAME"]
    name = f"{usual}_keys"
    databases.clone(name)
    with django_db_blocker.unblock():
        connection.close()
        connection.settings_dict["NAME"] = name
        yield
        connection.close()
        connection.settings_dict["NAME"] = usual
    databases.drop(name)


@pytest.fixture
def town(committing: None) -> TenantRef:
    """A municipality there, with its first data key."""
    found = tenant(municipalities.ZONNEDAM)
    keys.make_for(Tenant.objects.get(uuid=found.uuid))
    return found


@pytest.fixture
def sealed(town: TenantRef) -> str:
    return keys.encrypt("geheim", tenant=town.uuid, place=PLACE)


@pytest.fixture
def believing() -> Iterator[None]:
    """Let a process believe the directory for a minute."""
    with override_settings(TENANT_DIRECTORY_TTL=60):
        yield


def decrypted(sealed: str, town: TenantRef) -> str:
    return keys.decrypt(sealed, tenant=town.uuid, place=PLACE)


def delete_elsewhere(town: TenantRef) -> None:
    """Delete a municipality's keys as another process would."""
    with connect("lifecycle") as other:
        other.execute(
            "DELETE FROM public.tenants_datakey AS k USING public.tenants_tenant AS t"
            " WHERE k.tenant_id = t.id AND t.uuid = %s",
            [town.uuid],
        )


@pytest.mark.usefixtures("believing")
def test_a_secret_is_read_without_a_query(
    town: TenantRef, sealed: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with enter(town):
        decrypted(sealed, town)

        with django_assert_num_queries(0):
            assert decrypted(sealed, town) == "geheim"
            assert keys.encrypt("ander", tenant=town.uuid, place=PLACE) != sealed


@pytest.mark.covers("architecture T13")
def test_a_key_that_is_deleted_elsewhere_opens_nothing_after_the_next_look(
    town: TenantRef, sealed: str
) -> None:
    """The control is the first look: nothing but the deletion lies between."""
    assert decrypted(sealed, town) == "geheim"

    delete_elsewhere(town)

    with pytest.raises(DecryptionError):
        decrypted(sealed, town)
    with pytest.raises(DecryptionError):
        keys.encrypt("x", tenant=town.uuid, place=PLACE)


@pytest.mark.usefixtures("believing")
def test_until_that_look_it_does_and_the_look_comes_with_that_of_the_directory(
    town: TenantRef, sealed: str
) -> None:
    decrypted(sealed, town)
    delete_elsewhere(town)

    assert decrypted(sealed, town) == "geheim"

    directory._known.until = 0.0
    with pytest.raises(DecryptionError):
        decrypted(sealed, town)


@pytest.mark.usefixtures("believing")
def test_a_key_whose_making_was_undone_encrypts_nothing(town: TenantRef) -> None:
    """Remembered, it would seal what nobody can open: the next key gets the same number."""
    row = Tenant.objects.get(uuid=town.uuid)
    DataKey.objects.filter(tenant=row).delete()
    directory.forget()
    with transaction.atomic():
        keys.make_for(row)
        keys.encrypt("x", tenant=town.uuid, place=PLACE)
        transaction.set_rollback(True)

    keys.make_for(row)
    sealed = keys.encrypt("geheim", tenant=town.uuid, place=PLACE)
    keys.forget()

    assert decrypted(sealed, town) == "geheim"


@pytest.mark.usefixtures("believing")
def test_what_was_learnt_in_a_transaction_is_kept_when_it_is_committed(
    town: TenantRef, sealed: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    keys.forget()
    with transaction.atomic():
        decrypted(sealed, town)

    with django_assert_num_queries(0):
        decrypted(sealed, town)


@pytest.mark.usefixtures("believing")
def test_it_is_forgotten_after_minutes(
    town: TenantRef,
    sealed: str,
    monkeypatch: pytest.MonkeyPatch,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    decrypted(sealed, town)
    later = memory.time.monotonic() + 301
    monkeypatch.setattr(memory, "time", type("Clock", (), {"monotonic": staticmethod(lambda: later)}))

    with django_assert_num_queries(1):
        decrypted(sealed, town)


@pytest.mark.usefixtures("believing")
def test_it_is_bounded(town: TenantRef, sealed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "MOST", 2)
    for number in range(1, 9):
        memory.recall((town.uuid, number), lambda: "x")

    assert list(memory._memory.known) == [(town.uuid, 7), (town.uuid, 8)]


def test_a_key_shows_itself_nowhere(town: TenantRef, sealed: str) -> None:
    key = keys.of_platform()

    assert repr(key) == f"{key}" == "<Key>"
    assert repr(memory._memory).endswith("data keys>")
    with pytest.raises(TypeError):
        pickle.dumps(key)


def told(fails: BaseException) -> str:
    """Tell an error as reports of errors do, with the values of all variables on the way but the test's own."""
    assert fails.__traceback__
    inner = fails.__traceback__.tb_next
    return "".join(traceback.TracebackException(type(fails), fails, inner, capture_locals=True).format())


@pytest.mark.attack("W24")
def test_an_error_report_with_all_variables_holds_no_key(town: TenantRef) -> None:
    raw = b"kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk"
    memory.recall((town.uuid, 1), lambda: sealing.Key(raw))
    memory.recall((town.uuid, 0), lambda: 1)
    sealed = keys.encrypt("geheim", tenant=town.uuid, place=PLACE)

    with pytest.raises(DecryptionError) as caught:
        keys.decrypt(sealed, tenant=town.uuid, place="t|c|other")

    assert "place = 't|c|other'" in told(caught.value)
    assert "kkkkkkkk" not in told(caught.value)
    assert "geheim" not in told(caught.value)


@pytest.mark.attack("W24")
def test_such_a_report_does_hold_what_stands_in_a_variable() -> None:
    """The control: a bare key in a variable would be told."""

    def open_with(raw: bytes) -> None:
        raise DecryptionError("No.")

    with pytest.raises(DecryptionError) as caught:
        open_with(b"kkkkkkkkkkkkkkkk")

    assert "kkkkkkkk" in told(caught.value)
