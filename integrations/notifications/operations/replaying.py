"""Give messages that were given up another chance (I-111)."""

import uuid

from django.db import transaction
from django.utils import timezone

from integrations.notifications.models import Message
from integrations.notifications.types import State
from tenants import audit

from .asking import ask


@transaction.atomic
def replay(message: uuid.UUID, *, by: audit.Actor) -> bool:
    """Have a message looked at once more, whether it was given up or done; answers no where it still waits."""
    row = Message.objects.select_for_update().filter(uuid=message, settled_at__isnull=False).first()
    if row is None:
        return False
    row.state, row.attempts, row.reason, row.settled_at = State.WAITING, 0, "", None
    row.round += 1
    row.due_at = timezone.now()
    row.save(update_fields=["state", "attempts", "reason", "settled_at", "round", "due_at"])
    ask(row)
    audit.record("notifications.replayed", by=by, target=str(message))
    return True
