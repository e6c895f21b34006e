"""What is known of messages and subscriptions."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from .models import Message, Subscription
from .types import OPEN, State

DAY: Final = timedelta(days=1)
OVERDUE: Final = timedelta(hours=1)
KEPT: Final = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Figures:
    """How it goes with the messages of one connection."""

    received: int
    """Of the last day."""
    waiting: int
    dead: int


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


def subscriptions() -> Mapping[uuid.UUID, Subscription]:
    """Answer the subscriptions by their connections."""
    return {row.connection_id: row for row in Subscription.objects.all()}


def figures() -> Mapping[uuid.UUID, Figures]:
    """Answer how it goes, by connection."""
    recent = Q(received_at__gt=timezone.now() - DAY)
    found = Message.objects.values("connection").annotate(
        received=Count("pk", filter=recent),
        waiting=Count("pk", filter=Q(state__in=OPEN)),
        dead=Count("pk", filter=Q(state=State.DEAD)),
    )
    return {row["connection"]: Figures(row["received"], row["waiting"], row["dead"]) for row in found}


def health() -> Mapping[str, Any]:
    """Tell how many messages wait too long or were given up, for the register of health checks."""
    now = timezone.now()
    dead = Message.objects.filter(state=State.DEAD).count()
    late = overdue(now).count()
    return {"given_up": dead, "overdue": late}
