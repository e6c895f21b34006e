"""Jobs of mail: forget what is old, and take over what the release before stored, which delivered by itself."""

import datetime
import uuid
from typing import Final

from django.utils import timezone

from tenants import schedule

from . import operations, queries

KEPT: Final = datetime.timedelta(days=30)
PORTION: Final = 1_000
FIRST: Final = uuid.UUID(int=0)


def deliver(key: str) -> None:
    """Deliver one message of the entered tenant, now or when it is due again."""
    operations.deliver(uuid.UUID(key))
    next_attempt = queries.next_attempt(uuid.UUID(key))
    if next_attempt is not None:
        raise schedule.Later(max(next_attempt - timezone.now(), datetime.timedelta(0)))


def forget(_key: str) -> None:
    """Forget to whom mail went, and about what, once the outbox has forgotten that it left (retention)."""
    moment, last = timezone.now() - KEPT, FIRST
    while keys := queries.settled_before(moment, after=last, most=PORTION):
        operations.forget(queries.forgotten(keys))
        last = keys[-1]


def sweep(_key: str) -> None:
    """Hand over to the outbox what nobody has asked for since."""
    for key in queries.left_behind(timezone.now()):
        operations.adopt(key)
