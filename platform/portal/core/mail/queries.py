"""Which messages wait, and what became of them."""

import datetime
import uuid
from collections.abc import Collection
from typing import Final

from django.db.models import QuerySet
from django.db.models.functions import Lower

from integrations.outbox import queries as deliveries

from .models import MailTemplate, OutboxMessage, OutboxState

KIND: Final = "core.mail"
OPEN = (OutboxState.QUEUED, OutboxState.SENDING)


def of_the_old() -> "QuerySet[OutboxMessage]":
    """Select what the release before stored and has not delivered: only such messages hold their text themselves."""
    return OutboxMessage.objects.filter(state__in=OPEN).exclude(text="")


def left_behind(now: datetime.datetime, most: int = 200) -> list[uuid.UUID]:
    """List what the release before should try now: also what a worker of it that died was sending."""
    due = of_the_old().filter(next_attempt_at__lte=now).order_by("next_attempt_at")
    return list(due.values_list("pk", flat=True)[:most])


def due_keys(now: datetime.datetime, most: int = 200) -> list[uuid.UUID]:
    """List the keys of what should be tried now, oldest first."""
    return [uuid.UUID(key) for key in deliveries.due_keys(KIND, now, most)]


def next_attempt(key: uuid.UUID) -> datetime.datetime | None:
    """Answer when a message should be tried again; None when it has left, was given up, or is not there."""
    return deliveries.next_attempt(KIND, key)


def settled_before(moment: datetime.datetime, *, after: uuid.UUID, most: int) -> list[uuid.UUID]:
    """List messages of before a moment that wait for nothing any more, a portion at a time.

    :param after: the last key of the portion before.
    """
    found = OutboxMessage.objects.exclude(state__in=OPEN).filter(created_at__lt=moment, pk__gt=after)
    return list(found.order_by("pk").values_list("pk", flat=True)[:most])


def forgotten(keys: Collection[uuid.UUID]) -> set[uuid.UUID]:
    """Answer which messages the outbox knows nothing of any more: thirty days after they left or were given up."""
    return set(keys) - {uuid.UUID(key) for key in deliveries.remembered(KIND, [str(key) for key in keys])}


def to_addresses(addresses: Collection[str]) -> "QuerySet[OutboxMessage]":
    """Select the messages to somebody, latest first."""
    wanted = [address.lower() for address in addresses if address]
    return OutboxMessage.objects.annotate(address=Lower("to")).filter(address__in=wanted)


def states(keys: Collection[uuid.UUID]) -> dict[uuid.UUID, OutboxMessage]:
    """Answer messages by their keys; what was forgotten is not there."""
    return {row.pk: row for row in OutboxMessage.objects.filter(pk__in=keys)}


def outcomes(keys: Collection[uuid.UUID]) -> dict[uuid.UUID, str]:
    """Answer what became of messages that wait for nothing any more, in words of `OutboxState`."""
    return {key: row.state for key, row in states(keys).items() if row.state not in OPEN}


def templates() -> "QuerySet[MailTemplate]":
    """Select the words that the municipality wrote itself."""
    return MailTemplate.objects.all()


def waiting() -> int:
    """Count what has not left yet."""
    return OutboxMessage.objects.filter(state__in=OPEN).count()


def sent() -> int:
    """Count what the mail server has taken over."""
    return OutboxMessage.objects.filter(state=OutboxState.SENT).count()


def failed() -> int:
    """Count what has been given up."""
    return OutboxMessage.objects.filter(state=OutboxState.FAILED).count()
