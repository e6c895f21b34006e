"""One row for each synchronisation: it says what is behind it, and that somebody is at it (single flight)."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Final

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from integrations.zgw import models
from integrations.zgw.types import Cause, Counts, Failure

DEAD_AFTER: Final = timedelta(minutes=10)
"""Without a sign for so long whoever was at it is dead: another goes on where that one stopped."""
STALE_AFTER: Final = timedelta(hours=6)
"""What was read so long ago is read again: nobody goes on from there."""
MOST_FAILURES: Final = 200


def opened(
    connection: uuid.UUID, *, cause: Cause, url: str = "", asked_by: uuid.UUID | None = None
) -> models.Synchronisation:
    """Answer the synchronisation of this that is open, or a new one: there is one at most."""
    now = timezone.now()
    left = Q(alive_at__lt=now - STALE_AFTER) | Q(alive_at=None, asked_at__lt=now - STALE_AFTER)
    models.Synchronisation.objects.filter(left, connection=connection, url=url, ended_at=None).update(
        ended_at=now
    )
    new = models.Synchronisation(connection_id=connection, cause=cause.value, url=url, asked_by=asked_by)
    try:
        with transaction.atomic():
            new.save(force_insert=True)
    except IntegrityError:
        there = models.Synchronisation.objects.filter(connection=connection, url=url, ended_at=None).first()
        if there is None:  # it ended at this moment, or there is no such connection
            new.save(force_insert=True)
            return new
        return there
    return new


def taken(row: uuid.UUID) -> models.Synchronisation | None:
    """Take one in hand; None where somebody else has it, or it has ended."""
    now = timezone.now()
    free = Q(alive_at=None) | Q(alive_at__lt=now - DEAD_AFTER)
    if not models.Synchronisation.objects.filter(free, pk=row, ended_at=None).update(alive_at=now):
        return None
    found = models.Synchronisation.objects.get(pk=row)
    if found.begun_at is None:
        found.begun_at = now
        found.save(update_fields=["begun_at"])
    return found


def note(row: models.Synchronisation, stage: str, counts: Sequence[Counts]) -> None:
    """Write down that a list is behind it, in the transaction that writes what it said."""
    row.done[stage] = [asdict(one) for one in counts]
    row.alive_at = timezone.now()
    row.save(update_fields=["done", "alive_at"])


def fail(row: models.Synchronisation, failures: Iterable[Failure]) -> None:
    """Write down what could not be read."""
    told = [asdict(one) for one in failures]
    room = MOST_FAILURES - len(row.failures)
    row.failures += told[:room]
    row.unlisted_failures += len(told[room:])
    row.alive_at = timezone.now()
    row.save(update_fields=["failures", "unlisted_failures", "alive_at"])


def end(row: models.Synchronisation) -> None:
    """Close it."""
    row.ended_at = timezone.now()
    row.save(update_fields=["ended_at"])


def ended_since(connection: uuid.UUID, url: str, since: datetime) -> bool:
    """Tell whether this was tried a moment ago."""
    return models.Synchronisation.objects.filter(connection=connection, url=url, ended_at__gte=since).exists()
