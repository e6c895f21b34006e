"""Alerts, and the notices that go out about them. All of it in `public`."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils import timezone


class Alert(models.Model):
    """Something that somebody must know, until it is over. No foreign key to its municipality: it may outlive it."""

    uuid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    subject = models.CharField(max_length=160)
    """What it is about, in words of ours; there is one open alert about it."""
    kind = models.CharField(max_length=40)
    tenant = models.UUIDField(null=True, blank=True)
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    level = models.SmallIntegerField(default=0)
    """Where one thing gets worse in steps: a higher one is told anew."""
    began_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["subject"], condition=models.Q(ended_at__isnull=True), name="alerts_one_open"
            )
        ]
        indexes: ClassVar = [models.Index(fields=["tenant", "-began_at"], name="alerts_of_tenant")]

    def __str__(self) -> str:
        return self.subject


class Notice(models.Model):
    """One message about an alert, for one channel."""

    uuid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    alert = models.ForeignKey(Alert, on_delete=models.CASCADE, related_name="notices")
    channel = models.CharField(max_length=20)
    is_end = models.BooleanField(default=False)
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField(default=timezone.now)
    done_at = models.DateTimeField(null=True, blank=True)
    """When it was delivered, or given up."""
    error = models.CharField(max_length=80, blank=True)
    """The kind of the last error, never its text."""

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["next_attempt_at"], condition=models.Q(done_at__isnull=True), name="alerts_notice_due"
            )
        ]

    def __str__(self) -> str:
        return f"{self.channel}: {self.title}"
