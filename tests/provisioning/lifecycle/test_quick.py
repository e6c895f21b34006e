"""What the console carries out itself, with its own login, stands in the journal like all else."""

from typing import Any

import pytest
from django.db.models.functions import Now

from provisioning.lifecycle import operations, queries, runner, steps
from provisioning.lifecycle.errors import RefusedError
from provisioning.lifecycle.models import Operation
from provisioning.lifecycle.operations import quick
from provisioning.lifecycle.types import OperationKind, OperationState
from tenants.models import OperatorRecord, Tenant
from tests import municipalities
from tests.provisioning.lifecycle import sessions
from tests.provisioning.lifecycle.plans import OPERATOR


@pytest.fixture(autouse=True)
def _search_is_on(committing: None) -> None:
    """Begin alike, whichever test of this module came before."""
    if not is_on():
        switch(on=True)


def switch(*, on: bool) -> Operation | None:
    return operations.switch_feature(
        tenant=municipalities.ZONNEDAM, feature="search", on=on, by=OPERATOR, why="Op verzoek"
    )


def is_on() -> bool:
    return "search" in Tenant.objects.get(uuid=municipalities.ZONNEDAM).ref().features


@pytest.mark.covers("C-030")
def test_the_consoles_login_may_switch_a_feature() -> None:
    with sessions.as_process("console"):
        operation = switch(on=False)
        assert operation
        assert (operation.state, is_on()) == (OperationState.DONE, False)
        switch(on=True)
    assert is_on()

    record = OperatorRecord.objects.filter(action="feature.switched_off").latest("pk")
    assert (record.actor, record.origin) == (OPERATOR.name, OPERATOR.origin)
    for words in ("Op verzoek", "before", "after"):
        assert words in str(vars(record))


def test_what_does_not_work_at_once_is_told_and_tried_again_by_a_worker(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(_operation: Operation) -> None:
        raise ZeroDivisionError

    usual = steps.STEPS[OperationKind.SWITCH_FEATURE]
    broken = (steps.StepKind("switch", "Schakelen", fail),)
    monkeypatch.setitem(steps.STEPS, OperationKind.SWITCH_FEATURE, broken)
    with pytest.raises(RefusedError, match="opnieuw geprobeerd"):
        switch(on=False)
    (waiting,) = queries.running()
    assert (waiting.state, is_on()) == (OperationState.RUNNING, True)

    monkeypatch.setitem(steps.STEPS, OperationKind.SWITCH_FEATURE, usual)
    Operation.objects.filter(pk=waiting.pk).update(due_at=Now(), queued_at=None)
    assert waiting.uuid in queries.waiting()
    assert runner.run(waiting.uuid)
    assert not is_on()


@pytest.mark.fault("F30")
def test_whoever_asks_again_has_taken_up_what_a_console_left_that_died(
    sent: list[tuple[str, list[Any], float | None]],
) -> None:
    left_behind = quick.request_switch(
        tenant=municipalities.ZONNEDAM, feature="search", on=False, by=OPERATOR, here=True
    )
    assert left_behind
    assert sent == []

    with pytest.raises(RefusedError, match="loopt al"):
        switch(on=False)

    assert [arguments for _, arguments, _ in sent] == [[str(left_behind.uuid)]]
    runner.run(left_behind.uuid)
    assert not is_on()
