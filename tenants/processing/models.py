"""The record of who looked, and which number in it is whose."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils import timezone


class Number(models.Model):
    """Whose a number of the record is. Deleting this row is what erasing a person does to the record."""

    person = models.UUIDField(primary_key=True, editable=False)
    """The UUID of an account; of who has none, one that is made of the keyed hash of who they are."""
    number = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.number)


class Record(models.Model):
    """One act on one person's data, without the data.

    Append-only: the tenant's database role has no right to change or delete it.
    """

    at = models.DateTimeField(default=timezone.now, editable=False, db_index=True)
    number = models.UUIDField(editable=False)
    activity = models.CharField(max_length=200)
    """Key of the register of processing; purpose and legal basis stand there."""
    actor_kind = models.CharField(max_length=16)
    actor = models.CharField(max_length=60, blank=True)
    source = models.CharField(max_length=40, blank=True)
    """Which system was asked or told; empty for the portal's own tables."""
    outcome = models.CharField(max_length=12)
    trace = models.CharField(max_length=32, blank=True)
    """Of the request or task, as in log lines and calls to other systems."""

    class Meta:
        default_permissions = ("view",)
        verbose_name = "regel van wie keek"
        verbose_name_plural = "wie keek in gegevens"
        indexes: ClassVar = [models.Index(fields=["number", "-at"], name="processing_of_number")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.activity}"
