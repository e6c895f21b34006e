"""Connections are part of a municipality's releases: readable, without secrets, and put back to the byte (C-033)."""

import pytest

from integrations.connections import operations, parts
from integrations.connections import queries as connections
from integrations.connections.models import Connection
from integrations.connections.types import row_of
from provisioning.lifecycle import operations as lifecycle
from provisioning.lifecycle import runner
from tenants.audit import SYSTEM
from tenants.configuration import canonical, queries, storing
from tenants.configuration.models import Release
from tenants.entry import enter
from tenants.types import TenantRef
from tests.integrations.connections.conftest import OPERATOR, Adding, carried_out

pytestmark = pytest.mark.covers("C-033", "M-18")


def lines_of(tenant: TenantRef) -> list[str]:
    return [line for part in queries.changes(queries.release(tenant.uuid)) for line in part.lines]


def value_of(tenant: TenantRef, number: int) -> object:
    return storing.snapshot_of(queries.release(tenant.uuid, number))["connections"]


def numbers(tenant: TenantRef) -> list[int]:
    return [row.number for row in queries.releases(tenant.uuid)]


def test_each_change_is_a_release_with_its_author_and_a_readable_difference(
    add: Adding, zonnedam: TenantRef
) -> None:
    add(zonnedam)
    add(zonnedam, secret="", name="Zaken van Zonnedam", limits={"total": 3.0})

    newest = queries.releases(zonnedam.uuid)[0]
    assert (newest.author, newest.titles) == (OPERATOR.name, ("Koppelingen",))
    assert lines_of(zonnedam) == [
        "Koppeling Zaken van Zonnedam, naam: (leeg) → “Zaken van Zonnedam”",
        "Koppeling Zaken van Zonnedam, grenzen: (leeg) → “total 3”",
    ]


@pytest.mark.attack("W24", "P06")
def test_a_release_knows_a_secret_by_its_fingerprint_only(add: Adding, zonnedam: TenantRef) -> None:
    add(zonnedam, secret="heel-geheim-woord")

    with enter(zonnedam):
        row = Connection.objects.get()
    snapshot = queries.release(zonnedam.uuid).snapshot
    assert row.fingerprint in snapshot
    assert "heel-geheim-woord" not in snapshot
    assert row.secret not in snapshot


def test_what_passes_by_itself_makes_no_release(add: Adding, zonnedam: TenantRef) -> None:
    add(zonnedam)
    before = numbers(zonnedam)
    key = row_of(zonnedam.uuid, "case_system")

    carried_out(
        operations.request_maintenance(tenant=zonnedam.uuid, connection=key, window=None, by=OPERATOR)
    )
    carried_out(operations.request_test(tenant=zonnedam.uuid, by=OPERATOR))

    assert numbers(zonnedam) == before


def test_an_older_release_is_put_back_to_the_byte(add: Adding, zonnedam: TenantRef) -> None:
    add(zonnedam)
    older = value_of(zonnedam, queries.release(zonnedam.uuid).number)
    add(zonnedam, secret="", name="Anders", profile="esuite")

    with enter(zonnedam):
        assert parts.refusals(zonnedam, older) == []
        parts.write(zonnedam, older, by=SYSTEM, why="terug")

        assert canonical.dump(parts.read(zonnedam)) == canonical.dump(older)
        assert Connection.objects.get().secret


@pytest.mark.attack("P06")
def test_a_release_with_another_secret_or_address_is_refused(add: Adding, zonnedam: TenantRef) -> None:
    """With the secret of now but another address it would be shown to somebody else."""
    add(zonnedam, secret="het-oude")
    older = value_of(zonnedam, queries.release(zonnedam.uuid).number)
    with enter(zonnedam):
        elsewhere = [{**parts.read(zonnedam)[0], "address": "https://elders.example"}]
    add(zonnedam, secret="het-nieuwe")

    with enter(zonnedam):
        assert "is er niet meer" in parts.refusals(zonnedam, older)[0]
        now = parts.read(zonnedam)
        assert parts.refusals(zonnedam, now) == []
        assert "ander adres" in parts.refusals(zonnedam, [{**elsewhere[0], "secret": now[0]["secret"]}])[0]


def test_one_that_came_later_goes_and_one_that_went_needs_its_secret(
    add: Adding, zonnedam: TenantRef
) -> None:
    add(zonnedam)
    one = value_of(zonnedam, queries.release(zonnedam.uuid).number)
    add(zonnedam, slug="esuite")
    both = value_of(zonnedam, queries.release(zonnedam.uuid).number)

    with enter(zonnedam):
        parts.write(zonnedam, one, by=SYSTEM, why="terug")

        assert parts.read(zonnedam) == one
        assert len(parts.refusals(zonnedam, both)) == 1


def test_what_another_version_knew_is_refused_and_described(zonnedam: TenantRef) -> None:
    value = {
        "system": "sterrenwacht",
        "slug": "",
        "name": "",
        "authentication": "zgw",
        "secret": "",
        "certificate": "",
    }

    with enter(zonnedam):
        assert parts.refusals(zonnedam, [value]) == ["“Koppeling sterrenwacht” kent deze versie niet."]
    assert list(parts.describe([value], [])) == ["Koppeling sterrenwacht: ja → nee"]


def test_a_refused_change_makes_no_release(add: Adding, zonnedam: TenantRef) -> None:
    add(zonnedam)
    before = numbers(zonnedam)
    asked = add.ask(zonnedam, slug="x", is_new=True)
    with enter(zonnedam):
        row = row_of(zonnedam.uuid, "case_system", "x")
        Connection.objects.create(
            pk=row, system="case_system", slug="x", address="https://x.example", changed_by="", client_id="x"
        )

    assert carried_out(asked).error
    assert numbers(zonnedam) == before
    assert Release.objects.filter(tenant__uuid=zonnedam.uuid).exists()


def test_an_operator_puts_an_older_release_back(add: Adding, zonnedam: TenantRef) -> None:
    """Through the journal, as the console asks for it; the secret stays where it is and goes on working."""
    add(zonnedam, name="Zoals het was")
    older = queries.release(zonnedam.uuid).number
    add(zonnedam, secret="", name="Anders", limits={"total": 2.0})

    operation = lifecycle.request_roll_back(
        tenant=zonnedam.uuid, release=older, parts=["connections"], by=OPERATOR
    )
    runner.run(operation.uuid)

    newest = queries.release(zonnedam.uuid)
    assert newest.restores == older
    assert canonical.dump(value_of(zonnedam, newest.number)) == canonical.dump(value_of(zonnedam, older))
    (seen,) = connections.overviews(zonnedam.uuid)
    assert (seen.name, seen.limits) == ("Zoals het was", {})
    with enter(zonnedam):
        assert connections.access_to("case_system").secret
