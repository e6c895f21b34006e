"""Write down what becomes of an operation and its steps, each time in a short transaction of its own.

Every write proves first that the lease is still ours: a worker that was overtaken writes nothing. What is written
of every step does both in one message, in which the next step begins as well.
"""

import datetime

from django.db import transaction
from django.db.models.functions import Now
from structlog import get_logger

from tenants import audit, entry

from . import ending, leases
from .leases import Lease
from .models import Operation, Step
from .steps import kind_of
from .types import OperationKind, OperationState, StepState

log = get_logger(__name__)

MOST_FAILURES = 3
MOST_DEATHS = 3
"""A worker that dies is not the step's fault at once; a step that kills every worker is."""
PAUSES = (datetime.timedelta(seconds=2), datetime.timedelta(seconds=10))
"""After the first and the second failure."""
BEGIN = """
UPDATE lifecycle_step SET state = %s, attempts = attempts + 1, started_at = statement_timestamp(),
       finished_at = NULL, error = '' WHERE id = %s
"""
FINISH = "UPDATE lifecycle_step SET state = %s, finished_at = statement_timestamp(), error = '' WHERE id = %s"
FINISH_AND_BEGIN = """
UPDATE lifecycle_step SET state = CASE WHEN id = %s THEN %s ELSE %s END, error = '',
       attempts = CASE WHEN id = %s THEN attempts ELSE attempts + 1 END,
       started_at = CASE WHEN id = %s THEN started_at ELSE statement_timestamp() END,
       finished_at = CASE WHEN id = %s THEN statement_timestamp() END
 WHERE id IN (%s, %s)
"""
CLOSE = """
UPDATE lifecycle_operation SET state = %s, finished_at = statement_timestamp() WHERE id = %s RETURNING *
"""


def remaining(lease: Lease) -> list[Step]:
    """List the steps that are not done, in order; of an operation that is undone, those that undo."""
    steps = Step.objects.filter(operation=lease.operation, undoes=lease.undoes)
    return list(steps.exclude(state=StepState.DONE.value))


def add_undoing(operation: Operation) -> None:
    """Add a step for each one that began and can be undone, the last one first; call it in a transaction."""
    kind = OperationKind(operation.kind)
    steps = list(operation.steps.all())
    begun = [step for step in reversed(steps) if step.started_at and kind_of(kind, step.key).undo]
    Step.objects.bulk_create(
        Step(operation=operation, position=at, key=step.key, undoes=True)
        for at, step in enumerate(begun, start=len(steps) + 1)
    )


def deaths(step: Step) -> int:
    """Count the attempts that ended with the death of a worker."""
    return step.attempts - step.failures


def begin(lease: Lease, step: Step) -> Operation:
    """Write down that a step starts, once more perhaps, and prolong the lease; answers the operation as it is."""
    return leases.renew(lease, BEGIN, [StepState.RUNNING.value, step.pk])


def finish(lease: Lease, step: Step, following: Step | None = None) -> Operation:
    """Write down that a step is done: in the step's own transaction, where it has one.

    Locks the operation until then: nobody can take it over between the two.

    :param following: the step that starts as soon as that is so, which is written down with it.
    :returns: the operation as it is then.
    """
    done = StepState.DONE.value
    with entry.outside():
        if following is None:
            return leases.renew(lease, FINISH, [done, step.pk])
        values = [step.pk, done, StepState.RUNNING.value, *[step.pk] * 4, following.pk]
        return leases.renew(lease, FINISH_AND_BEGIN, values)


@transaction.atomic
def fail(lease: Lease, step: Step, text: str, *, for_good: bool) -> datetime.timedelta | None:
    """Write down that a step failed; answers the pause after which to try again, or None when not to."""
    leases.renew(lease)
    failures = step.failures + 1
    for_good = for_good or failures >= MOST_FAILURES
    state = StepState.FAILED if for_good else StepState.WAITING
    Step.objects.filter(pk=step.pk).update(
        state=state.value, failures=failures, finished_at=Now(), error=text
    )
    if for_good:
        _close(lease, OperationState.FAILED)
        _alarm(lease, step, text)
        return None
    pause = PAUSES[min(failures, len(PAUSES)) - 1]
    Operation.objects.filter(pk=lease.operation).update(due_at=Now() + pause)
    return pause


@transaction.atomic
def complete(lease: Lease) -> None:
    """Write down that the operation is done, or undone."""
    leases.renew(lease)
    _close(lease, OperationState.UNDONE if lease.undoes else OperationState.DONE)


def _alarm(lease: Lease, step: Step, text: str) -> None:
    """Tell operators, in their stream and in the log, that an operation waits for them."""
    operation = Operation.objects.get(pk=lease.operation)
    details = {"operation": str(operation.uuid), "kind": operation.kind, "step": step.key, "error": text}
    log.error("lifecycle.operation_failed", **details)
    audit.record(
        "operation.failed",
        by=audit.SYSTEM,
        tenant=operation.tenant,
        target=operation.subject,
        outcome="failed",
        details={**details, "undoing": step.undoes},
    )


def _close(lease: Lease, state: OperationState) -> None:
    for operation in Operation.objects.raw(CLOSE, [state.value, lease.operation]):
        ending.tell_of(operation)
