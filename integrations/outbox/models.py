"""What is to be delivered, in the municipality's own schema."""

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tenants.fields import EncryptedTextField

from .types import OPEN, State


def sealed(column: str) -> models.Q:
    """Say that a column is empty or holds ciphertext."""
    return models.Q((column, "")) | models.Q((f"{column}__startswith", "v1:"))


class MarkingKey(models.Model):
    """The one secret under which `marks` hashes whose and what items are."""

    uuid = models.UUIDField(primary_key=True, editable=False)
    secret = EncryptedTextField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=sealed("secret"), name="outbox_marking_key_sealed")
        ]

    def __str__(self) -> str:
        return "marking key"


class Item(models.Model):
    """One delivery. Its number follows from kind and key (`types`), so it can be there but once."""

    uuid = models.UUIDField(primary_key=True, editable=False)
    kind = models.CharField(_("soort"), max_length=80)
    key = models.CharField(max_length=80)
    payload = EncryptedTextField(blank=True)
    """What its handler needs; emptied once it is delivered or withdrawn."""
    reference = EncryptedTextField(blank=True)
    """What the other system calls it."""
    person = models.CharField(max_length=64, blank=True)
    """A keyed hash of whose doing it is."""
    subject = models.CharField(max_length=64, blank=True)
    """A keyed hash of what it is about; only where there is an order."""
    position = models.PositiveBigIntegerField(default=0)
    """Its place among those of its subject."""
    feature = models.CharField(max_length=40, blank=True)
    state = models.CharField(_("toestand"), max_length=10, choices=State.choices, default=State.WAITING)
    reason = models.CharField(_("reden"), max_length=80, blank=True)
    """Why it waits or was given up: a word of ours, or the name of an error."""
    attempts = models.PositiveSmallIntegerField(_("pogingen"), default=0)
    deaths = models.PositiveSmallIntegerField(default=0)
    """How many workers were lost with it in hand, one after the other."""
    fence = models.PositiveIntegerField(default=0)
    """Counts the claims: a worker with an older number writes nothing down any more."""
    round = models.PositiveIntegerField(default=0)
    """Counts how often work was asked for: what the schedule has under one key it does once."""
    next_attempt_at = models.DateTimeField(_("volgende poging"), default=timezone.now)
    busy_until = models.DateTimeField(null=True, blank=True)
    """While a worker has it in hand nobody else begins before this."""
    held_until = models.DateTimeField(null=True, blank=True)
    """Until then its channel is left alone: so it was asked of us, or it is switched off."""
    asked_at = models.DateTimeField(_("gevraagd op"), default=timezone.now, editable=False)
    settled_at = models.DateTimeField(_("klaar op"), null=True, blank=True)

    class Meta:
        verbose_name = _("uitgaand bericht")
        verbose_name_plural = _("uitgaande berichten")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "key"], name="outbox_item_once"),
            models.UniqueConstraint(
                fields=["kind", "subject", "position"],
                condition=~models.Q(subject=""),
                name="outbox_item_order",
            ),
            models.CheckConstraint(condition=models.Q(state__in=State.values), name="outbox_item_state"),
            models.CheckConstraint(condition=sealed("payload"), name="outbox_item_payload_sealed"),
            models.CheckConstraint(condition=sealed("reference"), name="outbox_item_reference_sealed"),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["next_attempt_at"],
                condition=models.Q(state__in=[state.value for state in OPEN]),
                name="outbox_item_due",
            ),
            models.Index(
                fields=["held_until"], condition=models.Q(held_until__isnull=False), name="outbox_item_held"
            ),
            models.Index(fields=["person"], condition=~models.Q(person=""), name="outbox_item_person"),
            models.Index(fields=["-asked_at"], name="outbox_item_latest"),
            models.Index(
                fields=["settled_at"],
                condition=models.Q(settled_at__isnull=False),
                name="outbox_item_settled",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.uuid} {self.state}"
