"""What the console asked for and a worker has to do inside a municipality."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils import timezone

from tenants.audit import Actor


class Kind(models.TextChoices):
    """What is asked for."""

    CHANGE = "change", "change"
    ROTATE = "rotate", "rotate"
    """A new secret, next to the old one."""
    DROP = "drop", "drop"
    """Forget the former secret now."""
    SWITCH = "switch", "switch"
    """Use it or not: the kill switch."""
    PLAN = "plan", "plan"
    """Announce maintenance, or take that back."""
    REQUEST = "request", "request"
    """Make a key pair and a certificate request."""
    CERTIFY = "certify", "certify"
    """Put a certificate in, beside the one in use where there is one, or take it out."""
    ADVANCE = "advance", "advance"
    """Use the next certificate from now on."""
    LEAVE = "leave", "leave"
    """Forget a certificate that is not in use: the next, or the former."""
    REMOVE = "remove", "remove"
    TEST = "test", "test"
    TRY = "try", "try"
    """Test what is filled in, without keeping it."""


LOOKING = (Kind.TEST, Kind.TRY)
"""Kinds that change nothing."""


class Progress(models.TextChoices):
    """How far it is."""

    OPEN = "open", "open"
    DONE = "done", "done"
    FAILED = "failed", "failed"


class Command(models.Model):
    """One command; its payload holds no plain secret, and is emptied when the command is closed."""

    uuid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tenant = models.UUIDField()
    system = models.CharField(max_length=40)
    connection = models.UUIDField(null=True, blank=True)
    """The key of the connection's row; None in commands from before a system could have several."""
    kind = models.CharField(max_length=20, choices=Kind.choices)
    payload = models.JSONField(default=dict)
    result = models.JSONField(default=dict, db_default=models.Value({}, models.JSONField()))
    """What a trial found."""
    progress = models.CharField(max_length=20, choices=Progress.choices, default=Progress.OPEN)
    error = models.CharField(max_length=200, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    actor_kind = models.CharField(max_length=20)
    actor = models.CharField(max_length=120, blank=True)
    origin = models.CharField(max_length=60, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    begun_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["tenant", "system", "created_at"], name="connections_inbox_tenant"),
            models.Index(
                fields=["created_at"], condition=models.Q(progress="open"), name="connections_inbox_open"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.system}"

    @property
    def by(self) -> Actor:
        """Answer who asked for it."""
        return Actor(self.actor_kind, self.actor, self.origin)  # type: ignore[arg-type]
