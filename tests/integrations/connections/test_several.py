"""A municipality has connections with many systems, and several with one kind of system."""

import uuid

import pytest

from integrations.connections import operations, queries
from integrations.connections.inbox.models import Command, Progress
from integrations.connections.models import Connection
from integrations.connections.operations import telling
from integrations.connections.types import Authentication, State, System, row_of
from integrations.errors import NotConfiguredError, RefusedError
from tenants import insights, keys
from tenants.entry import enter
from tenants.models import Insight
from tenants.types import TenantRef
from tests.integrations.conftest import Sandbox
from tests.integrations.connections.conftest import OPERATOR, Adding, carried_out

pytestmark = pytest.mark.covers("architecture I1", "M-02")


def test_two_case_systems_stand_side_by_side(add: Adding, zonnedam: TenantRef, sandbox: Sandbox) -> None:
    add(zonnedam, secret="eerste")
    add(zonnedam, slug="esuite", secret="tweede", profile="esuite")

    with enter(zonnedam):
        found = queries.accesses(System.CASE_SYSTEM)
    assert [(access.secret, access.profile) for access in found] == [
        ("eerste", "open-zaak-1.x"),
        ("tweede", "esuite"),
    ]
    assert [each.reference for each in queries.overviews(zonnedam.uuid)] == [
        "case_system",
        "case_system.esuite",
    ]


def test_one_is_found_by_its_key_and_the_first_by_its_kind(add: Adding, zonnedam: TenantRef) -> None:
    add(zonnedam, secret="eerste")
    add(zonnedam, slug="esuite", secret="tweede")

    with enter(zonnedam):
        second = queries.access_to(row_of(zonnedam.uuid, "case_system", "esuite"))
        assert (second.secret, queries.access_to(System.CASE_SYSTEM).secret) == ("tweede", "eerste")


def test_a_new_one_does_not_overwrite_one_that_is_there(add: Adding, zonnedam: TenantRef) -> None:
    """Both asked for before either was done."""
    first = add.ask(zonnedam, secret="eerste", is_new=True)
    second = add.ask(zonnedam, secret="tweede", is_new=True)

    carried_out(first)

    assert "al een koppeling" in carried_out(second).error
    with enter(zonnedam):
        assert queries.access_to(System.CASE_SYSTEM).secret == "eerste"
    with pytest.raises(RefusedError):
        add.ask(zonnedam, is_new=True)


def test_each_gets_a_name_of_its_own(add: Adding, zonnedam: TenantRef) -> None:
    assert operations.free_slug(zonnedam.uuid, "case_system", "Zaken") == ""
    add(zonnedam)
    assert operations.free_slug(zonnedam.uuid, "case_system", "De eSuite!") == "de-esuite"
    add(zonnedam, slug="de-esuite")
    assert operations.free_slug(zonnedam.uuid, "case_system", "De eSuite") == "de-esuite-2"
    assert operations.free_slug(zonnedam.uuid, "open_klant", "De eSuite") == ""


@pytest.mark.parametrize(
    ("system", "fields", "expected"),
    [
        ("open_klant", {}, (Authentication.BEARER, "Token", "", "")),
        ("kvk", {"header": "apikey"}, (Authentication.API_KEY, "Bearer", "apikey", "")),
        ("laposta", {"client_id": ""}, (Authentication.BASIC, "Bearer", "", "")),
        (
            "example_register",
            {"scope": "register.read"},
            (Authentication.OAUTH, "Bearer", "", "register.read"),
        ),
        (
            "ssd",
            {"authentication": "signed_soap", "secret": ""},
            (Authentication.SIGNED_SOAP, "Bearer", "", ""),
        ),
    ],
)
@pytest.mark.covers("I-002")
def test_every_way_of_being_let_in_is_kept(
    system: str,
    fields: dict[str, str],
    expected: tuple[str, ...],
    add: Adding,
    zonnedam: TenantRef,
    sandbox: Sandbox,
) -> None:
    add(zonnedam, system=system, token_address=sandbox.address, **fields)

    with enter(zonnedam):
        access = queries.access_by(queries.connection_with(system))
    assert (access.authentication, access.scheme, access.header, access.scope) == expected
    assert access.limits.total == 10 if system == "ssd" else 5


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"authentication": "basic"}, "authentication"),
        ({"system": "kvk", "header": "Host"}, "header"),
        ({"system": "kvk", "header": "X Key"}, "header"),
        ({"system": "open_klant", "scheme": "Token x"}, "scheme"),
        ({"system": "example_register", "token_address": "https://elders.example"}, "token_address"),
        ({"system": "example_register", "scope": 'a"b'}, "scope"),
        ({"trusted": "geen certificaat"}, "trusted"),
        ({"profile": "laposta-2"}, "profile"),
        ({"limits": {"total": 31.0}}, "limit_total"),
        ({"name": "n" * 101}, "name"),
    ],
)
def test_what_does_not_fit_is_refused_beside_its_field(
    changes: dict[str, object], field: str, add: Adding, zonnedam: TenantRef, sandbox: Sandbox
) -> None:
    with pytest.raises(RefusedError) as raised:
        add.ask(zonnedam, **{"token_address": sandbox.address, **changes})

    assert list(raised.value.reasons) == [field]
    assert not Command.objects.exists()


def test_a_connection_from_before_there_were_several_goes_on_working(
    zonnedam: TenantRef, sandbox: Sandbox
) -> None:
    """Row, command and read model as the former version wrote them."""
    row = row_of(zonnedam.uuid, "case_system")
    place = f"connections_connection|secret|{row}"
    payload = {
        "address": sandbox.address,
        "client_id": "inwonerplein",
        "secret": keys.encrypt("van-toen", tenant=zonnedam.uuid, place=place),
        "fingerprint": "12345678",
    }
    former = Command.objects.create(
        tenant=zonnedam.uuid, system="case_system", kind="change", payload=payload, actor_kind="operator"
    )
    told = {
        "system": "case_system", "address": sandbox.address, "client_id": "inwonerplein", "fingerprint": "12345678",
        "state": "ok", "finding": "works", "message": "", "checked_at": None, "changed_at": None, "changed_by": "",
    }  # fmt: skip
    insights.write(zonnedam, "connection", told)

    seen = queries.overview(zonnedam.uuid, row)
    assert seen is not None
    assert (seen.state, seen.message, seen.name) == (State.OK, "De verbinding werkt.", "")
    assert [c.pk for c in queries.open_commands(zonnedam.uuid, row)] == [former.pk]

    assert carried_out(former.pk).progress == Progress.DONE
    with enter(zonnedam):
        access = queries.access_to(System.CASE_SYSTEM)
        assert (access.secret, access.authentication) == ("van-toen", Authentication.ZGW)
    assert [each.key for each in queries.overviews(zonnedam.uuid)] == [row]
    assert not Insight.objects.filter(topic="connection").exists()


def test_one_that_is_removed_is_gone_with_its_secret(add: Adding, zonnedam: TenantRef) -> None:
    add(zonnedam)
    add(zonnedam, slug="esuite")
    key = row_of(zonnedam.uuid, "case_system", "esuite")

    carried_out(operations.request_removal(tenant=zonnedam.uuid, connection=key, by=OPERATOR))

    assert [each.slug for each in queries.overviews(zonnedam.uuid)] == [""]
    with enter(zonnedam):
        assert Connection.objects.count() == 1


def test_what_is_asked_for_a_connection_that_is_gone_says_so(add: Adding, zonnedam: TenantRef) -> None:
    add(zonnedam)
    key = row_of(zonnedam.uuid, "case_system")
    late = operations.request_switch(tenant=zonnedam.uuid, connection=key, on=False, by=OPERATOR)
    with enter(zonnedam):
        Connection.objects.all().delete()

    assert carried_out(late).error == "Deze koppeling is er niet meer."
    with pytest.raises(NotConfiguredError):
        operations.request_drop(tenant=zonnedam.uuid, connection=uuid.uuid4(), by=OPERATOR)


def test_the_read_model_is_told_anew_each_hour(add: Adding, zonnedam: TenantRef) -> None:
    add(zonnedam)
    with enter(zonnedam):
        row = Connection.objects.get()
        telling.forget(zonnedam, row)
    assert queries.overviews(zonnedam.uuid) == []

    with enter(zonnedam):
        operations.tidy("slot-1")

    assert [each.key for each in queries.overviews(zonnedam.uuid)] == [row.pk]
