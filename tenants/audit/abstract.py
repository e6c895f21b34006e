"""What both kinds of stream have in common: the columns of a record, and those of a seal."""

from typing import Any

from django.contrib.postgres.functions import RandomUUID
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone


class Record(models.Model):
    """One act. What a column means says `tenants.audit.record()`."""

    uuid: models.UUIDField[Any, Any] = models.UUIDField(db_default=RandomUUID(), unique=True, editable=False)
    """The same in the operators' stream and in the copy that a tenant sees of it."""
    recorded_at = models.DateTimeField(default=timezone.now, editable=False, db_index=True)
    action = models.CharField(max_length=80)
    actor_kind = models.CharField(max_length=20)
    actor = models.CharField(max_length=120, blank=True)
    target = models.CharField(max_length=200, blank=True)
    outcome = models.CharField(max_length=20, default="ok")
    origin = models.CharField(max_length=60, blank=True)
    why = models.CharField(max_length=500, blank=True, default="", db_default="")
    before: models.JSONField[Any, Any] = models.JSONField(null=True, blank=True, encoder=DjangoJSONEncoder)
    after: models.JSONField[Any, Any] = models.JSONField(null=True, blank=True, encoder=DjangoJSONEncoder)
    details = models.JSONField(default=dict, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.recorded_at:%Y-%m-%d %H:%M} {self.action}"


class Seal(models.Model):
    """One link of a stream's hash chain; how it is made and read says `provisioning.audit.chain`.

    Written by the lifecycle worker as the owner; nobody who serves can add, change or remove one.
    """

    number = models.PositiveBigIntegerField(primary_key=True)
    """Counts from 1, without gaps."""
    sealed_at = models.DateTimeField()
    upto = models.BigIntegerField()
    """The highest number of a record that this seal or one before it holds."""
    waiting = models.JSONField()
    """Numbers up to there that somebody may still be writing: `[[first, last], …]`."""
    entries = models.JSONField()
    """The records, each with its digest: `[[number, "hexadecimal"], …]`."""
    anchors = models.JSONField()
    """Heads of other streams: `{"stream": [number, "hash"], …}`."""
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)
    mac = models.CharField(max_length=64)
    """Shows that somebody with the installation's key made this seal."""

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"seal {self.number}"
