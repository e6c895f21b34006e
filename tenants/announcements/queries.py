"""Read announcements: those in force for one municipality, or all of them."""

import uuid
from collections.abc import Sequence

from django.db.models import Q
from django.db.models.functions import Now

from tenants import entry

from .models import Announcement
from .types import Shown


def for_tenant(tenant: uuid.UUID) -> Sequence[Shown]:
    """List what is in force for a municipality and for no other one, the newest first."""
    concerns = Q(everybody=True) | Q(tenants__contains=[tenant])
    with entry.outside():
        found = Announcement.objects.filter(
            concerns, starts_at__lte=Now(), ends_at__gt=Now(), withdrawn_at=None
        )
        rows = list(found.order_by("-starts_at", "uuid"))
    return [Shown(row.uuid, row.title, row.text, row.starts_at) for row in rows]


def latest(*, most: int = 50) -> Sequence[Announcement]:
    """List announcements, also those that are over, the newest first."""
    return list(Announcement.objects.order_by("-created_at", "uuid")[:most])
