"""Have the news of one case looked at: all that waits at once, in order, and nobody else meanwhile.

What a worker has in hand is marked so, with an end: one that dies loses nothing, and what it did not settle is looked
at again. Effects are written in the transaction that settles, so each holds once.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string
from structlog import get_logger

from integrations.notifications import queries
from integrations.notifications.models import Message
from integrations.notifications.types import OPEN, Effect, Event, Handler, News, Source, State
from integrations.notifications.types import Message as Told
from tenants.schedule.feeding import LIMIT
from tenants.schedule.types import Cost

from .putting import put

LEASE: Final = LIMIT[Cost.LIGHT] + timedelta(seconds=30)
"""By then the process that had it in hand has ended: the worker sees to that."""
MOMENT: Final = timedelta(seconds=2)
PAUSES: Final = tuple(timedelta(seconds=each) for each in (10, 60, 300, 900, 3600))
MOST: Final = len(PAUSES) + 1
"""Attempts, until it is given up."""
AT_ONCE: Final = 200
DIED: Final = "WorkerDied"
log = get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Claim:
    """The right to look at these messages, once."""

    rows: Sequence[Message]
    fences: tuple[tuple[int, int], ...]


def work_off(message: uuid.UUID) -> datetime | None:
    """Look at a message of the entered municipality, with all that waits of its case; answers when to come back."""
    claimed = _claim(message)
    if not isinstance(claimed, Claim):
        return claimed
    event = event_of(claimed.rows)
    try:
        answers = [handle(event) for handle in _handlers(event.channel)]
        with transaction.atomic():
            if _settle(claimed):
                for answer in answers:
                    _carry_out(event, answer)
    except Exception as error:  # whatever a handler does, its messages are tried again and nobody else's wait
        log.exception("notifications.failed", message=str(message), error=type(error).__name__)
        return _fail(claimed, type(error).__name__)
    return timezone.now() if queries.is_open(message) else None


def event_of(rows: Sequence[Message]) -> Event:
    """Put messages of one case together, in the order in which they were written."""
    first = rows[0]
    told = [
        Told(r.channel, r.main, r.resource, r.resource_url, r.action, r.created_at, r.features)
        for r in sorted(rows, key=lambda row: (row.created_at, row.pk))
    ]
    return Event(first.connection_id, first.channel, first.main, tuple(told))


def _carry_out(event: Event, answer: Effect | Sequence[News] | None) -> None:
    """Write what a handler answered: by itself, or as news that follows from this."""
    if callable(answer):
        answer()
    elif answer:
        put(event.connection, answer, source=Source.FOLLOWED)


def _handlers(channel: str) -> list[Handler]:
    return [import_string(path) for path in settings.NOTIFICATION_HANDLERS.get(channel, ())]


@transaction.atomic
def _claim(message: uuid.UUID) -> Claim | datetime | None:
    """Take what waits of a message's case in hand; answers until when to wait, or that there is nothing to do."""
    now = timezone.now()
    asked = Message.objects.filter(uuid=message, state__in=OPEN).first()
    waiting = list(queries.open_of(asked).select_for_update()[:AT_ONCE]) if asked else []
    waiting = _without_dead(waiting, now)
    if not waiting:
        return None
    first = waiting[0]
    until = max(first.due_at, first.busy_until or first.due_at)
    if until > now:
        return until if first.state == State.WAITING else min(until, now + MOMENT)
    taken = [first] if first.attempts else [row for row in waiting if not row.attempts]
    for row in taken:
        row.state, row.attempts, row.fence, row.busy_until = (
            State.BUSY,
            row.attempts + 1,
            row.fence + 1,
            now + LEASE,
        )
    Message.objects.bulk_update(taken, ["state", "attempts", "fence", "busy_until"])
    return Claim(taken, tuple((row.pk, row.fence) for row in taken))


def _without_dead(waiting: list[Message], now: datetime) -> list[Message]:
    """Give up what workers died of too often, so that the others of its case come."""
    dead = [
        row
        for row in waiting
        if row.state == State.BUSY and row.attempts >= MOST and row.busy_until and row.busy_until <= now
    ]
    for row in dead:
        _bury(row, DIED)
    return [row for row in waiting if row not in dead]


def _settle(claim: Claim) -> bool:
    """Write down that messages were looked at; answers no when somebody else has taken them over."""
    held = _held(claim)
    if len(held) != len(claim.rows):
        log.warning("notifications.overtaken", message=str(claim.rows[0].uuid))
        return False
    Message.objects.filter(pk__in=held).update(
        state=State.DONE, reason="", busy_until=None, settled_at=timezone.now()
    )
    return True


@transaction.atomic
def _fail(claim: Claim, reason: str) -> datetime | None:
    """Let messages wait for another attempt, or give them up; answers when to come back for the first."""
    held, now = _held(claim), timezone.now()
    back: datetime | None = None
    for row in claim.rows:
        if row.pk not in held:
            continue
        if row.attempts >= MOST:
            _bury(row, reason)
            continue
        row.state, row.reason, row.busy_until = State.WAITING, reason[:80], None
        row.due_at = now + PAUSES[row.attempts - 1]
        row.save(update_fields=["state", "reason", "busy_until", "due_at"])
        back = back or row.due_at
    return back


def _bury(row: Message, reason: str) -> None:
    row.state, row.reason, row.busy_until, row.settled_at = State.DEAD, reason[:80], None, timezone.now()
    row.save(update_fields=["state", "reason", "busy_until", "settled_at"])
    log.error("notifications.given_up", message=str(row.uuid), channel=row.channel, error=reason)


def _held(claim: Claim) -> list[int]:
    """Lock what is still in our hands."""
    found = Message.objects.select_for_update().filter(
        pk__in=[key for key, _fence in claim.fences], state=State.BUSY
    )
    fences = dict(claim.fences)
    return [row.pk for row in found.order_by("pk") if row.fence == fences[row.pk]]
