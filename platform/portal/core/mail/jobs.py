"""Jobs of mail: both take over what the release before stored, which delivered its messages by itself."""

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
    """Hand over to the outbox what nobody has asked for since."""
    for key in queries.left_behind(timezone.now()):
        operations.adopt(key)
