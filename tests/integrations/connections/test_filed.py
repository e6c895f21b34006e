"""Connections in a municipality's file: known by system and slug, secrets by reference (C-034, M-15, M-18)."""

import json
from typing import Any

import pytest

from integrations.connections import queries as connections
from integrations.connections.models import Connection
from provisioning.lifecycle import describing_files, operations, runner
from provisioning.lifecycle.as_code import drifting, sealed
from provisioning.lifecycle.as_code.models import AppliedFile
from provisioning.lifecycle.as_code.types import FileError
from provisioning.lifecycle.models import Operation
from provisioning.lifecycle.types import OperationState
from tenants.audit.models import AuditRecord
from tenants.configuration import queries as releases
from tenants.configuration.models import Release
from tenants.entry import enter
from tenants.models import OperatorRecord
from tenants.types import TenantRef
from tests.integrations.connections import pem
from tests.integrations.connections.conftest import OPERATOR, Adding
from tests.provisioning.lifecycle import files

pytestmark = pytest.mark.covers("C-034", "M-15", "M-18")
SECRET = "heel-geheim-woord"
ENVIRONMENT = {"TENANT_ZAKEN": SECRET, "DJANGO_SECRET_KEY": "van het platform"}
REFERENCE = {"value_from": {"env": "TENANT_ZAKEN"}}
DONE = OperationState.DONE


@pytest.fixture(autouse=True)
def _no_queue(queued: list[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("provisioning.lifecycle.queueing.queue", lambda *_args, **_options: True)


def wanted(add: Adding, tenant: TenantRef, **changes: Any) -> files.Document:
    """Make a file with one connection."""
    each = {"system": "case_system", "address": add.sandbox.address, "name": "Zaken", "secret": REFERENCE}
    return files.file(tenant, connections=[{**each, **changes}])


def refused(tenant: TenantRef, document: files.Document) -> FileError:
    with pytest.raises(FileError) as raised:
        files.planned(tenant, document, environment=ENVIRONMENT)
    return raised.value


def test_a_connection_comes_from_a_file_with_its_secret_from_the_environment(
    add: Adding, zonnedam: TenantRef
) -> None:
    document = wanted(add, zonnedam)

    plan = files.planned(zonnedam, document, environment=ENVIRONMENT)
    assert plan.sections[0].lines == ("Koppeling Zaken: nee → ja",)
    assert files.applied(zonnedam, document, environment=ENVIRONMENT) is DONE

    with enter(zonnedam):
        access = connections.access_to("case_system")
    assert (access.address, access.secret) == (add.sandbox.address, SECRET)
    (seen,) = connections.overviews(zonnedam.uuid)
    assert (seen.name, seen.client_id, seen.authentication.value) == ("Zaken", "inwonerplein", "zgw")


def test_applied_twice_it_changes_nothing(add: Adding, zonnedam: TenantRef) -> None:
    document = wanted(add, zonnedam)
    files.applied(zonnedam, document, environment=ENVIRONMENT)
    before = len(releases.releases(zonnedam.uuid))

    assert files.applied(zonnedam, document, environment=ENVIRONMENT) is None
    assert not files.planned(zonnedam, files.shown(zonnedam)).changes
    assert len(releases.releases(zonnedam.uuid)) == before


@pytest.mark.attack("W24", "P06")
def test_the_secret_stands_nowhere_but_sealed_with_the_connection(add: Adding, zonnedam: TenantRef) -> None:
    files.applied(zonnedam, wanted(add, zonnedam), environment=ENVIRONMENT)

    plan = files.planned(zonnedam, wanted(add, zonnedam), environment=ENVIRONMENT)
    kept = [
        repr(plan), json.dumps(describing_files.plan(plan)), files.shown(zonnedam),
        *map(repr, Operation.objects.values()), *map(repr, Release.objects.values()),
        *map(repr, AppliedFile.objects.values()), *map(repr, OperatorRecord.objects.values()),
    ]  # fmt: skip
    with enter(zonnedam):
        kept += map(repr, AuditRecord.objects.values())
        ciphertext = Connection.objects.get().secret
    assert not [text for text in kept if SECRET in text]
    assert not [text for text in kept if ciphertext in text]
    assert ciphertext.startswith("v1:")
    assert "TENANT_ZAKEN" in AppliedFile.objects.get().text


@pytest.mark.attack("P06")
@pytest.mark.parametrize(
    ("secret", "words"),
    [
        (SECRET, "hoort niet in het bestand"),
        ({"value_from": {"env": "TENANT_ZAKEN", "default": SECRET}}, "ook niet als default"),
        ({"value_from": {"env": "DJANGO_SECRET_KEY"}}, "begint met TENANT_"),
        ({"value_from": {"env": "TENANT_ANDERS"}}, "niet in de omgeving"),
        ({"value_from": SECRET}, "value_from: {env"),
        ({"fingerprint": "12345678", "tekst": SECRET}, "niets anders"),
    ],
)
def test_what_is_no_reference_is_refused_at_its_line_and_never_printed(
    add: Adding, zonnedam: TenantRef, secret: Any, words: str
) -> None:
    error = refused(zonnedam, wanted(add, zonnedam, secret=secret))

    (refusal,) = error.refusals
    assert refusal.place == "connections.1.secret"
    assert words in refusal.text
    assert SECRET not in str(error)


def test_a_process_without_an_environment_keeps_the_secret_that_is_there(
    add: Adding, zonnedam: TenantRef
) -> None:
    files.applied(zonnedam, wanted(add, zonnedam), environment=ENVIRONMENT)

    assert files.applied(zonnedam, wanted(add, zonnedam, name="Anders"), environment=None) is DONE

    with enter(zonnedam):
        assert connections.access_to("case_system").secret == SECRET


@pytest.mark.attack("P06")
def test_a_file_cannot_lure_a_kept_secret(add: Adding, zonnedam: TenantRef) -> None:
    files.applied(zonnedam, wanted(add, zonnedam), environment=ENVIRONMENT)
    elsewhere = f"{add.sandbox.url}/elders"
    without = wanted(add, zonnedam, address=elsewhere, secret={"fingerprint": "12345678"})

    assert [each.place for each in refused(zonnedam, without).refusals] == ["connections.1.secret"]
    with pytest.raises(FileError):
        files.planned(zonnedam, wanted(add, zonnedam, address=elsewhere), environment=None)
    again = wanted(add, zonnedam, address=elsewhere)
    assert files.applied(zonnedam, again, environment=ENVIRONMENT) is DONE
    with enter(zonnedam):
        assert connections.access_to("case_system").address == elsewhere


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"system": "sterrenwacht"}, "connections.1.system"),
        ({"authentication": "bidden"}, "connections.1.authentication"),
        ({"authentication": "oauth"}, "connections.1.authentication"),
        ({"limits": {"total": 300}}, "connections.1.limits"),
        ({"slug": "Hoofd letter"}, "connections.1.slug"),
        ({"address": "http://169.254.169.254/"}, "connections.1.address"),
        ({"wachtwoord": "x"}, "connections.1.wachtwoord"),
        ({"nlx_outway": "x"}, "connections.1.nlx_outway"),
    ],
)
def test_what_may_not_be_is_said_at_its_place(
    add: Adding, zonnedam: TenantRef, change: dict[str, Any], place: str
) -> None:
    assert place in [each.place for each in refused(zonnedam, wanted(add, zonnedam, **change)).refusals]


def test_there_and_back_is_no_difference_and_elsewhere_all_but_the_secrets(
    add: Adding, zonnedam: TenantRef, waterrijk: TenantRef
) -> None:
    add(zonnedam, name="Zaken", trusted=pem.make("Eigen CA").chain, limits={"total": 3.5})
    add(zonnedam, system="open_klant", secret=SECRET)
    files.settle(waterrijk)
    text = files.shown(zonnedam)

    assert not files.planned(zonnedam, text).changes
    moved = text.replace("host: zonnedam.", "host: waterrijk.").partition("look:")[0]
    moved += "connections:" + text.partition("connections:")[2]
    plan = files.planned(waterrijk, moved)
    assert plan.sections[0].lines == ("Koppeling Zaken: nee → ja", "Koppeling Open Klant: nee → ja")
    assert all("geheim (herkenningscode)" in note for note in plan.sections[0].notes)
    assert files.applied(waterrijk, moved) is DONE
    assert not files.planned(waterrijk, moved).changes
    with enter(waterrijk):
        assert [row.secret for row in Connection.objects.all()] == ["", ""]


def test_what_the_file_leaves_out_goes_only_when_it_is_to_be_removed(
    add: Adding, zonnedam: TenantRef
) -> None:
    add(zonnedam, name="Zaken")
    add(zonnedam, system="open_klant", secret=SECRET)
    document = files.file(zonnedam, connections=[{"system": "case_system"}])

    (kept,) = files.planned(zonnedam, document).sections
    assert (kept.lines, kept.left) == ((), ("open_klant",))
    assert files.applied(zonnedam, document, "connections") is DONE

    with enter(zonnedam):
        assert [row.system for row in Connection.objects.all()] == ["case_system"]


def test_another_secret_since_is_drift(add: Adding, zonnedam: TenantRef) -> None:
    files.applied(zonnedam, wanted(add, zonnedam), environment=ENVIRONMENT)
    drift = drifting.drift(files.row(zonnedam))
    assert drift
    assert not drift.sections

    add(zonnedam, name="Zaken", secret="een-ander")

    drift = drifting.drift(files.row(zonnedam))
    assert drift
    assert drift.sections[0].lines[0].startswith("Koppeling Zaken, geheim (herkenningscode): ")


def test_what_would_go_without_having_been_seen_stays(add: Adding, zonnedam: TenantRef) -> None:
    add(zonnedam)
    document = files.file(zonnedam, connections=[{"system": "case_system"}], texts={"tagline": "Nieuw"})
    operation = operations.request_configuration(
        document, tenant=zonnedam.uuid, by=OPERATOR, remove=["connections"]
    )
    assert operation
    add(zonnedam, system="open_klant", secret=SECRET)

    runner.run(operation.uuid)

    operation.refresh_from_db()
    assert operation.state == OperationState.FAILED
    assert "Intussen kwam erbij: open_klant" in operation.steps.get().error
    with enter(zonnedam):
        assert Connection.objects.count() == 2


def test_a_change_of_the_data_key_waits_for_a_file_that_waits(add: Adding, zonnedam: TenantRef) -> None:
    operation = operations.request_configuration(
        wanted(add, zonnedam), tenant=zonnedam.uuid, by=OPERATOR, environment=ENVIRONMENT
    )
    assert operation
    assert sealed.numbers(zonnedam.uuid) == {1}

    runner.run(operation.uuid)

    assert sealed.numbers(zonnedam.uuid) == set()
