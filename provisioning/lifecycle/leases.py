"""One worker at a time per operation, and never one that was overtaken.

A worker that takes an operation holds three things: a *lock* of its database session, which the database
gives free as soon as the worker's connection is gone; a *lease* with an end, for when a whole machine is
lost and its connections seem alive; and a *fence* number, which grows with every taking. Whoever finds lock
or lease free may take over; whoever finds a higher fence than its own stops.

The lock tells more than a look at the process would: while the server still works on the last statement of
a killed worker, nobody else starts on the same step. Whoever takes over an operation whose lease has ended while the
lock is still held ends that session first: a step that takes longer than a lease is never run twice at once.
"""

import contextlib
import datetime
import os
import socket
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import DatabaseError, connection, transaction
from django.db.models import F, QuerySet
from django.db.models.functions import Now

from .errors import LeaseLostError
from .models import Operation
from .types import RUNNABLE, OperationState

LENGTH = datetime.timedelta(minutes=5)
"""Longer than the slowest step; it is renewed before each. A step that takes longer is ended, and tried again."""
ENDING = 5_000
"""Milliseconds that a session gets to end."""
HOLDERS = """
 FROM pg_locks WHERE locktype = 'advisory' AND granted AND classid = %s
  AND objsubid = 2 AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
"""
HELD = f"SELECT objid {HOLDERS}"
END_HOLDER = f"SELECT pg_terminate_backend(pid, %s) {HOLDERS} AND objid = %s"
RENEW = """
UPDATE lifecycle_operation SET lease_until = statement_timestamp() + %s
 WHERE id = %s AND fence = %s AND state = ANY(%s) RETURNING *
"""
RENEW_AND = """
WITH held AS ({renew}), written AS ({also} AND EXISTS (SELECT FROM held)) SELECT * FROM held
"""
"""In one message, which is a transaction of its own outside of others: both are so, or neither."""
UNDOING = OperationState.UNDOING
LOCKS = 0x4C494645
"""The first half of the keys of our locks; the second is the operation's own key."""


@dataclass(slots=True)
class Lease:
    """The right to run an operation."""

    operation: int
    fence: int
    session: Any
    """The database session that holds the lock; None when it could not be had, and only the fence protects."""
    undoes: bool = False
    """What is run takes back. It stays so for as long as the lease is ours: only what failed can be undone."""


def take(identity: uuid.UUID) -> Lease | None:
    """Take an operation; answers None when it is finished, not due, or somebody else is at it."""
    with transaction.atomic():
        operation = _due(identity)
        if operation is None and _end_overdue(identity):
            operation = _due(identity)
        if operation is None:
            return None
        locked = _lock(operation.pk)
        if not locked:
            if not _expired(operation.pk):
                return None
            _end_holder(operation.pk)
            locked = _lock(operation.pk)
        Operation.objects.filter(pk=operation.pk).update(
            state=(UNDOING if operation.state == UNDOING else OperationState.RUNNING).value,
            started_at=operation.started_at or Now(),
            queued_at=None,
            fence=F("fence") + 1,
            lease_owner=_ourselves(),
            lease_until=Now() + LENGTH,
        )
        fence = operation.fence + 1
    session = connection.connection if locked else None
    return Lease(operation.pk, fence, session, undoes=operation.state == UNDOING)


def renew(lease: Lease, also: str = "", values: Sequence[object] = ()) -> Operation:
    """Prolong a lease, and answer the operation as it is: locked, where a transaction goes on.

    :param also: a statement that ends in a condition, which is carried out only where the lease is ours; it may not
        write to the operation's own row.
    :raises LeaseLostError: when somebody else has taken over.
    """
    if lease.session is not connection.connection:  # a new connection has lost the lock
        lease.session = connection.connection if _lock(lease.operation) else None
    statement = RENEW_AND.format(renew=RENEW, also=also) if also else RENEW
    held = Operation.objects.raw(statement, [LENGTH, lease.operation, lease.fence, _TAKEN, *values])
    for operation in held:
        return operation
    raise LeaseLostError("Another worker has taken this operation.")


def release(lease: Lease) -> None:
    """Give a lease back, if it is still ours; what is done or failed needs none."""
    Operation.objects.filter(pk=lease.operation, fence=lease.fence).update(lease_owner="", lease_until=None)
    if lease.session is not None and lease.session is connection.connection:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [LOCKS, lease.operation])


def free(operations: "QuerySet[Operation]") -> "QuerySet[Operation]":
    """Keep the operations that nobody is at: never taken, or their worker is gone."""
    held = operations.filter(pk__in=_locked(), lease_until__gt=Now())
    return operations.exclude(pk__in=held.values("pk"))


def _due(identity: uuid.UUID) -> Operation | None:
    rows = Operation.objects.select_for_update(skip_locked=True)
    return rows.filter(uuid=identity, state__in=_RUNNABLE, due_at__lte=Now()).first()


def _end_overdue(identity: uuid.UUID) -> bool:
    """End who kept an operation past its lease; it keeps its row too, halfway a step that wrote something there."""
    overdue = Operation.objects.filter(uuid=identity, state__in=_TAKEN, lease_until__lte=Now()).first()
    if overdue is not None:
        _end_holder(overdue.pk)
    return overdue is not None


def _locked() -> Iterable[int]:
    with connection.cursor() as cursor:
        cursor.execute(HELD, [LOCKS])
        return [int(key) for (key,) in cursor.fetchall()]


def _lock(operation: int) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [LOCKS, operation])
        (locked,) = cursor.fetchone()
    return bool(locked)


def _end_holder(operation: int) -> None:
    """End the session that holds an operation's lock; only that of a worker with our own login can be ended."""
    with contextlib.suppress(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE NONE")  # the owner may not end the session of a login
        cursor.execute(END_HOLDER, [ENDING, LOCKS, operation])
        cursor.execute("RESET ROLE")


def _expired(operation: int) -> bool:
    return not Operation.objects.filter(pk=operation, lease_until__gt=Now()).exists()


def _ourselves() -> str:
    return f"{socket.gethostname()}:{os.getpid()}"[:120]


_RUNNABLE = [state.value for state in RUNNABLE]
_TAKEN = [OperationState.RUNNING.value, UNDOING.value]
