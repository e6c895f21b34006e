"""Announcements. In `public`."""

import uuid
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone


class Announcement(models.Model):
    """Something that editors should know, from a day until a day. Plain text."""

    uuid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    title = models.CharField(max_length=120)
    text = models.TextField(max_length=2_000)
    starts_at = models.DateTimeField(default=timezone.now)
    ends_at = models.DateTimeField()
    everybody = models.BooleanField(default=False)
    """For every municipality, also one that is opened later."""
    tenants = ArrayField(models.UUIDField(), default=list, blank=True)
    """Whom it is for otherwise. No foreign keys: it may outlive them."""
    created_by = models.CharField(max_length=120)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        default_permissions = ()
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")), name="announcements_ends_later"
            ),
            models.CheckConstraint(
                condition=models.Q(everybody=True, tenants=[])
                | (models.Q(everybody=False) & ~models.Q(tenants=[])),
                name="announcements_for_somebody",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["ends_at"],
                condition=models.Q(withdrawn_at__isnull=True),
                name="announcements_in_force",
            )
        ]

    def __str__(self) -> str:
        return self.title
