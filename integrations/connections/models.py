"""A municipality's connection, in its own schema."""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.utils import timezone

from tenants.fields import EncryptedTextField, sealed

from .types import CLIENT_ID, Authentication, Standing, State, Window, reference_of

SEALED = ("secret", "former_secret", "certificate_key", "next_key", "former_key", "pending_key")
"""Columns that hold ciphertext or nothing."""


class Connection(models.Model):
    """Address and secrets of one system, whether it is used, and what its last test found.

    The key is known before the row is (`types.row_of`): what is encrypted elsewhere is bound to it.
    """

    uuid = models.UUIDField(primary_key=True, editable=False)
    system = models.CharField(max_length=40)
    slug = models.SlugField(max_length=40, blank=True, default="", db_default="", db_index=False)
    """Tells connections with systems of one kind apart; the first of its kind has none."""
    name = models.CharField(max_length=100, blank=True, default="", db_default="")
    """As people here call it; empty where the catalogue's name will do."""
    address = models.CharField(max_length=500)
    authentication = models.CharField(
        max_length=20,
        choices=[(a.value, a.value) for a in Authentication],
        default=Authentication.ZGW.value,
        db_default=Authentication.ZGW.value,
    )
    client_id = models.CharField(max_length=100, blank=True, default=CLIENT_ID)
    header = models.CharField(max_length=80, blank=True, default="", db_default="")
    scheme = models.CharField(max_length=20, blank=True, default="", db_default="")
    token_address = models.CharField(max_length=500, blank=True, default="", db_default="")
    scope = models.CharField(max_length=200, blank=True, default="", db_default="")
    secret = EncryptedTextField(blank=True)
    fingerprint = models.CharField(max_length=16, blank=True)
    former_secret = EncryptedTextField(blank=True, default="", db_default="")
    former_fingerprint = models.CharField(max_length=16, blank=True, default="", db_default="")
    former_until = models.DateTimeField(null=True, blank=True)
    """When the former secret is forgotten; None where somebody will say so."""
    certificate = models.TextField(blank=True, default="", db_default="")
    """PEM: ours, and those above it."""
    certificate_key = EncryptedTextField(blank=True, default="", db_default="")
    certificate_until = models.DateTimeField(null=True, blank=True)
    next_certificate = models.TextField(blank=True, default="", db_default="")
    """PEM: the one that follows, beside the one in use."""
    next_key = EncryptedTextField(blank=True, default="", db_default="")
    next_from = models.DateTimeField(null=True, blank=True)
    """When it becomes the one in use; None where it does when a test with it goes well."""
    next_finding = models.CharField(max_length=40, blank=True, default="", db_default="")
    """What the last test found with it."""
    former_certificate = models.TextField(blank=True, default="", db_default="")
    """PEM: the one before, shown where the other side refuses the one in use, until somebody drops it."""
    former_key = EncryptedTextField(blank=True, default="", db_default="")
    pending_request = models.TextField(blank=True, default="", db_default="")
    """PEM of a certificate request whose certificate has not come yet."""
    pending_key = EncryptedTextField(blank=True, default="", db_default="")
    trusted = models.TextField(blank=True, default="", db_default="")
    profile = models.CharField(max_length=40, blank=True, default="", db_default="")
    switches = models.JSONField(blank=True, default=dict, db_default=models.Value({}, models.JSONField()))
    limits = models.JSONField(blank=True, default=dict, db_default=models.Value({}, models.JSONField()))
    is_on = models.BooleanField(default=True, db_default=True)
    off_because = models.CharField(max_length=200, blank=True, default="", db_default="")
    maintenance_from = models.DateTimeField(null=True, blank=True)
    maintenance_until = models.DateTimeField(null=True, blank=True)
    maintenance_note = models.CharField(max_length=200, blank=True, default="", db_default="")
    changed_at = models.DateTimeField(default=timezone.now)
    changed_by = models.CharField(max_length=120)
    state = models.CharField(
        max_length=20, choices=[(s.value, s.value) for s in State], default=State.UNTESTED.value
    )
    finding = models.CharField(max_length=40, blank=True)
    checked_at = models.DateTimeField(null=True, blank=True)
    steps = models.JSONField(blank=True, default=list, db_default=models.Value([], models.JSONField()))
    version = models.CharField(max_length=40, blank=True, default="", db_default="")
    found = models.JSONField(blank=True, default=dict, db_default=models.Value({}, models.JSONField()))
    """Capabilities that the last test looked for, and whether they are there."""

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["system", "slug"], name="connections_once"),
            *(
                models.CheckConstraint(
                    condition=sealed(or_empty=(column,)),
                    name=f"connections_{column}_is_sealed",
                )
                for column in SEALED
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        """Name it as other rooms do."""
        return reference_of(self.system, self.slug)

    @property
    def window(self) -> Window | None:
        """Answer when the other side is being worked on."""
        if self.maintenance_from is None or self.maintenance_until is None:
            return None
        return Window(self.maintenance_from, self.maintenance_until)

    def is_next_due(self, now: datetime) -> bool:
        """Tell whether the next certificate is the one in use by now, whether the row says so already or not."""
        return bool(self.next_certificate) and self.next_from is not None and self.next_from <= now

    def standing(self, now: datetime) -> Standing:
        """Tell whether it is used."""
        if not self.is_on:
            return Standing.OFF
        if self.window and self.window.covers(now):
            return Standing.MAINTENANCE
        return Standing.ON if self.is_complete else Standing.UNFINISHED

    @property
    def is_complete(self) -> bool:
        """Tell whether what its authentication needs is there."""
        match self.authentication:
            case Authentication.NONE:
                return True
            case Authentication.SIGNED_SOAP:
                return bool(self.certificate_key)
            case _:
                return bool(self.secret)
