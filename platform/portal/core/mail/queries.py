"""Which messages wait."""

import datetime
import uuid

from django.db.models import QuerySet

from .models import OutboxMessage, OutboxState

OPEN = (OutboxState.QUEUED, OutboxState.SENDING)


def due(now: datetime.datetime) -> "QuerySet[OutboxMessage]":
    """Select what should be tried now: also what a worker that died was sending."""
    return OutboxMessage.objects.filter(state__in=OPEN, next_attempt_at__lte=now)


def due_keys(now: datetime.datetime, most: int = 200) -> list[uuid.UUID]:
    """List the keys of what should be tried now, oldest first."""
    return list(due(now).order_by("next_attempt_at").values_list("pk", flat=True)[:most])


def next_attempt(key: uuid.UUID) -> datetime.datetime | None:
    """Answer when a message should be tried again; None when it has left, was given up, or is not there."""
    return (
        OutboxMessage.objects.filter(pk=key, state__in=OPEN).values_list("next_attempt_at", flat=True).first()
    )


def waiting() -> int:
    """Count what has not left yet."""
    return OutboxMessage.objects.filter(state__in=OPEN).count()


def sent() -> int:
    """Count what the mail server has taken over."""
    return OutboxMessage.objects.filter(state=OutboxState.SENT).count()


def failed() -> int:
    """Count what has been given up."""
    return OutboxMessage.objects.filter(state=OutboxState.FAILED).count()
