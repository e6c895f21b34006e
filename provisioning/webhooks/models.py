"""Endpoints, what happened, and what still has to be brought to whom. All of it in `public`."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils import timezone

from .types import DeliveryState, EventKind


class Endpoint(models.Model):
    """An address that wants to know."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    url = models.CharField(max_length=300)
    events = models.JSONField(default=list)
    """Kinds of events; empty for all."""
    is_on = models.BooleanField(default=True)
    secret = models.BinaryField()
    """Sealed under the platform's data key, bound to this row and column (`sealing`)."""
    fingerprint = models.CharField(max_length=16)
    former_secret = models.BinaryField(null=True)
    former_fingerprint = models.CharField(max_length=16, blank=True)
    former_until = models.DateTimeField(null=True, blank=True)
    """Until then both sign, so that the other side can change over."""
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    def __str__(self) -> str:
        return str(self.url)


class Event(models.Model):
    """Something that happened."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=40, choices=[(kind.value, kind.value) for kind in EventKind])
    data = models.JSONField(default=dict)
    """About an operation and a municipality; never about a person."""
    created_at = models.DateTimeField(default=timezone.now, db_index=True)

    def __str__(self) -> str:
        return str(self.kind)


class Delivery(models.Model):
    """An event on its way to an endpoint."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    endpoint = models.ForeignKey(Endpoint, on_delete=models.CASCADE, related_name="deliveries")
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="deliveries")
    state = models.CharField(
        max_length=20,
        choices=[(state.value, state.value) for state in DeliveryState],
        default=DeliveryState.WAITING.value,
    )
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField(default=timezone.now)
    fence = models.PositiveIntegerField(default=0)
    """Counts the takings: whoever was overtaken settles nothing."""
    status = models.PositiveSmallIntegerField(null=True, blank=True)
    """What the other side answered last."""
    error = models.CharField(max_length=40, blank=True)
    """Why the last attempt failed, in a word of ours; never the other side's words."""
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["endpoint", "event"], name="webhooks_delivery_once")
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["next_attempt_at"],
                condition=models.Q(state=DeliveryState.WAITING.value),
                name="webhooks_delivery_due",
            )
        ]

    def __str__(self) -> str:
        return f"{self.state} {self.attempts}"
