"""Configuration as releases: numbered, readable, and put back to the byte (requirement C-033)."""

import json
from typing import Any

import pytest
from django.db import connection

from portal.core.models import ContactDetails, Texts
from provisioning.lifecycle import baselining, operations, queries, runner
from provisioning.lifecycle.errors import RefusedError
from provisioning.lifecycle.models import Operation
from provisioning.lifecycle.types import OperationState
from tenants import registers
from tenants.audit import SYSTEM, Actor
from tenants.configuration import canonical, recording, snapshots
from tenants.configuration import queries as releases
from tenants.entry import enter, outside
from tenants.models import Domain, FeatureSwitch, OperatorRecord, Tenant
from tenants.registers import Part, Register, Side
from tenants.types import State, TenantRef
from tests import states
from tests.provisioning.lifecycle.plans import OPERATOR, plan
from tests.provisioning.lifecycle.sessions import as_process

pytestmark = pytest.mark.covers("C-033")
EDITOR = Actor("staff", "11111111-0000-4000-8000-000000000000")


def settle(_tenant: TenantRef) -> None:
    """Give the municipalities of the template their first release."""
    baselining.run(by=OPERATOR)


def edit(tenant: TenantRef, **texts: str) -> None:
    """Change texts as an editor does."""
    with enter(tenant), recording.changes(tenant, by=EDITOR):
        Texts.objects.update_or_create(pk=1, defaults=texts)


def switch(tenant: TenantRef, feature: str, *, on: bool, why: str = "") -> None:
    operations.switch_feature(tenant=tenant.uuid, feature=feature, on=on, by=OPERATOR, why=why)


def now(tenant: TenantRef) -> bytes:
    """Read the whole configuration as it is, in bytes."""
    found = snapshots.read(tenant, list(registers.parts))
    return canonical.dump(found).encode()


def held(tenant: TenantRef, number: int) -> bytes:
    """Read what a release holds, in bytes."""
    return str(releases.release(tenant.uuid, number).snapshot).encode()


def numbers(tenant: TenantRef) -> list[int]:
    return [row.number for row in reversed(releases.releases(tenant.uuid))]


def lines(tenant: TenantRef, number: int | None = None) -> list[str]:
    return [line for part in releases.changes(releases.release(tenant.uuid, number)) for line in part.lines]


def roll_back(tenant: TenantRef, number: int, *parts: str) -> OperationState:
    operation = operations.request_roll_back(
        tenant=tenant.uuid, release=number, by=OPERATOR, why="Terug", parts=parts
    )
    runner.run(operation.uuid)
    return OperationState(queries.operation(operation.uuid).state)


@pytest.mark.usefixtures("committing")
def test_opening_a_municipality_makes_its_first_release() -> None:
    operation = operations.request_opening(plan(features=("search",)), by=OPERATOR, why="Nieuwe klant")
    runner.run(operation.uuid)
    operation.refresh_from_db()

    assert operation.tenant
    (row,) = releases.releases(operation.tenant)
    assert (row.number, row.parent, row.kind, row.author, row.reason, row.operation) == (
        1, None, "opening", OPERATOR.name, "Nieuwe klant", operation.uuid,
    )  # fmt: skip
    ref = Tenant.objects.get(uuid=operation.tenant).ref()
    assert held(ref, 1) == now(ref)
    assert json.loads(held(ref, 1))["features"] == ["search"]


def test_a_switched_feature_is_a_release_with_author_reason_and_a_readable_diff(zonnedam: TenantRef) -> None:
    settle(zonnedam)

    switch(zonnedam, "search", on=False, why="Op verzoek")

    row = releases.releases(zonnedam.uuid)[0]
    assert (row.number, row.kind, row.author, row.reason, row.titles) == (
        2, "change", OPERATOR.name, "Op verzoek", ("Onderdelen",),
    )  # fmt: skip
    assert row.operation == Operation.objects.get(tenant=zonnedam.uuid).uuid
    assert lines(zonnedam) == ["Onderdeel Zoeken: aan → uit"]


def test_name_and_theme_in_one_operation_are_one_release(zonnedam: TenantRef) -> None:
    settle(zonnedam)

    operation = operations.request_settings(
        tenant=zonnedam.uuid, by=OPERATOR, name="Zonnedam aan Zee", theme="waterrijk"
    )
    runner.run(operation.uuid)

    assert numbers(zonnedam) == [1, 2]
    assert lines(zonnedam) == ["Naam: “Zonnedam” → “Zonnedam aan Zee”", "Thema: Zonnedam → Waterrijk"]


def test_a_change_that_failed_leaves_no_release(zonnedam: TenantRef, monkeypatch: pytest.MonkeyPatch) -> None:
    settle(zonnedam)

    def broken(*_args: Any, **_options: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr("provisioning.lifecycle.runner.journal.finish", broken)
    with pytest.raises(RefusedError):
        switch(zonnedam, "search", on=False)

    assert (
        numbers(zonnedam),
        FeatureSwitch.objects.get(feature="search", tenant__uuid=zonnedam.uuid).is_on,
    ) == (
        [1],
        True,
    )


def test_what_changes_nothing_is_no_release(zonnedam: TenantRef) -> None:
    settle(zonnedam)
    edit(zonnedam, tagline="")

    assert numbers(zonnedam) == [1]


def test_several_changes_in_one_block_are_one_release(zonnedam: TenantRef) -> None:
    settle(zonnedam)

    with enter(zonnedam), recording.changes(zonnedam, by=EDITOR):
        with recording.changes(zonnedam, by=EDITOR):
            Texts.objects.update_or_create(pk=1, defaults={"tagline": "Zee"})
        ContactDetails.objects.update_or_create(pk=1, defaults={"city": "Zonnedam"})

    assert numbers(zonnedam) == [1, 2]
    assert lines(zonnedam) == ["Slogan: (leeg) → “Zee”", "Plaats: (leeg) → “Zonnedam”"]


def test_another_municipality_cannot_be_changed_within_a_block(
    zonnedam: TenantRef, waterrijk: TenantRef
) -> None:
    with (
        recording.changes(zonnedam, by=SYSTEM),
        pytest.raises(RuntimeError),
        recording.changes(waterrijk, by=SYSTEM),
    ):
        pass


def test_a_roll_back_restores_the_configuration_to_the_byte(zonnedam: TenantRef) -> None:
    edit(zonnedam, welcome="Wélkom ’s\nmorgens", announcement_level="warning")
    settle(zonnedam)
    good, before = numbers(zonnedam)[-1], now(zonnedam)
    switch(zonnedam, "search", on=False)
    edit(zonnedam, welcome="Anders", tagline="Nieuw")
    runner.run(
        operations.request_settings(tenant=zonnedam.uuid, by=OPERATOR, name="Anders", theme="waterrijk").uuid
    )
    with recording.changes(zonnedam, by=OPERATOR):
        Domain.objects.create(
            tenant=Tenant.objects.get(uuid=zonnedam.uuid), domain="anders.localhost", is_primary=True
        )
    assert now(zonnedam) != before

    assert roll_back(zonnedam, good) == OperationState.DONE

    newest = releases.releases(zonnedam.uuid)[0]
    assert now(zonnedam) == before == held(zonnedam, good) == held(zonnedam, newest.number)
    assert (newest.kind, newest.restores) == ("roll_back", good)
    assert (newest.reason, newest.author) == ("Terug", OPERATOR.name)
    assert numbers(zonnedam) == list(range(1, newest.number + 1))
    record = OperatorRecord.objects.get(action="configuration.rolled_back", tenant=zonnedam.uuid)
    assert record.details["parts"] == ["features", "name", "theme", "domains", "texts"]


def test_a_roll_back_brings_name_and_host_back_in_the_portal_itself(zonnedam: TenantRef) -> None:
    from django.contrib.sites.models import Site

    settle(zonnedam)
    runner.run(operations.request_settings(tenant=zonnedam.uuid, by=OPERATOR, name="Anders").uuid)

    roll_back(zonnedam, 1)

    with enter(Tenant.objects.get(uuid=zonnedam.uuid).ref()):
        assert Site.objects.get().name == "Zonnedam"


def test_one_part_can_be_put_back_alone(zonnedam: TenantRef) -> None:
    settle(zonnedam)
    switch(zonnedam, "search", on=False)
    edit(zonnedam, tagline="Nieuw")

    assert roll_back(zonnedam, 1, "texts") == OperationState.DONE

    assert lines(zonnedam) == ["Slogan: “Nieuw” → (leeg)"]
    assert not FeatureSwitch.objects.get(feature="search", tenant__uuid=zonnedam.uuid).is_on


def test_a_failed_roll_back_can_be_undone(zonnedam: TenantRef) -> None:
    settle(zonnedam)
    edit(zonnedam, tagline="Nieuw")
    before = now(zonnedam)
    roll_back(zonnedam, 1)
    operation = Operation.objects.latest("pk")
    Operation.objects.filter(pk=operation.pk).update(state=OperationState.FAILED.value)

    operations.undo(operation, by=OPERATOR)
    runner.run(operation.uuid)

    assert now(zonnedam) == before
    assert numbers(zonnedam) == [1, 2, 3, 4]


def refusal(tenant: TenantRef, number: int, *parts: str) -> dict[str, list[str]]:
    with pytest.raises(RefusedError) as refused:
        operations.request_roll_back(tenant=tenant.uuid, release=number, by=OPERATOR, parts=parts)
    return refused.value.reasons


def test_a_release_that_is_not_there_or_changes_nothing_is_refused(zonnedam: TenantRef) -> None:
    settle(zonnedam)

    assert refusal(zonnedam, 7).keys() == {"release"}
    assert "verandert niets" in refusal(zonnedam, 1)["release"][0]
    assert refusal(zonnedam, 1, "gamma").keys() == {"parts"}


def test_a_municipality_without_a_portal_has_nothing_to_put_back(zonnedam: TenantRef) -> None:
    settle(zonnedam)
    states.become(zonnedam, State.LEAVING)

    assert refusal(zonnedam, 1).keys() == {"tenant"}


def test_a_host_that_is_anothers_by_now_is_refused_and_nothing_is_changed(
    zonnedam: TenantRef, waterrijk: TenantRef
) -> None:
    with recording.changes(zonnedam, by=OPERATOR):
        Domain.objects.create(
            tenant=Tenant.objects.get(uuid=zonnedam.uuid), domain="zee.localhost", is_primary=False
        )
    with recording.changes(zonnedam, by=OPERATOR):
        Domain.objects.filter(domain="zee.localhost").delete()
    switch(zonnedam, "search", on=False)
    Domain.objects.create(
        tenant=Tenant.objects.get(uuid=waterrijk.uuid), domain="zee.localhost", is_primary=False
    )
    before = now(zonnedam)

    (text,) = refusal(zonnedam, 2)["parts"]

    assert "zee.localhost" in text
    assert text.startswith("Webadressen: ")
    assert now(zonnedam) == before
    assert roll_back(zonnedam, 2, "features") == OperationState.DONE


@pytest.fixture
def a_part(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Have one more part, inside, that refers to a secret."""
    kept: dict[str, Any] = {"value": {"address": "https://a", "secret": {"fingerprint": "1"}}, "refuses": []}

    def write(tenant: TenantRef, value: Any, *, by: Actor, why: str) -> None:
        if kept.get("writes", True):
            kept["value"] = value

    parts: Register[Part] = Register("configuration release")
    for part in registers.parts:
        parts.add(part)
    parts.add(
        Part(
            "core", "later", "Wat later kwam", Side.INSIDE, lambda tenant: kept["value"], write,
            lambda before, after: ["anders"], lambda tenant, value: kept["refuses"],
        )
    )  # fmt: skip
    monkeypatch.setattr(registers, "parts", parts)
    return kept


def test_a_part_that_a_later_version_adds_is_written_down_before_the_next_change(
    zonnedam: TenantRef, request: pytest.FixtureRequest
) -> None:
    settle(zonnedam)
    request.getfixturevalue("a_part")

    edit(zonnedam, tagline="Nieuw")

    assert [(row.kind, row.titles) for row in reversed(releases.releases(zonnedam.uuid))][1:] == [
        ("baseline", ("Wat later kwam",)),
        ("change", ("Slogan, welkom en mededeling",)),
    ]


@pytest.mark.parametrize("trouble", ["refuses", "writes"])
def test_a_part_that_refuses_leaves_all_as_it_was(
    zonnedam: TenantRef, a_part: dict[str, Any], trouble: str
) -> None:
    settle(zonnedam)
    edit(zonnedam, tagline="Nieuw")
    with enter(zonnedam), recording.changes(zonnedam, by=EDITOR):
        a_part["value"] = {"address": "https://b", "secret": {"fingerprint": "2"}}
    before = now(zonnedam)
    a_part[trouble] = {"refuses": ["Het geheim is vervangen."], "writes": False}[trouble]

    assert roll_back(zonnedam, 1) == OperationState.FAILED

    assert now(zonnedam) == before
    (step,) = queries.steps(Operation.objects.latest("pk"))
    assert "Wat later kwam" in step.error
    assert numbers(zonnedam) == [1, 2, 3]
    operations.undo(Operation.objects.latest("pk"), by=OPERATOR)
    runner.run(Operation.objects.latest("pk").uuid)
    assert roll_back(zonnedam, 1, "texts") == OperationState.DONE


def test_a_part_that_this_version_no_longer_knows_is_refused_by_name(
    zonnedam: TenantRef, a_part: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    settle(zonnedam)
    edit(zonnedam, tagline="Nieuw")
    monkeypatch.undo()
    without: Register[Part] = Register("configuration release")
    for part in registers.parts:
        if part.key != "later":
            without.add(part)
    monkeypatch.setattr(registers, "parts", without)

    assert "later" in refusal(zonnedam, 1)["parts"][0]
    assert roll_back(zonnedam, 1, "texts") == OperationState.DONE


def test_what_was_changed_with_sql_is_shown_and_never_blamed_on_who_comes_next(zonnedam: TenantRef) -> None:
    settle(zonnedam)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE tenants_tenant SET theme = 'waterrijk' WHERE uuid = %s", [zonnedam.uuid])

    assert [line for part in releases.drift(zonnedam) for line in part.lines] == [
        "Thema: Zonnedam → Waterrijk"
    ]
    switch(zonnedam, "search", on=False)

    second, third = list(reversed(releases.releases(zonnedam.uuid)))[1:]
    assert (second.kind, second.author_kind, second.titles) == ("outside", "system", ("Thema",))
    assert (third.kind, third.author, third.titles) == ("change", OPERATOR.name, ("Onderdelen",))
    assert releases.drift(zonnedam) == ()


def test_municipalities_from_before_get_one_first_release_however_often_it_is_run(
    zonnedam: TenantRef, waterrijk: TenantRef
) -> None:
    made, failed = baselining.run(by=OPERATOR)

    assert (sorted(made), failed) == (["Waterrijk", "Zonnedam"], [])
    assert baselining.run(by=OPERATOR) == ([], [])
    assert [row.kind for row in releases.releases(zonnedam.uuid)] == ["baseline"]
    assert held(zonnedam, 1) == now(zonnedam)


def test_one_municipality_that_fails_stops_no_other(zonnedam: TenantRef, waterrijk: TenantRef) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {zonnedam.schema_name}.core_texts RENAME TO core_gone")

    made, failed = baselining.run(by=OPERATOR)

    assert made == ["Waterrijk"]
    assert failed == ["Zonnedam: ProgrammingError"]


def test_releases_of_one_municipality_are_not_anothers(zonnedam: TenantRef, waterrijk: TenantRef) -> None:
    settle(zonnedam)
    edit(zonnedam, tagline="Zee")

    assert numbers(waterrijk) == [1]
    assert "Zee" not in held(waterrijk, 1).decode()


@pytest.mark.covers("architecture T2")
def test_the_console_switches_and_shows_without_looking_inside(own_database: str) -> None:
    zonnedam = Tenant.objects.get(name="Zonnedam").ref()
    edit(zonnedam, tagline="Zee")
    with as_process("console"), outside():
        switch(zonnedam, "search", on=False)

        newest = releases.release(zonnedam.uuid)
        assert json.loads(newest.snapshot)["texts"]["tagline"] == "Zee"
        assert lines(zonnedam) == ["Onderdeel Zoeken: aan → uit"]
        assert lines(zonnedam, newest.number - 1) == ["Slogan: (leeg) → “Zee”"]
        assert releases.drift(zonnedam) == ()
