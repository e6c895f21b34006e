"""Take a message in: who brings it is checked, it is kept once, and the answer does not wait for what it leads to."""

import uuid
from http import HTTPStatus
from typing import Final

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from structlog import get_logger

from integrations.connections.clients.pinning import pin
from integrations.errors import UnavailableError
from integrations.notifications import marks, models, reading
from integrations.notifications.types import FEATURE, LARGEST, TEST, Message, Source
from tenants import features

from .asking import ask
from .putting import row_of

NOBODY: Final = marks.of("")
log = get_logger(__name__)


def receive(address: str, authorization: str, body: bytes) -> HTTPStatus:
    """Take in what somebody posted to the secret address of a subscription of the entered municipality.

    :param authorization: the header, as it came.
    :param body: one byte more than allowed is enough to show that it is too large.
    """
    entrance = _entrance(address, authorization)
    is_on = features.is_on(FEATURE)
    if entrance is None:
        return HTTPStatus.UNAUTHORIZED if is_on else HTTPStatus.NOT_FOUND
    if len(body) > LARGEST:
        return HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    connection = entrance.subscription.connection
    try:
        message = reading.read(body, now=timezone.now())
        if message.channel != TEST:
            _check(message, connection.address)
    except ValueError as error:  # names a field, never what stood in it
        log.warning("notifications.refused", connection=str(connection.pk), field=str(error))
        return HTTPStatus.BAD_REQUEST
    if message.channel != TEST and is_on:
        _keep(message, entrance.subscription.pk)
    return HTTPStatus.NO_CONTENT


def _entrance(address: str, authorization: str) -> models.Entrance | None:
    found = (
        models.Entrance.objects.select_related("subscription__connection")
        .filter(Q(until=None) | Q(until__gt=timezone.now()), address_mark=marks.of(address))
        .first()
    )
    is_right = marks.is_one(authorization.removeprefix("Bearer "), found.header_mark if found else NOBODY)
    return found if found is not None and is_right and authorization.startswith("Bearer ") else None


def _check(message: Message, home: str) -> None:
    """Refuse a channel that nobody hears of, and what lies in another system (attack O11).

    :raises ValueError: when it is to be refused.
    """
    if message.channel not in settings.NOTIFICATION_HANDLERS:
        raise ValueError("kanaal")
    try:
        is_ours = pin(home).owns(message.main)
    except UnavailableError:
        is_ours = False
    if not is_ours:
        raise ValueError("hoofdObject")


@transaction.atomic
def _keep(message: Message, connection: uuid.UUID) -> None:
    if _is_late(message, connection):
        return
    row = row_of(connection, message, Source.TOLD)
    number = models.Message.objects.filter(connection_id=row.connection_id, mark=row.mark)
    models.Message.objects.bulk_create([row], ignore_conflicts=True)
    if number.filter(uuid=row.uuid).exists():  # else it came before, and has asked for itself
        ask(row)


def _is_late(message: Message, connection: uuid.UUID) -> bool:
    """Tell whether it was found before it was told: it is on its way to who hears of it, and was not lost."""
    found = models.Message.objects.filter(
        connection=connection,
        resource_url=message.resource_url,
        source=Source.FOUND,
        told_at=None,
        received_at__gte=message.created_at,
    )
    return bool(found.update(told_at=timezone.now()))
