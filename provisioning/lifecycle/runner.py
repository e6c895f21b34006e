"""Run an operation: its steps in order, from the first one that is not done."""

import contextlib
import datetime
import time
import uuid

from django.db import DatabaseError, InterfaceError, transaction
from django.utils.translation import gettext as _
from structlog import contextvars, get_logger

from tenants import entry
from tenants.configuration import recording

from . import beside, journal, leases, queueing, sessions, steps, troubles
from .errors import LeaseLostError, StepError
from .leases import Lease
from .models import Operation, Step
from .steps import StepKind, place
from .types import RUNNABLE, OperationKind, OperationState

log = get_logger(__name__)

BETWEEN_LOOKS = 0.2
"""Seconds between two looks at an operation that another worker runs."""


def run(identity: uuid.UUID) -> bool:
    """Take an operation and run what remains of it; answers whether it was there to be taken.

    May be called at any time and any number of times. What became of the operation stands in its row.
    """
    with entry.outside(), contextvars.bound_contextvars(operation=str(identity)):
        lease = leases.take(identity)
        if lease is None:
            return False
        try:
            pause = _run_remaining(lease)
        except LeaseLostError:
            log.warning("lifecycle.lease_lost")
            pause = None
        finally:
            # Without a database there is nothing to give back: the lock went with the connection.
            with contextlib.suppress(DatabaseError, InterfaceError):
                leases.release(lease)
        sessions.end_when_used_up()
        if pause is not None:
            queueing.queue(identity, after=pause)
    return True


def see_through(identity: uuid.UUID, *, patience: datetime.timedelta) -> OperationState:
    """Run an operation to its end, or wait for whoever is at it; answers the state when patience ends."""
    until = time.monotonic() + patience.total_seconds()
    while True:
        run(identity)
        state = OperationState(Operation.objects.values_list("state", flat=True).get(uuid=identity))
        if state not in RUNNABLE or time.monotonic() > until:
            return state
        time.sleep(BETWEEN_LOOKS)


def _run_remaining(lease: Lease) -> datetime.timedelta | None:
    """Run steps until all are done or one fails; answers the pause after which to go on, if any."""
    remaining, begun = journal.remaining(lease), beside.Begun()
    operation: Operation | None = None
    while remaining:
        step = remaining.pop(0)
        if _is_deadly(step):
            return journal.fail(lease, step, troubles.deadly(), for_good=True)
        operation = operation or journal.begin(lease, step)
        following = remaining[0] if remaining and not _is_deadly(remaining[0]) else None
        try:
            kind, operation = execute(lease, operation, step, following, begun)
        except LeaseLostError:
            raise
        except Exception as error:
            return _failed(lease, step, error)
        if kind.settles:
            remaining = journal.remaining(lease)
        if operation:
            begun.begin(operation, kind, remaining)
    journal.complete(lease)
    return None


def _is_deadly(step: Step) -> bool:
    return journal.deaths(step) >= journal.MOST_DEATHS


def _failed(lease: Lease, step: Step, error: Exception) -> datetime.timedelta | None:
    log.exception("lifecycle.step_failed", step=step.key)
    for_good = isinstance(error, StepError) and error.permanent
    return journal.fail(lease, step, troubles.explain(error), for_good=for_good)


def execute(
    lease: Lease, operation: Operation, step: Step, following: Step | None, begun: beside.Begun
) -> tuple[StepKind, Operation | None]:
    """Run one step and write down that it is done, in one transaction where the step has one.

    :param following: the step after it, which is written down as started with it, unless this one may settle that.
    :param begun: what was begun of it beside earlier steps.
    :returns: what is known of the step; and the operation as the following step finds it, if that has started.
    :raises LeaseLostError: when somebody else has taken over; then nothing of a whole step stays.
    """
    kind = steps.kind_of(OperationKind(operation.kind), step.key)
    act = kind.undo if step.undoes else begun.take(step) or kind.run
    following = None if kind.settles else following
    if act is None:  # another release could undo it
        raise StepError(_("Deze versie kan de stap niet ongedaan maken."), permanent=True)
    with contextlib.ExitStack() as around:
        if kind.inside:  # around the transaction: what waits for its end runs inside the tenant too
            around.enter_context(entry.enter(place.ref(operation), urls=kind.urls))
        if kind.whole:
            around.enter_context(transaction.atomic())
        with _recorded(operation) if kind.configures else contextlib.nullcontext():
            act(operation)
        found = journal.finish(lease, step, following)
    return kind, found if following else None


def _recorded(operation: Operation) -> contextlib.AbstractContextManager[None]:
    tenant = place.ref(operation)
    return recording.changes(tenant, by=operation.actor, why=operation.reason, operation=operation.uuid)
