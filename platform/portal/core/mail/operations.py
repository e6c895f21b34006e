"""Write messages, and have them delivered."""

import uuid
from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from typing import Any, Final

from django.db import transaction

from integrations import outbox
from integrations.outbox import operations as deliveries
from tenants import registers

from . import kinds, letters, queries
from .handing_over import STATES
from .models import OutboxMessage, OutboxState
from .queries import KIND

NOT_BY_THE_OLD: Final = datetime(9999, 1, 1, tzinfo=UTC)
"""A worker of the release before, which looks at this column, never finds that its time has come."""


def send(
    *, to: str, template: str, context: Mapping[str, Any], language: str = "", reader: str = ""
) -> OutboxMessage:
    """Store a message in the entered tenant's outbox, and have it delivered once that is committed.

    :param template: the kind of mail (`kinds`), as `feature/mail/name`. While its feature is off it does not leave.
    :param context: what the kind's placeholders read.
    :param language: of the receiver; where that is not known, the one that is active.
    :param reader: who that is to the topic of the kind, such as the key of an account: so that they can stop it.
    :raises KeyError: when there is no such kind.
    """
    kind = kinds.find(template)
    letter = letters.compose(kind, context, language, reader=reader)
    return _store(to, letter, _feature_of(kind.feature))


def send_letter(letter: letters.Letter, *, to: str) -> OutboxMessage:
    """Store a letter that was made already, such as a colleague's own test."""
    return _store(to, letter, "")


@transaction.atomic(savepoint=False)
def _store(to: str, letter: letters.Letter, feature: str) -> OutboxMessage:
    message = OutboxMessage.objects.create(
        to=to, subject=letter.subject, feature=feature, next_attempt_at=NOT_BY_THE_OLD
    )
    message.text, message.html = letter.text, letter.html
    _put(message, leave=letter.leave)
    return message


def deliver(key: uuid.UUID) -> OutboxState | None:
    """Deliver one message, if it is due and nobody else is at it; answer what became of it."""
    adopt(key)
    state = deliveries.deliver_now(KIND, key)
    return STATES[state] if state else None


@transaction.atomic
def adopt(key: uuid.UUID) -> None:
    """Hand a message of the release before over to the outbox: what it says is encrypted from then on."""
    message = queries.of_the_old().select_for_update(skip_locked=True).filter(pk=key).first()
    if message is None:
        return
    _put(message)
    OutboxMessage.objects.filter(pk=key).update(
        text="", html="", state=OutboxState.QUEUED, next_attempt_at=NOT_BY_THE_OLD
    )


def forget(keys: Collection[uuid.UUID]) -> None:
    """Forget messages, with to whom they went and about what."""
    OutboxMessage.objects.filter(pk__in=keys).delete()


@transaction.atomic
def forget_addresses(addresses: Collection[str]) -> int:
    """Forget all messages to somebody, sent or not, with what they say; answers how many there were."""
    keys = list(queries.to_addresses(addresses).values_list("pk", flat=True))
    deliveries.forget_keys(KIND, keys)
    forget(keys)
    return len(keys)


def _put(message: OutboxMessage, *, leave: str = "") -> None:
    """Store what a message says where it is encrypted; who wrote it has it in memory still."""
    payload = {"text": message.text, "html": message.html, **({"leave": leave} if leave else {})}
    outbox.put(KIND, payload, message.uuid, feature=message.feature)


def _feature_of(key: str) -> str:
    return key if key in registers.features and registers.features.get(key).switchable else ""
