"""Take an item in hand, if it is its time and nobody else is at it."""

import datetime
import random
import uuid
from dataclasses import dataclass
from typing import Final

from django.db import transaction
from django.utils import timezone

from tenants import features
from tenants.schedule.feeding import LIMIT
from tenants.schedule.types import Cost

from . import moves, queries, settling
from .models import Item
from .register import kinds
from .types import OPEN, Kind, Own, State

LEASE: Final = LIMIT[Cost.LIGHT] + datetime.timedelta(seconds=30)
"""By then the process that had it in hand has ended: the worker sees to that. Nobody else begins before."""
MOMENT: Final = datetime.timedelta(seconds=2)
NOT_NOW: Final = datetime.timedelta(minutes=5)
"""How long an item waits whose kind only another release knows."""
MOST_DEATHS: Final = 3
"""How many workers may be lost with an item in hand, one after the other, before it is given up."""


@dataclass(frozen=True, slots=True)
class Claim:
    """The right to hand one item over, once."""

    item: Item
    kind: Kind
    fence: int

    @property
    def is_repeat(self) -> bool:
        """Tell whether an earlier attempt may have had its effect."""
        return self.fence > 1


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an item, or until when it waits."""

    state: State | None = None
    """None when nothing was done with it."""
    wait_until: datetime.datetime | None = None
    """None when this work is done: somebody else asks for the next."""


@transaction.atomic
def claim(row: uuid.UUID) -> Claim | Outcome:
    """Take an item in hand; answers why not otherwise."""
    now = timezone.now()
    item = Item.objects.select_for_update(skip_locked=True).filter(pk=row, state__in=OPEN).first()
    if item is None:
        is_open = Item.objects.filter(pk=row, state__in=OPEN).exists()
        return Outcome(wait_until=now + MOMENT if is_open else None)
    if item.kind not in kinds:
        return Outcome(wait_until=now + NOT_NOW)
    return _not_yet(item, now) or _no_longer(item) or _take(item, now)


def _not_yet(item: Item, now: datetime.datetime) -> Outcome | None:
    busy_until = item.busy_until if item.state == State.SENDING else None
    until = max(item.next_attempt_at, busy_until or item.next_attempt_at)
    if until > now:
        return Outcome(wait_until=until)
    if queries.is_behind(item):
        Item.objects.filter(pk=item.pk).update(reason=Own.WAITS_FOR_EARLIER.value)
        return Outcome()
    held_until, reason = queries.hold_on(kinds.get(item.kind), now)
    if held_until is None:
        return None
    until = now + moves.late(held_until - now, random.random())  # noqa: S311 - spreads, and hides nothing
    Item.objects.filter(pk=item.pk).update(next_attempt_at=until, reason=reason)
    return Outcome(wait_until=until)


def _no_longer(item: Item) -> Outcome | None:
    if item.feature and not features.is_on(item.feature):
        return Outcome(settling.withdraw(item, Own.FEATURE_OFF))
    if item.state == State.SENDING and item.deaths + 1 >= MOST_DEATHS:
        return Outcome(settling.bury(item, Own.WORKER_DIED))
    return None


def _take(item: Item, now: datetime.datetime) -> Claim:
    item.deaths = item.deaths + 1 if item.state == State.SENDING else 0
    item.state = State.SENDING
    item.attempts += 1
    item.fence += 1
    item.busy_until = now + LEASE
    item.held_until = None
    item.save(update_fields=["deaths", "state", "attempts", "fence", "busy_until", "held_until"])
    return Claim(item, kinds.get(item.kind), item.fence)
