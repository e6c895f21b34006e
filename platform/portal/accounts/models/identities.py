"""Who somebody is, as an identity provider said: the number is kept once, encrypted (architecture P5)."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tenants.fields import EncryptedTextField, sealed

from .users import User

MARK = 64
"""Hexadecimal digits of a keyed hash."""


class IdentityKind(models.TextChoices):
    """What kind of party signs in."""

    PERSON = "person", _("inwoner")
    """With a BSN, by DigiD."""
    EMPLOYEE = "employee", _("medewerker van een bedrijf")
    """By eHerkenning: a person at a company. Two people of one company are two accounts."""
    FOREIGN = "foreign", _("persoon of bedrijf met een Europees inlogmiddel")
    """By eIDAS, without a number that a Dutch register knows."""
    COLLEAGUE = "colleague", _("medewerker van de gemeente")
    """By the municipality's own identity provider."""


class LookupKey(models.Model):
    """The key under which this municipality hashes what identifies people, so that they are found again.

    It is encrypted like any secret, so that a change of the data key leaves the hashes as they are.
    """

    uuid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    purpose = models.CharField(max_length=20, unique=True)
    key = EncryptedTextField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.purpose


class CompanyNumber(models.Model):
    """That a company bears two numbers, as the Handelsregister told: keyed hashes of both, and neither number.

    By it news that names a company by its RSIN finds who came in by its number of the KVK. Nobody acts by it.
    """

    mark = models.CharField(max_length=MARK, primary_key=True)
    """Of the number of the KVK, as mandates have it."""
    rsin_mark = models.CharField(max_length=MARK, blank=True, default="")
    """Of its RSIN; empty for who has none."""
    told_at = models.DateTimeField(default=timezone.now)

    class Meta:
        default_permissions = ()
        indexes: ClassVar = [
            models.Index(fields=["rsin_mark"], name="accounts_company_by_rsin"),
            models.Index(fields=["told_at"], name="accounts_company_old"),
        ]

    def __str__(self) -> str:
        return str(self.told_at)


class Identity(models.Model):
    """Who an account belongs to. At one municipality there is one for each; elsewhere it is somebody else's."""

    uuid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="identity")
    kind = models.CharField(max_length=12, choices=IdentityKind.choices)
    mark = models.CharField(max_length=MARK, unique=True)
    """Keyed hash of what identifies them, with its kind and issuer (`queries.marks`)."""
    subject = EncryptedTextField()
    """The subject, as JSON."""
    issuer = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        default_permissions = ()
        constraints: ClassVar = [
            models.CheckConstraint(condition=sealed("subject"), name="accounts_identity_subject_is_sealed"),
        ]

    def __str__(self) -> str:
        return str(self.uuid)
