"""The settings of a municipality, split by concern (architecture P7): one row each in its own schema."""

from typing import ClassVar

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from .mail.models import OutboxMessage, OutboxState

__all__ = ["ContactDetails", "OneRow", "OutboxMessage", "OutboxState", "Texts"]

PHONE = RegexValidator(
    r"^\+?[0-9][0-9 ]{2,18}$", _("Vul een telefoonnummer in, met alleen cijfers en spaties.")
)


class OneRow(models.Model):
    """Settings: there is one row, with key 1; where it is missing, the defaults hold."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)

    class Meta:
        abstract = True
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(id=1), name="%(app_label)s_%(class)s_one_row"),
        ]

    def __str__(self) -> str:
        return str(self._meta.verbose_name)


class Texts(OneRow):
    """What the municipality says of itself, and on its start page, in its own words."""

    class Level(models.TextChoices):
        """How urgent an announcement is."""

        INFO = "info", _("mededeling")
        WARNING = "warning", _("waarschuwing")

    tagline = models.CharField(_("slogan"), max_length=120, blank=True)
    tagline_en = models.CharField(_("slogan in het Engels"), max_length=120, blank=True)
    welcome = models.TextField(_("welkomsttekst"), max_length=600, blank=True)
    welcome_en = models.TextField(_("welkomsttekst in het Engels"), max_length=600, blank=True)
    announcement = models.TextField(_("mededeling"), max_length=600, blank=True)
    announcement_en = models.TextField(_("mededeling in het Engels"), max_length=600, blank=True)
    announcement_level = models.CharField(
        _("soort mededeling"), max_length=10, choices=Level.choices, default=Level.INFO
    )

    class Meta(OneRow.Meta):
        verbose_name = _("slogan, welkom en mededeling")
        verbose_name_plural = _("slogan, welkom en mededeling")


class ContactDetails(OneRow):
    """Where and when the municipality can be reached."""

    phone = models.CharField(_("telefoonnummer"), max_length=20, blank=True, validators=[PHONE])
    email = models.EmailField(_("e-mailadres"), blank=True)
    intro = models.TextField(_("inleiding"), max_length=600, blank=True)
    intro_en = models.TextField(_("inleiding in het Engels"), max_length=600, blank=True)
    hours = models.TextField(
        _("openingstijden"),
        blank=True,
        help_text=_("Zet elke dag op een eigen regel, bijvoorbeeld: maandag: 9.00 - 17.00 uur"),
    )
    hours_en = models.TextField(_("openingstijden in het Engels"), blank=True)
    place_name = models.CharField(_("naam van het gebouw"), max_length=80, blank=True)
    street = models.CharField(_("straat en huisnummer"), max_length=120, blank=True)
    postcode = models.CharField(_("postcode"), max_length=7, blank=True)
    city = models.CharField(_("plaats"), max_length=80, blank=True)

    class Meta(OneRow.Meta):
        verbose_name = _("contact en openingstijden")
        verbose_name_plural = _("contact en openingstijden")
