"""By which doors people come in at this municipality (architecture P7: the settings of signing in)."""

import uuid
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from integrations.identities import Level
from portal.accounts import staffing

LEVELS = [
    (Level.BASIS.value, _("Basis")),
    (Level.MIDDEN.value, _("Midden")),
    (Level.SUBSTANTIEEL.value, _("Substantieel")),
    (Level.HOOG.value, _("Hoog")),
]


class DoorKind(models.TextChoices):
    """Who comes in by it, with what."""

    DIGID = "digid", "DigiD"
    EHERKENNING = "eherkenning", "eHerkenning"
    EIDAS = "eidas", _("Europees inlogmiddel (eIDAS)")
    PASSWORD = "password", _("E-mailadres en wachtwoord")
    ORGANISATION = "organisation", _("Inloggen van de organisatie")


class Protocol(models.TextChoices):
    """What is spoken with the identity provider."""

    NONE = "", _("geen: wij vragen het zelf")
    SAML = "saml", _("SAML, rechtstreeks of via een makelaar")
    OPENID = "openid", _("OpenID Connect, via een makelaar of een eigen inlogdienst")


class Door(models.Model):
    """One way to sign in at this municipality, and what is asked there."""

    uuid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(_("naam in adressen"), max_length=30, unique=True)
    kind = models.CharField(_("soort"), max_length=14, choices=DoorKind.choices)
    protocol = models.CharField(_("techniek"), max_length=8, choices=Protocol.choices, blank=True, default="")
    connection = models.CharField(_("koppeling"), max_length=81, blank=True, default="")
    """The connection as other rooms name it (`digid`, `openid.staf`); empty where nobody else is asked."""
    is_on = models.BooleanField(_("staat open"), default=False)
    position = models.PositiveSmallIntegerField(_("volgorde"), default=0)
    minimum_level = models.PositiveSmallIntegerField(
        _("betrouwbaarheidsniveau"), choices=LEVELS, default=Level.MIDDEN.value
    )
    options = models.JSONField(
        _("instellingen"), default=dict, blank=True, db_default=models.Value({}, models.JSONField())
    )
    """What the protocol asks besides: entity id, service index, names of claims. No secrets."""
    label = models.CharField(_("tekst op de knop"), max_length=60, blank=True)
    label_en = models.CharField(_("tekst op de knop in het Engels"), max_length=60, blank=True)
    cancelled = models.TextField(_("tekst als iemand zelf stopt"), max_length=600, blank=True)
    cancelled_en = models.TextField(_("die tekst in het Engels"), max_length=600, blank=True)
    failed = models.TextField(_("tekst als inloggen niet lukt"), max_length=600, blank=True)
    failed_en = models.TextField(_("die tekst in het Engels"), max_length=600, blank=True)

    class Meta:
        ordering: ClassVar = ["position", "slug"]
        verbose_name = _("manier van inloggen")
        verbose_name_plural = _("manieren van inloggen")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(minimum_level__in=[level for level, _name in LEVELS]),
                name="accounts_door_level_exists",
            ),
        ]

    def __str__(self) -> str:
        return self.slug

    @property
    def is_for_colleagues(self) -> bool:
        """Tell whether who works for the municipality comes in by it, and nobody else: it stands on no public page."""
        return self.kind == DoorKind.ORGANISATION and not staffing.is_for_all(self.options)

    def clean(self) -> None:
        """Refuse what cannot be: above all, a door for everybody that gives rights to staff (requirement P-018).

        :raises ValidationError: with a text for whoever set it.
        """
        super().clean()
        if self.kind != DoorKind.ORGANISATION:
            return
        if self.protocol != Protocol.OPENID:
            raise ValidationError({"protocol": _("De organisatie logt in met OpenID Connect.")})
        try:
            staffing.read(self.options)
        except ValueError as error:
            raise ValidationError(str(error)) from None
