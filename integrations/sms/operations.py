"""Send a text message, whoever the provider is; nothing of it is kept here."""

from typing import Final
from uuid import UUID

from integrations.connections import clients
from integrations.connections import queries as connections
from integrations.errors import NotConfiguredError
from integrations.http import Deadline
from tenants.entry import current

from . import client
from .types import LONGEST, Message, Sent, dialled, sender_of

PATIENCE: Final = 5.0
"""Seconds that somebody who signs in waits for it."""


def send(connection: UUID, *, to: str, text: str, sender: str = "", deadline: Deadline | None = None) -> Sent:
    """Send a text to a telephone, in the request of who waits for it or from the outbox.

    :param to: the number as people write it.
    :param sender: who it is from, in eleven letters; the municipality where nothing is said.
    :raises RefusedError: when that is no number.
    :raises UnavailableError: when the provider did not take it; whoever waits is told to try again.
    :raises NotConfiguredError: when there is no such connection, or nobody knows how its provider is spoken to.
    :raises ValueError: when the text is empty or too long.
    """
    if not 0 < len(text) <= LONGEST:
        raise ValueError("A message has at least one letter, and not more than fit in three parts.")
    message = Message(dialled(to), text, sender_of(sender or current().name))
    access = connections.access_to(connection)
    gateway = client.GATEWAYS.get(access.profile)
    if gateway is None:
        raise NotConfiguredError("There is no gateway for this provider.")
    with clients.open(access, tenant=current(), deadline=deadline or Deadline(PATIENCE)) as session:
        return gateway(session, message)
