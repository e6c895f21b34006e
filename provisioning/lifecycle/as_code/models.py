"""The files that were applied, in `public`: what a municipality was asked to be, without secrets."""

import uuid

from django.db import models
from django.utils import timezone


class AppliedFile(models.Model):
    """A file that was applied to a municipality; the newest is what drift is measured against."""

    tenant = models.ForeignKey("tenants.Tenant", on_delete=models.CASCADE, related_name="applied_files")
    operation = models.UUIDField(default=uuid.uuid4, unique=True)
    digest = models.CharField(max_length=64)
    text = models.TextField()
    """As it is written here: without comments, and with references where a file has secrets."""
    told = models.JSONField(default=dict)
    """By section; of a secret its fingerprint."""
    applied_by = models.CharField(max_length=120)
    applied_at = models.DateTimeField(default=timezone.now, editable=False)

    def __str__(self) -> str:
        return self.digest[:12]
