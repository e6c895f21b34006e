"""Have a failed operation undone: what its steps did is taken back, last first, in the same journal."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.db.models.functions import Now

from integrations.errors import Reason
from provisioning.lifecycle import journal, operations, queries, runner, steps
from provisioning.lifecycle.errors import RefusedError
from provisioning.lifecycle.models import Operation
from provisioning.lifecycle.types import OperationKind, OperationState
from tenants.models import Domain, OperatorRecord, Tenant
from tests.provisioning.lifecycle import stand_ins
from tests.provisioning.lifecycle.plans import OPERATOR, plan

pytestmark = pytest.mark.usefixtures("committing")
LEFT = """
SELECT (SELECT count(*) FROM pg_namespace WHERE nspname = %(name)s)
     + (SELECT count(*) FROM pg_roles WHERE rolname = %(name)s)
"""


def run(operation: Operation) -> Operation:
    Operation.objects.filter(pk=operation.pk).update(due_at=Now())
    assert runner.run(operation.uuid)
    return queries.operation(operation.uuid)


@pytest.fixture
def failed(committing: None) -> Operation:
    """An opening whose portal did not answer, three times."""
    operation = operations.request_opening(plan(), by=OPERATOR)
    stand_ins.answers += [Reason.NOBODY_LISTENS] * journal.MOST_FAILURES
    for _attempt in range(journal.MOST_FAILURES):
        found = run(operation)
    assert found.state == OperationState.FAILED
    return found


def schema_of(operation: Operation) -> str:
    return str(Tenant.objects.get(uuid=operation.tenant).schema_name)


def left_of(schema: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(LEFT, {"name": schema})
        return int(cursor.fetchone()[0])


def states_of(operation: Operation) -> list[tuple[str, str, bool]]:
    return [(step.key, step.state.value, step.undoes) for step in queries.steps(operation)]


def break_undo(monkeypatch: pytest.MonkeyPatch, key: str) -> Callable[[], None]:
    """Let undoing a step fail until it is repaired."""
    kinds = steps.STEPS[OperationKind.OPEN]

    def fail(_operation: Operation) -> None:
        raise ZeroDivisionError

    broken = tuple(
        steps.StepKind(kind.key, kind.title, kind.run, fail, kind.inside, kind.whole)
        if kind.key == key
        else kind
        for kind in kinds
    )
    monkeypatch.setitem(steps.STEPS, OperationKind.OPEN, broken)
    return lambda: monkeypatch.setitem(steps.STEPS, OperationKind.OPEN, kinds)


def test_an_opening_that_is_undone_leaves_nothing_but_its_journal(failed: Operation) -> None:
    schema = schema_of(failed)
    assert left_of(schema) == 2

    operations.undo(failed, by=OPERATOR, why="Toch niet")
    found = run(failed)

    assert (found.state, left_of(schema)) == (OperationState.UNDONE, 0)
    assert not Tenant.objects.filter(uuid=failed.tenant).exists()
    assert not Domain.objects.filter(domain=failed.claimed_host).exists()
    undone = [(key, state) for key, state, undoes in states_of(found) if undoes]
    assert undone == [("schema", "done"), ("role", "done"), ("directory", "done")]
    assert ("smoke", "failed", False) in states_of(found)


def test_what_was_undone_can_be_asked_for_again(failed: Operation) -> None:
    operations.undo(failed, by=OPERATOR)
    run(failed)

    again = plan(name=failed.parameters["name"], host=failed.claimed_host)
    assert run(operations.request_opening(again, by=OPERATOR)).state == OperationState.DONE


def test_undoing_that_fails_waits_for_an_operator_and_goes_on_from_there(
    failed: Operation, monkeypatch: pytest.MonkeyPatch
) -> None:
    repair = break_undo(monkeypatch, "role")
    operations.undo(failed, by=OPERATOR)
    for _attempt in range(journal.MOST_FAILURES):
        found = run(failed)
    assert (found.state, states_of(found)[-2:]) == (
        OperationState.FAILED,
        [("role", "failed", True), ("directory", "waiting", True)],
    )

    repair()
    operations.retry(found, by=OPERATOR)

    assert Operation.objects.get(pk=failed.pk).state == OperationState.UNDOING
    assert run(failed).state == OperationState.UNDONE


def test_undoing_is_asked_for_once(failed: Operation, monkeypatch: pytest.MonkeyPatch) -> None:
    break_undo(monkeypatch, "schema")
    operations.undo(failed, by=OPERATOR)
    for _attempt in range(journal.MOST_FAILURES):
        run(failed)

    with pytest.raises(RefusedError, match="al ongedaan"):
        operations.undo(failed, by=OPERATOR)


def test_an_opening_that_nobody_began_is_called_off(committing: None) -> None:
    operation = operations.request_opening(plan(), by=OPERATOR)

    operations.undo(operation, by=OPERATOR)

    assert run(operation).state == OperationState.UNDONE
    assert not any(step.undoes for step in queries.steps(queries.operation(operation.uuid)))


def test_what_is_done_is_not_undone(committing: None) -> None:
    operation = run(operations.request_opening(plan(), by=OPERATOR))

    with pytest.raises(RefusedError, match="al klaar"):
        operations.undo(operation, by=OPERATOR)


@pytest.mark.covers("C-070")
def test_asking_for_it_is_recorded_with_the_reason(failed: Operation) -> None:
    operations.undo(failed, by=OPERATOR, why="Toch niet")

    record = OperatorRecord.objects.get(action="operation.undo_requested", tenant=failed.tenant)
    assert (record.actor, record.target) == (OPERATOR.name, failed.claimed_host)
    assert "Toch niet" in str(vars(record))


@pytest.mark.fault("F40")
def test_the_dead_letter_is_an_alarm_with_its_reason(failed: Operation) -> None:
    record: Any = OperatorRecord.objects.get(action="operation.failed", tenant=failed.tenant)

    assert (record.outcome, record.target) == ("failed", failed.claimed_host)
    assert "niet bereikbaar" in str(record.details)
