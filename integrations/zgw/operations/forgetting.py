"""Forget what changed long ago."""

from datetime import datetime, timedelta
from typing import Final

from integrations.zgw import models

KEPT: Final = timedelta(days=730)
PORTION: Final = 200


def forget(now: datetime) -> int:
    """Delete synchronisations of more than two years ago, with what changed by them; answers how many."""
    old = models.Synchronisation.objects.filter(asked_at__lt=now - KEPT)
    number = 0
    while keys := list(old.values_list("pk", flat=True)[:PORTION]):
        models.Synchronisation.objects.filter(pk__in=keys).delete()
        number += len(keys)
    return number
