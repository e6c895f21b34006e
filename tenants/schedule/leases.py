"""One worker at a time per piece of work, and never one that was overtaken.

As with operations of lifecycle a worker holds a *lock* of its database session, which ends with the session; a
*lease* with an end, for when a machine is lost and its connections seem alive; and a *fence* number. The lock tells
at once that a worker is gone, so nobody waits for the broker to notice.
"""

import datetime
import uuid
from dataclasses import dataclass
from typing import Final

from django.db import connection, transaction
from django.db.models import F
from django.db.models.functions import Now

from tenants.entry import outside

from .feeding import LIMIT
from .models import Work
from .types import MOST_ATTEMPTS, Cost, WorkState

LOCKS: Final = 0x574F524B
"""The first half of the keys of our locks; the second is the work's own key."""
MARGIN: Final = datetime.timedelta(minutes=1)
PAUSES: Final = (datetime.timedelta(seconds=30), datetime.timedelta(minutes=5))
"""After the first and the second failure."""


class OvertakenError(RuntimeError):
    """Raised when somebody else has taken the work over."""


@dataclass(frozen=True, slots=True)
class Lease:
    """The right to do one piece of work."""

    work: int
    fence: int
    tenant: uuid.UUID
    job: str
    key: str
    attempts: int
    is_locked: bool


def take(work: int, fence: int) -> Lease | None:
    """Take what a message hands out; answers None when the message is old, or somebody is at it still."""
    with outside(), transaction.atomic():
        found = Work.objects.select_for_update().filter(pk=work, fence=fence, state=WorkState.QUEUED.value)
        row = found.first()
        if row is None:
            return None
        is_locked = _call("pg_try_advisory_lock", work)
        if not is_locked and not found.filter(lease_until__lt=Now()).exists():
            return None
        Work.objects.filter(pk=work).update(
            state=WorkState.RUNNING.value,
            attempts=F("attempts") + 1,
            started_at=Now(),
            lease_until=Now() + LIMIT[Cost(row.cost)] + MARGIN,
        )
    return Lease(work, fence, row.tenant, row.job, row.key, row.attempts + 1, is_locked)


def finish(lease: Lease, *, reason: str = "") -> None:
    """Write down that the work is done; inside the transaction of its effect both hold, or neither.

    :raises OvertakenError: when somebody else has taken over.
    """
    _write(lease, state=WorkState.DONE.value, finished_at=Now(), reason=reason)


def put_aside(lease: Lease, after: datetime.timedelta) -> None:
    """Let the work wait for a while; that is no failure.

    :raises OvertakenError: when somebody else has taken over.
    """
    _write(lease, state=WorkState.WAITING.value, attempts=0, due_at=Now() + after)


def fail(lease: Lease, reason: str) -> bool:
    """Write down that an attempt failed; answers whether that was the last one.

    :raises OvertakenError: when somebody else has taken over.
    """
    if lease.attempts >= MOST_ATTEMPTS:
        _write(lease, state=WorkState.DEAD.value, finished_at=Now(), reason=reason)
        return True
    pause = PAUSES[min(lease.attempts, len(PAUSES)) - 1]
    _write(lease, state=WorkState.WAITING.value, due_at=Now() + pause, reason=reason)
    return False


def let_go(lease: Lease) -> None:
    """Give the lock back, after everything is committed."""
    if lease.is_locked:
        with outside():
            _call("pg_advisory_unlock", lease.work)


def second_key(work: int) -> int:
    """Answer the second half of the key of a lock: it has 31 bits."""
    return work % 0x7FFFFFFF


def _write(lease: Lease, **values: object) -> None:
    with outside():
        held = Work.objects.filter(pk=lease.work, fence=lease.fence, state=WorkState.RUNNING.value)
        if not held.update(lease_until=None, **values):
            raise OvertakenError("Another worker has taken this work.")


def _call(function: str, work: int) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(%s, %s)", [LOCKS, second_key(work)])
        (answer,) = cursor.fetchone()
    return bool(answer)
