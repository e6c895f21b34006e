"""Looks at the chains of all streams, and what the last look at each found. All in `public`.

The console may read findings and ask for a look; only the lifecycle worker writes what was found.
"""

import datetime
import uuid
from typing import Any, Final

from django.db import models
from django.utils import timezone

SILENT: Final = datetime.timedelta(minutes=15)
"""A look that has said nothing for so long has ended with its worker."""


class Look(models.Model):
    """One look at all streams: that of the night, or one that somebody asked for."""

    uuid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    asked_by = models.CharField(max_length=120, blank=True)
    """The operator; empty for that of the night."""
    asked_at = models.DateTimeField(default=timezone.now, editable=False)
    started_at = models.DateTimeField(null=True, blank=True)
    touched_at = models.DateTimeField(default=timezone.now)
    """When it last said how far it was."""
    finished_at = models.DateTimeField(null=True, blank=True)
    total = models.PositiveIntegerField(default=0)
    """Streams to look at."""
    done = models.PositiveIntegerField(default=0)
    broken = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"look {self.uuid}"

    @property
    def is_open(self) -> bool:
        """Tell whether a worker is at it, or will be."""
        return self.finished_at is None and timezone.now() - self.touched_at < SILENT

    @property
    def was_left(self) -> bool:
        """Tell whether it ended without an end."""
        return self.finished_at is None and not self.is_open


class Finding(models.Model):
    """What the last look at one stream found."""

    stream = models.CharField(max_length=40, primary_key=True)
    """The municipality's UUID, or `operators`."""
    tenant: models.UUIDField[Any, Any] = models.UUIDField(null=True, blank=True)
    """No foreign key: what was found stays when the municipality is gone."""
    looked_at = models.DateTimeField()
    records = models.PositiveBigIntegerField()
    unsealed = models.PositiveBigIntegerField()
    seals = models.PositiveBigIntegerField()
    head = models.CharField(max_length=64)
    """Hash of the last seal."""
    number_of_problems = models.PositiveIntegerField()
    problems = models.JSONField()
    """The first of them: `[{"kind", "record", "seal", "text"}, …]`."""

    def __str__(self) -> str:
        return f"finding on {self.stream}"

    @property
    def is_whole(self) -> bool:
        """Tell whether everything agreed."""
        return not self.number_of_problems
