"""What is known of messages and subscriptions."""

import uuid
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.db.models import Count, Min, Q, QuerySet
from django.utils import timezone

from .models import Message, Subscription, Watched
from .types import OPEN, Source, State

DAY: Final = timedelta(days=1)
OVERDUE: Final = timedelta(hours=1)
KEPT: Final = timedelta(days=30)
QUIET: Final = timedelta(days=365)
"""What did not change for so long is not looked at any more, until there is news of it."""
SLOW: Final = timedelta(hours=1)
"""Later than this after a look another one should have been."""
NEVER: Final = Subscription()
"""Of a system with which nobody ever subscribed."""
MISSED: Final = Q(source=Source.FOUND, told_at=None)
"""Nobody told it, neither in time nor late."""


@dataclass(frozen=True, slots=True)
class Figures:
    """How it goes with the messages of one connection."""

    received: int
    """Of the last day."""
    waiting: int
    dead: int
    missed: int = 0
    """Of the last day: found by looking, and never told."""
    known: int = 0
    """How many things are looked at."""
    compared_at: datetime | None = None
    """By then each of them had been looked at."""


def open_of(message: Message) -> QuerySet[Message]:
    """List what waits or is in hand of the same case, oldest first."""
    return Message.objects.filter(
        connection=message.connection_id, main=message.main, state__in=OPEN
    ).order_by("pk")


def is_open(message: uuid.UUID) -> bool:
    """Tell whether a message still waits."""
    return Message.objects.filter(uuid=message, state__in=OPEN).exists()


def overdue(now: datetime) -> QuerySet[Message]:
    """List what should have been looked at long ago."""
    return Message.objects.filter(
        Q(busy_until=None) | Q(busy_until__lt=now), state__in=OPEN, due_at__lt=now - OVERDUE
    ).order_by("pk")


def old(now: datetime) -> QuerySet[Message]:
    """List what was settled long ago."""
    return Message.objects.filter(settled_at__lt=now - KEPT)


def messages(state: str = "") -> QuerySet[Message]:
    """List messages, latest first."""
    found = Message.objects.order_by("-received_at", "-pk")
    return found.filter(state=state) if state in State.values else found


def about(connection: uuid.UUID, mains: Collection[str]) -> QuerySet[Message]:
    """List the messages about one thing, by its address as messages name it, latest first."""
    return Message.objects.filter(connection=connection, main__in=mains).order_by("-received_at", "-pk")


def subscriptions() -> Mapping[uuid.UUID, Subscription]:
    """Answer the subscriptions by their connections."""
    return {row.connection_id: row for row in Subscription.objects.all()}


def unwatched(now: datetime) -> QuerySet[Watched]:
    """List what need not be looked at any more."""
    return Watched.objects.filter(Q(ended_at__lt=now - KEPT) | Q(changed_at__lt=now - QUIET))


def figures() -> Mapping[uuid.UUID, Figures]:
    """Answer how it goes, by connection."""
    told = _told()
    compared = {row["connection"]: row for row in _compared()}
    return {
        key: Figures(
            *told.get(key, (0, 0, 0, 0)),
            known=compared[key]["known"] if key in compared else 0,
            compared_at=compared[key]["oldest"] if key in compared and not compared[key]["new"] else None,
        )
        for key in told.keys() | compared.keys()
    }


def health() -> Mapping[str, Any]:
    """Tell how many messages wait too long, were given up or were lost, for the register of health checks."""
    now = timezone.now()
    dead = Message.objects.filter(state=State.DEAD).count()
    lost = Message.objects.filter(MISSED, received_at__gt=now - DAY).count()
    silent = Subscription.objects.filter(look_tried_at__gt=now - DAY).exclude(looked_at__gt=now - SLOW)
    return {
        "given_up": dead,
        "overdue": overdue(now).count(),
        "missed": lost,
        "not_compared": silent.count(),
    }


def _told() -> Mapping[uuid.UUID, tuple[int, int, int, int]]:
    recent = Q(received_at__gt=timezone.now() - DAY)
    found = Message.objects.values("connection").annotate(
        received=Count("pk", filter=recent & Q(source=Source.TOLD)),
        waiting=Count("pk", filter=Q(state__in=OPEN)),
        dead=Count("pk", filter=Q(state=State.DEAD)),
        missed=Count("pk", filter=recent & MISSED),
    )
    return {row["connection"]: (row["received"], row["waiting"], row["dead"], row["missed"]) for row in found}


def _compared() -> Iterable[Mapping[str, Any]]:
    never = Count("pk", filter=Q(looked_at=None))
    return Watched.objects.values("connection").annotate(
        known=Count("pk"), oldest=Min("looked_at"), new=never
    )
