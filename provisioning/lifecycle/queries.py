"""Read the journal: operations, their steps, and what waits for a worker."""

import datetime
import uuid
from collections.abc import Sequence

from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from tenants.models import Tenant

from . import gate, leases
from . import steps as step_kinds
from .models import Operation, Step
from .types import ENDED, RUNNABLE, UNSEEN, CheckRow, OperationKind, OperationState, StepRow, StepState

QUEUED_AGAIN_AFTER = datetime.timedelta(seconds=60)
"""A message that has not been taken by then may be lost."""
OPENINGS = [OperationKind.OPEN.value, OperationKind.CLONE.value]
ENDED_STATES = [state.value for state in ENDED]
RUNNABLE_STATES = [state.value for state in RUNNABLE]


def operation(identity: uuid.UUID) -> Operation:
    """Find an operation, with its steps at hand.

    :raises Operation.DoesNotExist: when there is none.
    """
    return Operation.objects.prefetch_related("steps").get(uuid=identity)


def steps(operation: Operation) -> tuple[StepRow, ...]:
    """List the steps of an operation in order, with their titles."""
    return tuple(
        StepRow(
            key=step.key,
            title=_title(operation, step),
            state=StepState(step.state),
            attempts=step.attempts,
            started_at=step.started_at,
            finished_at=step.finished_at,
            error=step.error,
            undoes=step.undoes,
        )
        for step in operation.steps.all()
    )


def _title(operation: Operation, step: Step) -> str:
    try:
        title = str(step_kinds.kind_of(OperationKind(operation.kind), step.key).title)
    except KeyError:  # of another release
        title = step.key
    return _("Ongedaan maken: %(step)s") % {"step": title} if step.undoes else title


def running() -> Sequence[Operation]:
    """List the operations that are not finished, the newest first; failed ones wait for somebody.

    Spares are made and taken away unseen, until that fails.
    """
    unseen = Q(kind__in=UNSEEN) & ~Q(state=OperationState.FAILED.value)
    unfinished = Operation.objects.exclude(state__in=ENDED_STATES).exclude(unseen)
    return list(unfinished.prefetch_related("steps").order_by("-created_at", "-pk"))


def opening_of(host: str) -> Operation | None:
    """Find the opening of a host that is not finished."""
    unfinished = Operation.objects.exclude(state__in=ENDED_STATES)
    return unfinished.filter(kind__in=OPENINGS, claimed_host=host).first()


def for_tenant(identity: uuid.UUID, *, most: int | None = None) -> Sequence[Operation]:
    """List the operations on a tenant, the newest first."""
    found = Operation.objects.filter(tenant=identity)
    return list(found.prefetch_related("steps").order_by("-created_at", "-pk")[:most])


def under_way(identity: uuid.UUID, kind: OperationKind, **parameters: object) -> Operation | None:
    """Find the operation of a kind that is being done to a tenant, if any: whoever asks twice is led to it.

    :param parameters: what it was asked with.
    """
    found = Operation.objects.filter(tenant=identity, kind=kind.value, state__in=RUNNABLE_STATES)
    return found.filter(parameters__contains=parameters).first()


def checklist(identity: uuid.UUID) -> Sequence[CheckRow]:
    """Tell what must be so before a tenant goes live, and whether it is.

    :raises Tenant.DoesNotExist: when there is no such tenant.
    """
    found = Tenant.objects.prefetch_related("domains", "feature_switches", "insights")
    return gate.checklist(found.get(uuid=identity))


def waiting() -> Sequence[uuid.UUID]:
    """List the operations that should be queued: due, with nobody at them, and not queued just now."""
    due = Operation.objects.filter(state__in=RUNNABLE_STATES, due_at__lte=Now()).filter(
        Q(queued_at=None) | Q(queued_at__lt=Now() - QUEUED_AGAIN_AFTER)
    )
    return list(leases.free(due).order_by("created_at", "pk").values_list("uuid", flat=True))


def spare_operations() -> Sequence[uuid.UUID]:
    """List what waits to be done to spares."""
    waiting = Operation.objects.filter(kind__in=UNSEEN, state__in=RUNNABLE_STATES)
    return list(waiting.order_by("pk").values_list("uuid", flat=True))
