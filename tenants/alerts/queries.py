"""Read alerts."""

import uuid
from collections.abc import Mapping
from datetime import datetime

from django.db.models import QuerySet

from tenants.entry import outside

from .models import Alert, Notice


def open_levels(tenant: uuid.UUID) -> Mapping[str, int]:
    """Answer what there are open alerts about at a municipality, and their levels."""
    with outside():
        return dict(Alert.objects.filter(tenant=tenant, ended_at=None).values_list("subject", "level"))


def open_subjects(beginning: str) -> list[str]:
    """List what there are open alerts about, of those subjects that begin so."""
    with outside():
        found = Alert.objects.filter(ended_at=None, subject__startswith=beginning)
        return list(found.values_list("subject", flat=True))


def open_alerts() -> list[Alert]:
    """List what is open, oldest first."""
    with outside():
        return list(Alert.objects.filter(ended_at=None).order_by("began_at"))


def due(now: datetime) -> "QuerySet[Notice]":
    """Select the notices to bring now, in the order in which they were written."""
    return Notice.objects.filter(done_at=None, next_attempt_at__lte=now).order_by("created_at")
