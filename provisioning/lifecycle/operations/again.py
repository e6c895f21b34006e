"""Try an operation again that failed, or have it undone."""

import functools

from django.db import IntegrityError, transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from provisioning.lifecycle import ending, journal, queueing
from provisioning.lifecycle.errors import RefusedError
from provisioning.lifecycle.models import Operation, Step
from provisioning.lifecycle.types import OperationState, StepState
from tenants import audit
from tenants.audit import Actor

from .requesting import busy

UNDONE_AT_ONCE = frozenset({OperationState.PLANNED})
UNDOABLE = frozenset({OperationState.REQUESTED, OperationState.FAILED})


@transaction.atomic
def retry(operation: Operation, *, by: Actor, why: str = "") -> None:
    """Try a failed operation again, from the step that failed; one that was being undone goes on with that.

    :raises RefusedError: when it has not failed, or somebody else was first.
    """
    found = Operation.objects.select_for_update(no_key=True).get(pk=operation.pk)
    if found.state != OperationState.FAILED:
        raise RefusedError({"operation": [_("Deze opdracht is niet mislukt. Ververs de pagina.")]})
    undoing = found.steps.filter(undoes=True).exists()
    _release(found, OperationState.UNDOING if undoing else OperationState.REQUESTED)
    Step.objects.filter(operation=found.pk, state=StepState.FAILED.value, undoes=undoing).update(
        state=StepState.WAITING.value, attempts=0, failures=0, finished_at=None, error=""
    )
    _record("operation.retried", found, by, why)


@transaction.atomic
def undo(operation: Operation, *, by: Actor, why: str = "") -> None:
    """Have a failed operation undone: its steps that began, the last one first. One that waits is called off.

    :raises RefusedError: when it is under way, has ended, or is being undone already.
    """
    found = Operation.objects.select_for_update(no_key=True).get(pk=operation.pk)
    state = OperationState(found.state)
    if state in UNDONE_AT_ONCE:
        Operation.objects.filter(pk=found.pk).update(state=OperationState.UNDONE.value, finished_at=Now())
        ending.tell(found.pk)
    elif state not in UNDOABLE:
        raise RefusedError({"operation": [_("Deze opdracht loopt nog of is al klaar. Ververs de pagina.")]})
    elif found.steps.filter(undoes=True).exists():
        raise RefusedError(
            {
                "operation": [
                    _("Deze opdracht wordt al ongedaan gemaakt. Probeer dat opnieuw als het mislukt is.")
                ]
            }
        )
    else:
        journal.add_undoing(found)
        _release(found, OperationState.UNDOING)
    _record("operation.undo_requested", found, by, why)


def _release(operation: Operation, state: OperationState) -> None:
    """Hand it to the workers again.

    :raises RefusedError: when something else is being done to the tenant.
    """
    again = {"state": state.value, "finished_at": None, "due_at": Now(), "queued_at": None}
    try:
        with transaction.atomic():
            Operation.objects.filter(pk=operation.pk).update(**again)
    except IntegrityError as error:
        raise busy() from error
    transaction.on_commit(functools.partial(queueing.queue, operation.uuid))


def _record(action: str, operation: Operation, by: Actor, why: str) -> None:
    details = {"operation": str(operation.uuid), "kind": operation.kind}
    audit.record(action, by=by, tenant=operation.tenant, target=operation.subject, why=why, details=details)
