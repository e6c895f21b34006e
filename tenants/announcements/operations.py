"""Make announcements, and take them back."""

import uuid

from django.db import transaction
from django.utils import timezone

from tenants import audit
from tenants.audit import Actor

from .models import Announcement
from .types import Draft


@transaction.atomic
def announce(draft: Draft, *, identity: uuid.UUID, by: Actor) -> Announcement:
    """Make an announcement; asked again with the same identity, it is there already."""
    announcement, is_new = Announcement.objects.get_or_create(
        uuid=identity,
        defaults={
            "title": draft.title,
            "text": draft.text,
            "starts_at": draft.starts_at,
            "ends_at": draft.ends_at,
            "everybody": not draft.tenants,
            "tenants": list(draft.tenants),
            "created_by": by.name,
        },
    )
    if is_new:
        details = {"announcement": str(identity), "municipalities": len(draft.tenants) or "all"}
        audit.record("announcement.made", by=by, target=draft.title, details=details)
    return announcement


@transaction.atomic
def withdraw(announcement: uuid.UUID, *, by: Actor) -> None:
    """Take an announcement back; one that was taken back stays so.

    :raises Announcement.DoesNotExist: when there is none.
    """
    found = Announcement.objects.select_for_update().get(uuid=announcement)
    if found.withdrawn_at is None:
        found.withdrawn_at = timezone.now()
        found.save(update_fields=["withdrawn_at"])
        audit.record("announcement.withdrawn", by=by, target=found.title)
