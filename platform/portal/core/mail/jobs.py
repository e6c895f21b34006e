"""Jobs of the outbox: deliver one message, and find what was left behind."""

import datetime
import uuid

from django.utils import timezone

from tenants import schedule

from . import operations, queries


def deliver(key: str) -> None:
    """Deliver one message of the entered tenant, now or when it is due again."""
    operations.deliver(uuid.UUID(key))
    next_attempt = queries.next_attempt(uuid.UUID(key))
    if next_attempt is not None:
        raise schedule.Later(max(next_attempt - timezone.now(), datetime.timedelta(0)))


def sweep(_key: str) -> None:
    """Ask again for what is due: each message has asked for itself already, unless it is older than these jobs."""
    for key in queries.due_keys(timezone.now()):
        schedule.enqueue(operations.DELIVER, key)
