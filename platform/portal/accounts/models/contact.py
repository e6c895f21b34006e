"""How people can be reached, what they want to hear of, and what registers say of them."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from tenants.fields import EncryptedTextField, sealed

from .users import User


class Channel(models.TextChoices):
    """By which way somebody wants to hear of their cases (P-059)."""

    DIGITAL_AND_POST = "digital_and_post", _("Digitaal en per post")
    DIGITAL_ONLY = "digital_only", _("Alleen digitaal")


class Source(models.TextChoices):
    """Which register told of somebody."""

    BRP = "brp", _("Basisregistratie Personen")
    KVK = "kvk", _("Handelsregister")


class ContactData(models.Model):
    """How somebody can be reached, in their own words."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, primary_key=True, related_name="contact")
    email = models.EmailField(_("e-mailadres"), blank=True)
    verified_email = models.EmailField(_("bevestigd e-mailadres"), blank=True)
    """The address that was last confirmed; it counts while it is the one of now (P-042)."""
    verified_at = models.DateTimeField(null=True, blank=True)
    phone = models.CharField(_("telefoonnummer"), max_length=16, blank=True)
    """As +31612345678 (E.164)."""
    phone_verified_at = models.DateTimeField(null=True, blank=True)
    street = models.CharField(_("straat"), max_length=120, blank=True)
    house_number = models.CharField(_("huisnummer"), max_length=20, blank=True)
    postcode = models.CharField(_("postcode"), max_length=7, blank=True)
    city = models.CharField(_("plaats"), max_length=80, blank=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.user_id)

    @property
    def has_verified_email(self) -> bool:
        """Tell whether the address of now was confirmed."""
        return bool(self.email) and self.email == self.verified_email


class Preferences(models.Model):
    """What somebody wants to hear of (P-059)."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, primary_key=True, related_name="preferences")
    cases = models.BooleanField(_("mijn zaken"), default=True)
    messages = models.BooleanField(_("mijn berichten"), default=True)
    plans = models.BooleanField(_("samenwerken"), default=True)
    channel = models.CharField(
        _("hoe wij u bericht sturen"),
        max_length=20,
        choices=Channel.choices,
        default=Channel.DIGITAL_AND_POST,
    )
    is_confirmed = models.BooleanField(default=False)
    """Whether somebody has seen them once (P-041)."""

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.user_id)


class Registered(models.Model):
    """What a register said of somebody when it was last asked, and what came of the last question."""

    uuid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="registered")
    source = models.CharField(max_length=8, choices=Source.choices)
    details = EncryptedTextField(blank=True, default="", db_default="")
    """Names, address and numbers, as JSON; empty while the register has not told."""
    fetched_at = models.DateTimeField(null=True, blank=True)
    asked_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=20, blank=True)
    """Of the last question: a word of `integrations.outcomes`."""

    class Meta:
        default_permissions = ()
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=sealed(or_empty=("details",)), name="accounts_registered_is_sealed"
            ),
        ]

    def __str__(self) -> str:
        return str(self.uuid)
