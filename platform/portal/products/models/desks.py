"""Where people go, and whom they call."""

import uuid
from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.products import validators
from portal.products.models.texts import DUTCH, Named
from portal.products.types import Text


class Reachable(models.Model):
    """Something with a telephone number and an e-mail address."""

    phone = models.CharField(_("telefoonnummer"), max_length=20, blank=True, validators=[validators.phone])
    email = models.EmailField(_("e-mailadres"), blank=True)
    hours = models.TextField(
        _("openingstijden"),
        blank=True,
        help_text=_("Zet elke dag op een eigen regel, bijvoorbeeld: maandag: 9.00 - 17.00 uur"),
    )

    class Meta:
        abstract = True

    @property
    def phone_link(self) -> str:
        """Answer the number as a `tel:` link takes it."""
        return "".join(sign for sign in self.phone if sign in "+0123456789")

    @property
    def opening_hours(self) -> list[tuple[str, str]]:
        """List days with their hours."""
        lines = (line.partition(":") for line in self.hours.splitlines() if line.strip())
        return [(days.strip(), hours.strip()) for days, _colon, hours in lines]

    @property
    def hours_lang(self) -> str:
        """Name the language of the hours where that is not the page's."""
        return Text(self.hours, DUTCH).other


class Location(Reachable, Named):
    """A place where visitors can come: a town hall, a desk."""

    MARKDOWN = ("description",)

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("naam"), max_length=100)
    street = models.CharField(_("straat en huisnummer"), max_length=120, blank=True)
    postcode = models.CharField(_("postcode"), max_length=7, blank=True, validators=[validators.postcode])
    city = models.CharField(_("plaats"), max_length=80, blank=True)
    latitude = models.DecimalField(
        _("breedtegraad"),
        max_digits=8,
        decimal_places=5,
        null=True,
        blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
    )
    longitude = models.DecimalField(
        _("lengtegraad"),
        max_digits=8,
        decimal_places=5,
        null=True,
        blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
    )
    description = models.TextField(
        _("uitleg"), blank=True, help_text=_("Bijvoorbeeld hoe u binnenkomt of parkeert.")
    )
    description_en = models.TextField(_("uitleg in het Engels"), blank=True)

    class Meta:
        verbose_name = _("locatie")
        verbose_name_plural = _("locaties")
        ordering: ClassVar = ["sort_name"]

    def __str__(self) -> str:
        return self.name

    @property
    def address(self) -> list[str]:
        """List the lines of the address."""
        lines = (self.street, f"{self.postcode} {self.city}".strip())
        return [line for line in lines if line]


class Contact(Reachable, Named):
    """A team that answers questions about products."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("naam van het team"), max_length=100)
    name_en = models.CharField(_("naam in het Engels"), max_length=100, blank=True)

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacten")
        ordering: ClassVar = ["sort_name"]

    def __str__(self) -> str:
        return self.name
