"""What a message says, which stands encrypted in the outbox until it has left."""

import json
from types import SimpleNamespace

from integrations.outbox.models import Item
from integrations.outbox.operations import PAYLOAD
from portal.core.mail.queries import KIND
from portal.core.models import OutboxMessage


def opened(message: OutboxMessage) -> SimpleNamespace:
    """Answer text and HTML of a message of the entered municipality that has not left."""
    return SimpleNamespace(**json.loads(PAYLOAD.reveal(Item.objects.get(kind=KIND, key=str(message.pk)))))
