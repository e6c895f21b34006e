"""Jobs of news: look at one message with its case, find what was left behind or lost, forget what is old, subscribe."""

import uuid
from datetime import timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone

from tenants import schedule

from . import operations, queries
from .models import Entrance
from .operations.asking import ask, message_in

MOST: Final = 200


def work_off(key: str) -> None:
    """Look at one message, now or when its case is due again."""
    until = operations.work_off(message_in(key))
    if until is not None:
        raise schedule.Later(max(until - timezone.now(), timedelta(0)))


@transaction.atomic
def sweep(_key: str) -> None:
    """Ask again for what is long due: its work was given up or lost, or the feature was off."""
    for row in queries.overdue(timezone.now()).select_for_update(skip_locked=True)[:MOST]:
        row.round += 1
        row.save(update_fields=["round"])
        ask(row)


def forget(_key: str) -> None:
    """Forget messages that were settled long ago, what is quiet, and entrances that are closed."""
    now = timezone.now()
    queries.old(now).delete()
    queries.unwatched(now).delete()
    Entrance.objects.filter(until__lt=now).delete()


def register(key: str) -> None:
    """Subscribe with the system of a connection, as somebody asked; where that fails it is tried again soon."""
    if not operations.register(uuid.UUID(key.rpartition(".")[2])):
        operations.ask_again(key)


def reconcile(_key: str) -> None:
    """Find what changed and was not told."""
    operations.reconcile()
