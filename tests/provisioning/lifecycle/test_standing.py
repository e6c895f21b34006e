"""Close a portal and open it again, through the journal (requirement C-037)."""

import datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.db.models.functions import Now
from django.utils import timezone

from provisioning.lifecycle import operations, queries, runner, tasks
from provisioning.lifecycle.errors import RefusedError
from provisioning.lifecycle.models import Operation
from provisioning.lifecycle.types import OperationState
from tenants import directory
from tenants.models import OperatorRecord, Tenant
from tenants.types import Notice, State, TenantRef
from tests import states
from tests.provisioning.lifecycle.plans import OPERATOR

pytestmark = [pytest.mark.django_db, pytest.mark.covers("C-037")]
HOUR = datetime.timedelta(hours=1)
WHY = "Op verzoek van de gemeente"


def row(tenant: TenantRef) -> Tenant:
    return Tenant.objects.get(uuid=tenant.uuid)


def run(operation: Operation) -> OperationState:
    runner.run(operation.uuid)
    return OperationState(queries.operation(operation.uuid).state)


def suspend(tenant: TenantRef) -> Operation:
    return operations.request_suspension(tenant=tenant.uuid, by=OPERATOR, why=WHY)


def resume(tenant: TenantRef) -> Operation:
    return operations.request_resumption(tenant=tenant.uuid, by=OPERATOR)


def maintain(tenant: TenantRef, notice: Notice | None = None, **options: Any) -> Operation:
    return operations.request_maintenance(
        notice or Notice("Even geduld."), tenant=tenant.uuid, by=OPERATOR, why=WHY, **options
    )


def planned() -> list[Operation]:
    return list(Operation.objects.filter(state=OperationState.PLANNED.value))


def let_pass(operation: Operation) -> None:
    """Let the time come at which it begins."""
    Operation.objects.filter(pk=operation.pk).update(due_at=Now())
    tasks.resume_operations()


@pytest.mark.parametrize("before", [State.TRIAL, State.LIVE])
def test_a_suspension_closes_and_a_resumption_opens_as_it_was(zonnedam: TenantRef, before: State) -> None:
    states.become(zonnedam, before)

    assert run(suspend(zonnedam)) == OperationState.DONE
    assert row(zonnedam).state == State.SUSPENDED
    assert run(resume(zonnedam)) == OperationState.DONE

    assert row(zonnedam).state == before


def test_who_suspended_and_why_is_recorded_with_both_states(zonnedam: TenantRef) -> None:
    run(suspend(zonnedam))

    record = OperatorRecord.objects.get(action="tenant.suspended", tenant=zonnedam.uuid)
    assert (record.actor, record.origin) == (OPERATOR.name, OPERATOR.origin)
    for words in (WHY, "live", "suspended"):
        assert words in str(vars(record))


def test_a_suspension_needs_a_reason(zonnedam: TenantRef) -> None:
    with pytest.raises(RefusedError, match="waarom"):
        operations.request_suspension(tenant=zonnedam.uuid, by=OPERATOR, why=" ")


def test_what_is_not_open_is_not_suspended_and_what_is_not_closed_not_resumed(zonnedam: TenantRef) -> None:
    with pytest.raises(RefusedError, match="niet opgeschort"):
        resume(zonnedam)
    run(suspend(zonnedam))
    with pytest.raises(RefusedError, match="toestand"):
        suspend(zonnedam)


def test_nothing_else_is_done_meanwhile(zonnedam: TenantRef) -> None:
    suspend(zonnedam)

    with pytest.raises(RefusedError, match="loopt al"):
        operations.switch_feature(tenant=zonnedam.uuid, feature="search", on=False, by=OPERATOR)


def test_the_database_itself_lets_one_operation_run_at_a_time(zonnedam: TenantRef) -> None:
    suspend(zonnedam)

    with pytest.raises(IntegrityError), transaction.atomic():
        Operation.objects.create(
            kind="resume", tenant=zonnedam.uuid, requested_by="x", requested_by_kind="system"
        )


def test_a_failed_operation_stops_others_but_no_suspension(zonnedam: TenantRef) -> None:
    failed = suspend(zonnedam)
    Operation.objects.filter(pk=failed.pk).update(state=OperationState.FAILED.value)

    with pytest.raises(RefusedError, match="mislukt"):
        operations.switch_feature(tenant=zonnedam.uuid, feature="search", on=False, by=OPERATOR)
    assert run(suspend(zonnedam)) == OperationState.DONE


def test_maintenance_shows_its_text_to_everybody(zonnedam: TenantRef) -> None:
    assert run(maintain(zonnedam, Notice("Even geduld.", "Please wait."))) == OperationState.DONE

    ref = directory.by_uuid(zonnedam.uuid)
    assert ref
    assert (ref.state, ref.notice.dutch, ref.notice.english) == (
        State.MAINTENANCE,
        "Even geduld.",
        "Please wait.",
    )


def test_maintenance_ends_by_itself(zonnedam: TenantRef) -> None:
    run(maintain(zonnedam, Notice("Even geduld.", ends_at=timezone.now() + HOUR)))
    (end,) = planned()

    let_pass(end)
    assert run(end) == OperationState.DONE

    assert (row(zonnedam).state, row(zonnedam).notice) == (State.LIVE, {})


def test_before_its_time_the_end_waits_and_stands_in_nobodys_way(zonnedam: TenantRef) -> None:
    run(maintain(zonnedam, Notice("Even geduld.", ends_at=timezone.now() + HOUR)))
    (end,) = planned()

    tasks.resume_operations()

    assert not runner.run(end.uuid)
    assert run(suspend(zonnedam)) == OperationState.DONE


def test_the_end_of_a_maintenance_lifts_no_suspension(zonnedam: TenantRef) -> None:
    run(maintain(zonnedam, Notice("Even geduld.", ends_at=timezone.now() + HOUR)))
    (end,) = planned()
    run(suspend(zonnedam))

    let_pass(end)
    run(end)

    assert row(zonnedam).state == State.SUSPENDED


def test_asked_again_it_changes_the_page_and_its_end(zonnedam: TenantRef) -> None:
    run(maintain(zonnedam, Notice("Even geduld.", ends_at=timezone.now() + HOUR)))
    (first,) = planned()

    run(maintain(zonnedam, Notice("Het duurt langer.", ends_at=timezone.now() + 2 * HOUR)))

    (second,) = planned()
    assert (row(zonnedam).notice["dutch"], second.pk != first.pk) == ("Het duurt langer.", True)
    assert queries.operation(first.uuid).state == OperationState.UNDONE


def test_resumed_by_hand_nothing_is_planned_any_more(zonnedam: TenantRef) -> None:
    run(maintain(zonnedam, Notice("Even geduld.", ends_at=timezone.now() + HOUR)))

    run(resume(zonnedam))

    assert (row(zonnedam).state, planned()) == (State.LIVE, [])


def test_planned_maintenance_begins_when_it_is_time(zonnedam: TenantRef) -> None:
    now = timezone.now()
    operation = maintain(zonnedam, Notice("Even geduld.", ends_at=now + 2 * HOUR), starts_at=now + HOUR)
    tasks.resume_operations()
    assert (row(zonnedam).state, planned()) == (State.LIVE, [operation])

    let_pass(operation)
    assert run(operation) == OperationState.DONE

    assert row(zonnedam).state == State.MAINTENANCE


def test_planned_maintenance_waits_while_something_else_is_done(zonnedam: TenantRef) -> None:
    operation = maintain(zonnedam, starts_at=timezone.now() + HOUR)
    other = suspend(zonnedam)

    let_pass(operation)
    assert planned() == [operation]

    run(other)
    run(resume(zonnedam))
    tasks.resume_operations()
    assert run(operation) == OperationState.DONE


def test_planned_maintenance_that_is_over_already_never_begins(zonnedam: TenantRef) -> None:
    now = timezone.now()
    operation = maintain(zonnedam, Notice("Even geduld.", ends_at=now + 2 * HOUR), starts_at=now + HOUR)
    past = {**operation.parameters["notice"], "ends_at": (now - HOUR).isoformat()}
    Operation.objects.filter(pk=operation.pk).update(parameters={"notice": past})

    let_pass(operation)

    assert run(operation) == OperationState.DONE
    assert (row(zonnedam).state, planned()) == (State.LIVE, [])


def test_planned_maintenance_can_be_called_off(zonnedam: TenantRef) -> None:
    operation = maintain(zonnedam, starts_at=timezone.now() + HOUR)

    operations.undo(operation, by=OPERATOR)

    let_pass(operation)
    assert queries.operation(operation.uuid).state == OperationState.UNDONE
    assert row(zonnedam).state == State.LIVE


@pytest.mark.parametrize(
    ("notice", "field"),
    [
        (Notice(""), "dutch"),
        (Notice("x" * 1001), "dutch"),
        (Notice("x", "y" * 1001), "english"),
        (Notice("x", ends_at=timezone.now() - HOUR), "ends_at"),
    ],
)
def test_a_notice_that_makes_no_sense_is_refused_beside_its_field(
    zonnedam: TenantRef, notice: Notice, field: str
) -> None:
    with pytest.raises(RefusedError) as refused:
        maintain(zonnedam, notice)

    assert list(refused.value.reasons) == [field]


def test_a_suspended_municipality_gets_no_maintenance(zonnedam: TenantRef) -> None:
    run(suspend(zonnedam))

    with pytest.raises(RefusedError, match="niet open"):
        maintain(zonnedam)


def undo(operation: Operation) -> OperationState:
    """Have it undone as if its last step had failed."""
    Operation.objects.filter(pk=operation.pk).update(state=OperationState.FAILED.value)
    operations.undo(operation, by=OPERATOR)
    return run(operation)


@pytest.mark.parametrize("before", [State.LIVE, State.MAINTENANCE])
def test_a_suspension_that_is_undone_leaves_what_was(zonnedam: TenantRef, before: State) -> None:
    states.become(zonnedam, before)
    operation = suspend(zonnedam)
    run(operation)

    assert undo(operation) == OperationState.UNDONE
    assert row(zonnedam).state == before


def test_a_maintenance_that_is_undone_leaves_neither_page_nor_plan(zonnedam: TenantRef) -> None:
    operation = maintain(zonnedam, Notice("Even geduld.", ends_at=timezone.now() + HOUR))
    run(operation)

    assert undo(operation) == OperationState.UNDONE
    assert (row(zonnedam).state, row(zonnedam).notice, planned()) == (State.LIVE, {}, [])


def test_a_resumption_that_is_undone_shows_the_page_again(zonnedam: TenantRef) -> None:
    run(maintain(zonnedam))
    operation = resume(zonnedam)
    run(operation)

    assert undo(operation) == OperationState.UNDONE
    assert (row(zonnedam).state, row(zonnedam).notice["dutch"]) == (State.MAINTENANCE, "Even geduld.")
