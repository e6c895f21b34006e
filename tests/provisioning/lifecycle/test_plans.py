"""What municipalities can have agreed upon: one plan each, which travels as name and theme do (C-010)."""

from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from provisioning.lifecycle import operations, plan_rules, runner
from provisioning.lifecycle.as_code.types import FileError
from provisioning.lifecycle.errors import RefusedError
from provisioning.lifecycle.models import Operation
from provisioning.lifecycle.types import OperationState
from tenants.configuration import queries as releases
from tenants.models import OperatorRecord, Plan, Tenant
from tenants.types import TenantRef
from tests.provisioning.lifecycle import files
from tests.provisioning.lifecycle.plans import OPERATOR, plan

pytestmark = pytest.mark.covers("C-010")


@pytest.fixture
def basis(db: None) -> Plan:
    return operations.add_plan(name="Basis", description="Voor wie begint", by=OPERATOR)


def of(tenant: TenantRef) -> str:
    return Tenant.objects.get(uuid=tenant.uuid).plan_key


def give(tenant: TenantRef, key: str) -> Operation:
    operation = operations.request_settings(tenant=tenant.uuid, plan=key, by=OPERATOR, why="Offerte 12")
    runner.run(operation.uuid)
    operation.refresh_from_db()
    assert operation.state == OperationState.DONE
    return operation


def refused(call: Any, **values: Any) -> dict[str, list[str]]:
    with pytest.raises(RefusedError) as raised:
        call(by=OPERATOR, **values)
    return raised.value.reasons


def test_another_plan_is_a_release_that_is_told_and_put_back(zonnedam: TenantRef, basis: Plan) -> None:
    files.settle(zonnedam)
    give(zonnedam, "basis")

    newest = releases.release(zonnedam.uuid)
    assert of(zonnedam) == "basis"
    assert [line for part in releases.changes(newest) for line in part.lines] == ["Plan: nog geen → Basis"]
    record = OperatorRecord.objects.get(action="tenant.settings_changed", tenant=zonnedam.uuid)
    assert (record.target, record.why) == ("plan", "Offerte 12")

    back = operations.request_roll_back(tenant=zonnedam.uuid, release=newest.number - 1, by=OPERATOR)
    runner.run(back.uuid)

    assert of(zonnedam) == ""


def test_what_is_undone_is_the_plan_of_before(zonnedam: TenantRef, basis: Plan) -> None:
    operation = give(zonnedam, "basis")
    Operation.objects.filter(pk=operation.pk).update(state=OperationState.FAILED.value)
    operations.undo(operation, by=OPERATOR)
    runner.run(operation.uuid)

    assert of(zonnedam) == ""


def test_a_change_of_the_name_leaves_the_plan_and_an_empty_one_takes_it_away(
    zonnedam: TenantRef, basis: Plan
) -> None:
    give(zonnedam, "basis")
    runner.run(operations.request_settings(tenant=zonnedam.uuid, name="Zonnedorp", by=OPERATOR).uuid)
    kept = of(zonnedam)
    give(zonnedam, "")

    assert (kept, of(zonnedam)) == ("basis", "")


def test_a_closed_plan_is_kept_and_nobody_else_gets_it(
    zonnedam: TenantRef, waterrijk: TenantRef, basis: Plan
) -> None:
    give(zonnedam, "basis")
    operations.change_plan("basis", is_open=False, by=OPERATOR)

    asked = refused(operations.request_settings, tenant=waterrijk.uuid, plan="basis")
    unknown = refused(operations.request_settings, tenant=waterrijk.uuid, plan="bestaat-niet")
    opening = refused(operations.request_opening, plan=plan(plan="basis"))

    assert [each.keys() for each in (asked, unknown, opening)] == [{"plan"}] * 3
    assert "gesloten" in asked["plan"][0]
    assert of(zonnedam) == "basis"
    runner.run(operations.request_settings(tenant=zonnedam.uuid, name="Zonnedorp", by=OPERATOR).uuid)


def test_a_plan_in_use_or_about_to_be_cannot_be_taken_away(zonnedam: TenantRef, basis: Plan) -> None:
    operation = operations.request_settings(tenant=zonnedam.uuid, plan="basis", by=OPERATOR)
    coming = refused(operations.remove_plan, key="basis")
    runner.run(operation.uuid)
    used = refused(operations.remove_plan, key="basis")
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM tenants_plan; SET CONSTRAINTS ALL IMMEDIATE")
    give(zonnedam, "")
    operations.remove_plan("basis", by=OPERATOR)

    assert "nog niet klaar" in coming["plan"][0]
    assert "in gebruik" in used["plan"][0]
    assert not Plan.objects.exists()


def test_an_opening_that_names_a_plan_keeps_it_from_going(basis: Plan) -> None:
    operations.request_opening(plan(plan="basis"), by=OPERATOR)

    assert refused(operations.remove_plan, key="basis").keys() == {"plan"}


@pytest.mark.usefixtures("committing")
def test_an_opened_municipality_has_the_plan_that_was_chosen() -> None:
    operations.add_plan(name="Basis", by=OPERATOR)
    operation = operations.request_opening(plan(plan="basis"), by=OPERATOR)
    runner.run(operation.uuid)
    operation.refresh_from_db()

    assert Tenant.objects.get(uuid=operation.tenant).plan_key == "basis"


def test_a_file_says_the_plan_and_makes_it_so(zonnedam: TenantRef, basis: Plan) -> None:
    files.settle(zonnedam)
    document = files.file(zonnedam, billing={"plan": "basis"})

    lines = [line for section in files.planned(zonnedam, document).sections for line in section.lines]
    assert files.applied(zonnedam, document) is OperationState.DONE

    assert (lines, of(zonnedam)) == (["Plan: nog geen → Basis"], "basis")
    assert "billing:\n  plan: basis\n" in files.shown(zonnedam)


def test_a_file_with_a_plan_that_cannot_be_had_is_refused_at_its_line(
    zonnedam: TenantRef, basis: Plan
) -> None:
    files.settle(zonnedam)
    operations.change_plan("basis", is_open=False, by=OPERATOR)

    for key in ("basis", "bestaat-niet"):
        with pytest.raises(FileError) as raised:
            files.planned(zonnedam, files.file(zonnedam, billing={"plan": key}))
        assert [each.place for each in raised.value.refusals] == ["billing.plan"]


def test_an_older_release_with_a_plan_that_is_gone_can_be_put_back_without_it(
    zonnedam: TenantRef, basis: Plan
) -> None:
    files.settle(zonnedam)
    give(zonnedam, "basis")
    number = releases.release(zonnedam.uuid).number
    give(zonnedam, "")
    operations.remove_plan("basis", by=OPERATOR)

    reasons = refused(operations.request_roll_back, tenant=zonnedam.uuid, release=number)

    assert reasons["parts"] == ["Plan: Het plan “basis” bestaat niet meer."]
    text = [line for part in releases.changes(releases.release(zonnedam.uuid, number)) for line in part.lines]
    assert text == ["Plan: nog geen → basis"]


@pytest.mark.parametrize(
    ("name", "description", "field"),
    [
        ("", "", "name"),
        ("  ", "", "name"),
        ("basis", "", "name"),
        ("B\u200basis", "", "name"),
        ("Basis!", "", "name"),
        ("Geen", "", "name"),
        ("!!", "", "name"),
        ("x" * 41, "", "name"),
        ("Groot", "x" * 201, "description"),
        ("Groot", "een\ntwee", "description"),
    ],
)
def test_a_name_that_is_none_or_somebody_elses_is_refused(
    basis: Plan, name: str, description: str, field: str
) -> None:
    assert refused(operations.add_plan, name=name, description=description).keys() == {field}


def test_a_plan_keeps_its_key_under_another_name_and_nothing_new_is_not_written_down(basis: Plan) -> None:
    changed = operations.change_plan("basis", name="Instap", description="Klein", by=OPERATOR)
    operations.change_plan("basis", name="Instap", is_open=True, by=OPERATOR)

    record = OperatorRecord.objects.get(action="plan.changed")
    assert (changed.key, changed.name, changed.description) == ("basis", "Instap", "Klein")
    assert record.target == "Basis"
    assert changed.key != plan_rules.NONE
