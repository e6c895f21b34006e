"""Messages of a municipality: to whom, and what became of them."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class OutboxState(models.TextChoices):
    """Where a message stands."""

    QUEUED = "queued", _("wacht")
    SENDING = "sending", _("wordt verstuurd")
    SENT = "sent", _("verstuurd")
    FAILED = "failed", _("mislukt")
    WITHDRAWN = "withdrawn", _("vervallen")
    """Its feature was off when it was to leave."""


class OutboxMessage(models.Model):
    """One message to one address. What it says, which may be a secret link, is in the outbox until it has left.

    The columns of what it says and of attempts are of the release before, which delivered its messages by itself; they
    go when no worker of it is left.
    """

    uuid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    to = models.EmailField(_("aan"))
    subject = models.CharField(_("onderwerp"), max_length=200)
    text = models.TextField(_("tekst"), blank=True)
    html = models.TextField(_("tekst als HTML"), blank=True)
    feature = models.CharField(_("onderdeel"), max_length=40, blank=True, default="", db_default="")
    """The feature whose message it is, when that can be switched off."""
    state = models.CharField(
        _("toestand"), max_length=10, choices=OutboxState.choices, default=OutboxState.QUEUED
    )
    attempts = models.PositiveSmallIntegerField(_("pogingen"), default=0)
    next_attempt_at = models.DateTimeField(_("volgende poging"), default=timezone.now)
    created_at = models.DateTimeField(_("gemaakt op"), default=timezone.now, editable=False)
    sent_at = models.DateTimeField(_("verstuurd op"), null=True, blank=True)
    last_error = models.CharField(_("laatste fout"), max_length=80, blank=True)

    class Meta:
        verbose_name = _("e-mail")
        verbose_name_plural = _("uitgaande berichten")
        ordering: ClassVar = ["-created_at"]
        indexes: ClassVar = [
            models.Index(
                fields=["next_attempt_at"],
                condition=models.Q(state__in=["queued", "sending"]),
                name="core_outbox_due",
            )
        ]

    def __str__(self) -> str:
        return f"{self.subject} → {self.to}"


class MailTemplate(models.Model):
    """The municipality's own words for a kind of mail in one language; without a row the product's own hold."""

    kind = models.CharField(_("soort"), max_length=80, editable=False)
    language = models.CharField(_("taal"), max_length=5, editable=False)
    subject = models.CharField(_("onderwerp"), max_length=150)
    body = models.TextField(_("tekst"), max_length=10_000)
    remarks = models.TextField(_("opmerkingen"), max_length=1_000, blank=True)
    changed_at = models.DateTimeField(_("gewijzigd op"), auto_now=True)
    changed_by = models.CharField(_("gewijzigd door"), max_length=36, blank=True, editable=False)
    """The UUID of a colleague; empty when it came with a release that was put back, or a file."""

    class Meta:
        verbose_name = _("tekst van een e-mail")
        verbose_name_plural = _("teksten van e-mails")
        ordering: ClassVar = ["kind", "language"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "language"], name="core_mailtemplate_once"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} ({self.language})"
