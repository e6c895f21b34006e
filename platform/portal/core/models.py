"""The settings of a municipality, split by concern (architecture P7): one row each in its own schema."""

from typing import ClassVar, Final

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator, validate_email
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from themes.kept import KeptFile

from .mail.models import MailTemplate, OutboxMessage, OutboxState

__all__ = [
    "Adjustable",
    "AdjustedSheet",
    "Adjustment",
    "ContactDetails",
    "MailReports",
    "MailTemplate",
    "OneRow",
    "OutboxMessage",
    "OutboxState",
    "OwnLogo",
    "Texts",
]
MOST_ADDRESSES: Final = 10
HEX = RegexValidator(r"^#[0-9a-f]{6}$", _("Schrijf een kleur als #0a5a9c."))
LOGO = RegexValidator(r"^[0-9a-f]{12}\.(svg|png)\Z", _("Dit is geen logo van een gemeente. Laat het weg."))

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


def check_addresses(text: str) -> None:
    """Refuse a line that is no e-mail address, and more lines than ten."""
    lines = text.split()
    if len(lines) > MOST_ADDRESSES:
        raise ValidationError(_("Vul ten hoogste tien adressen in."))
    for line in lines:
        validate_email(line)


class MailReports(OneRow):
    """Who hears when mails could not be delivered."""

    failed_to = models.TextField(
        _("wie bericht krijgt als e-mails niet aankomen"),
        max_length=2_000,
        blank=True,
        validators=[check_addresses],
        help_text=_("Zet elk e-mailadres op een eigen regel. Zonder adres sturen wij geen bericht."),
    )

    class Meta(OneRow.Meta):
        default_permissions = ("view", "change")
        verbose_name = _("bericht over mislukte e-mails")
        verbose_name_plural = _("bericht over mislukte e-mails")


class Adjustable(OneRow):
    """Which parts of the house style administrators of the municipality may adjust; operators say so."""

    header = models.BooleanField(_("bovenbalk"), default=False)
    hero = models.BooleanField(_("opening van de voorpagina"), default=False)
    footer = models.BooleanField(_("voet van de pagina"), default=False)
    mark = models.BooleanField(_("accentkleur"), default=False)
    button = models.BooleanField(_("knop"), default=False)
    link = models.BooleanField(_("links"), default=False)
    logo = models.BooleanField(_("logo"), default=False, db_default=False)

    class Meta(OneRow.Meta):
        default_permissions = ()
        verbose_name = _("wat de gemeente zelf mag aanpassen aan de huisstijl")
        verbose_name_plural = _("wat de gemeente zelf mag aanpassen aan de huisstijl")


class Adjustment(OneRow):
    """What administrators chose instead of what the house style says; empty: as the house style has it."""

    header_bg = models.CharField(_("bovenbalk: achtergrond"), max_length=7, blank=True, validators=[HEX])
    header_fg = models.CharField(_("bovenbalk: tekst"), max_length=7, blank=True, validators=[HEX])
    hero_bg = models.CharField(_("opening: achtergrond"), max_length=7, blank=True, validators=[HEX])
    hero_fg = models.CharField(_("opening: tekst"), max_length=7, blank=True, validators=[HEX])
    footer_bg = models.CharField(_("voet: achtergrond"), max_length=7, blank=True, validators=[HEX])
    footer_fg = models.CharField(_("voet: tekst"), max_length=7, blank=True, validators=[HEX])
    mark = models.CharField(_("accentkleur"), max_length=7, blank=True, validators=[HEX])
    btn_bg = models.CharField(_("knop: achtergrond"), max_length=7, blank=True, validators=[HEX])
    btn_fg = models.CharField(_("knop: tekst"), max_length=7, blank=True, validators=[HEX])
    link = models.CharField(_("links"), max_length=7, blank=True, validators=[HEX])
    logo = models.CharField(
        _("logo"), max_length=16, blank=True, default="", db_default="", validators=[LOGO]
    )
    """The name of an `OwnLogo`; of one that is not there (a copy of another's configuration) nothing is worn."""

    class Meta(OneRow.Meta):
        default_permissions = ("view", "change")
        verbose_name = _("huisstijl")
        verbose_name_plural = _("huisstijl")


class AdjustedSheet(KeptFile):
    """A stylesheet as it was served after an adjustment."""

    class Meta(KeptFile.Meta):
        pass


class OwnLogo(models.Model):
    """A logo that an administrator brought, made anew. Once it was worn it stays: an older release may ask for it."""

    name = models.CharField(max_length=16, primary_key=True)
    """A hash of all its pictures, and the kind of the first: `0123456789ab.svg`."""
    content = models.BinaryField()
    icon = models.BinaryField()
    touch_icon = models.BinaryField()
    card = models.BinaryField()
    statement = models.JSONField(default=dict, blank=True)
    """By which right it is used, as `licences.Statement.as_data` writes it; of one that was only looked at, nothing."""
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    published_at = models.DateTimeField(null=True, blank=True)
    """When it was worn for the first time."""

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.name
