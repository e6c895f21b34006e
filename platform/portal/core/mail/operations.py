"""Write messages, and deliver them."""

import datetime
import uuid
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from structlog import get_logger

from tenants import features, registers, schedule
from tenants.entry import current

from . import queries, smtp
from .models import OutboxMessage, OutboxState

DELIVER = "core.deliver_mail"
MOST_ATTEMPTS = 12
FIRST_PAUSE = datetime.timedelta(seconds=30)
LONGEST_PAUSE = datetime.timedelta(hours=6)
LEASE = datetime.timedelta(minutes=10)
"""How long a worker may take over a message before it counts as dead."""
log = get_logger(__name__)


@transaction.atomic
def send(*, to: str, template: str, context: Mapping[str, Any]) -> OutboxMessage:
    """Store a message in the entered tenant's outbox, and have it delivered once that is committed.

    :param template: name without ending; `_subject.txt`, `.txt` and `.html` go with it. Its first part names the
        feature whose message it is: while that is off it does not leave.
    """
    values = {**context, "municipality": current().name}
    message = OutboxMessage.objects.create(
        to=to,
        subject=" ".join(render_to_string(f"{template}_subject.txt", values).split())[:200],
        text=render_to_string(f"{template}.txt", values).strip() + "\n",
        html=render_to_string(f"{template}.html", values),
        feature=_feature_of(template),
    )
    schedule.enqueue(DELIVER, message.uuid)
    return message


def deliver(key: uuid.UUID) -> OutboxState | None:
    """Deliver one message, if it is due and nobody else is at it; answer what became of it."""
    message = _claim(key)
    if message is None:
        return None
    if message.feature and not features.is_on(message.feature):
        return _withdraw(message)
    try:
        smtp.hand_over(message)
    except OSError as error:
        return _put_back(message, error)
    _mark_sent(message)
    return OutboxState.SENT


@transaction.atomic
def _claim(key: uuid.UUID) -> OutboxMessage | None:
    now = timezone.now()
    message = queries.due(now).select_for_update(skip_locked=True).filter(pk=key).first()
    if message is None:
        return None
    message.state = OutboxState.SENDING
    message.attempts += 1
    message.next_attempt_at = now + LEASE
    message.save(update_fields=["state", "attempts", "next_attempt_at"])
    return message


def _feature_of(template: str) -> str:
    key = template.partition("/")[0]
    return key if key in registers.features and registers.features.get(key).switchable else ""


def _withdraw(message: OutboxMessage) -> OutboxState:
    """Give up what leads to a page that is gone; weeks later, switched on again, it would be no news any more."""
    message.state = OutboxState.WITHDRAWN
    message.text = message.html = ""
    message.save(update_fields=["state", "text", "html"])
    log.info("mail.withdrawn", feature=message.feature)
    return OutboxState.WITHDRAWN


def _mark_sent(message: OutboxMessage) -> None:
    message.state = OutboxState.SENT
    message.sent_at = timezone.now()
    message.text = message.html = message.last_error = ""
    message.save(update_fields=["state", "sent_at", "text", "html", "last_error"])


def _put_back(message: OutboxMessage, error: OSError) -> OutboxState:
    given_up = smtp.is_final(error) or message.attempts >= MOST_ATTEMPTS
    message.state = OutboxState.FAILED if given_up else OutboxState.QUEUED
    message.next_attempt_at = timezone.now() + pause_after(message.attempts)
    message.last_error = type(error).__name__
    message.save(update_fields=["state", "next_attempt_at", "last_error"])
    log.warning("mail.not_delivered", error=message.last_error, attempts=message.attempts, given_up=given_up)
    return OutboxState(message.state)


def pause_after(attempts: int) -> datetime.timedelta:
    """Answer how long to wait after this many attempts: twice as long each time."""
    factor: int = 2 ** max(attempts - 1, 0)
    return min(FIRST_PAUSE * factor, LONGEST_PAUSE)
