"""What the outbox calls for a message: hand it to the mail server, keep what became of it, say what it is about."""

import uuid
from collections.abc import Collection, Mapping
from typing import Any, Final

from django.utils import timezone

from integrations import outbox
from integrations.outbox.types import Own, State

from . import smtp
from .hearers import hearers
from .letters import Letter
from .models import OutboxMessage, OutboxState

STATES: Final[Mapping[State, OutboxState]] = {
    State.WAITING: OutboxState.QUEUED,
    State.SENDING: OutboxState.SENDING,
    State.DONE: OutboxState.SENT,
    State.DEAD: OutboxState.FAILED,
    State.WITHDRAWN: OutboxState.WITHDRAWN,
}


def hand_over(delivery: outbox.Delivery) -> outbox.Answer:
    """Give a message to the mail server, which knows no idempotency key: its Message-ID stays the same."""
    message = OutboxMessage.objects.filter(pk=delivery.key).first()
    if message is None:
        return outbox.refused(Own.NOBODY_THERE)
    if message.state == OutboxState.SENT:  # by a worker of the release before
        return outbox.done()
    message.text, message.html = delivery.payload["text"], delivery.payload["html"]
    return _give(message, leave=delivery.payload.get("leave", ""))


def give(letter: Letter, *, to: str, key: uuid.UUID) -> outbox.Answer:
    """Give a letter to the mail server for a kind of delivery that keeps no message of it.

    :param key: the same however often it is tried.
    """
    message = OutboxMessage(uuid=key, to=to, subject=letter.subject, text=letter.text, html=letter.html)
    return _give(message, leave=letter.leave)


def _give(message: OutboxMessage, *, leave: str) -> outbox.Answer:
    try:
        smtp.hand_over(message, leave=leave)
    except OSError as error:
        if smtp.is_final(error):
            return outbox.refused(Own.NOBODY_THERE)
        return outbox.later(smtp.reason_of(error))
    return outbox.done()


def settled(key: str, state: State, reason: str) -> None:
    """Keep with the message what became of it, and tell who wants to know."""
    values: dict[str, Any] = {"state": STATES[state], "last_error": reason, "text": "", "html": ""}
    if state is State.DONE:
        values["sent_at"] = timezone.now()
    OutboxMessage.objects.filter(pk=key).update(**values)
    for each in hearers:
        each.hear(uuid.UUID(key), STATES[state])


def describe(keys: Collection[str]) -> Mapping[str, str]:
    """Say to whom messages go, and what stands above them."""
    found = OutboxMessage.objects.filter(pk__in=[uuid.UUID(key) for key in keys])
    return {str(message.pk): f"{message.subject}, {message.to}" for message in found}
