"""Settings of Mijn profiel and of questions to the BRP, and how often somebody was sent a link."""

from typing import ClassVar, Final

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from integrations.identities import Level
from portal.accounts.models import User
from portal.accounts.models.doors import LEVELS
from portal.core.models import OneRow

LONGEST: Final = 242
"""Characters of a processing, and of a purpose: the BRP refuses more (I-140)."""
OIN = RegexValidator(r"^[0-9]{20}$", _("Een OIN is een nummer van 20 cijfers."))
DATA_LEVELS: Final = [(Level.NONE.value, _("zoals bij het inloggen")), *LEVELS]
PRINTABLE = RegexValidator(
    r"^[!-~]([ -~]*[!-~])?$", _("Gebruik gewone letters, cijfers en leestekens, zonder accenten.")
)


def validate_processing(text: str) -> None:
    """Refuse more than one `@`: behind it stands the one activity that it is part of.

    :raises ValidationError: when there are more.
    """
    if text.count("@") > 1:
        raise ValidationError(_("Gebruik ten hoogste één @."))


class ProfileSettings(OneRow):
    """What stands on Mijn profiel, what must be filled in, and what there is to hear of."""

    show_data = models.BooleanField(_("pagina met gegevens uit de BRP"), default=True)
    data_level = models.PositiveSmallIntegerField(
        _("hoe zeker bij die pagina"),
        choices=DATA_LEVELS,
        default=Level.NONE.value,
        db_default=Level.NONE.value,
        help_text=_("Wie minder zeker inlogde, laat dat eerst opnieuw zien."),
    )
    show_interests = models.BooleanField(_("interesses"), default=True)
    show_notifications = models.BooleanField(_("voorkeuren voor e-mail"), default=True)
    registration_text = models.TextField(
        _("tekst bij het aanvullen van gegevens"), max_length=600, blank=True
    )
    registration_text_en = models.TextField(_("die tekst in het Engels"), max_length=600, blank=True)
    email_verification_required = models.BooleanField(
        _("e-mailadres moet zijn bevestigd"),
        default=False,
        help_text=_("Wie het adres niet heeft bevestigd, kan niet verder."),
    )
    notify_cases = models.BooleanField(_("e-mail over zaken"), default=True)
    notify_messages = models.BooleanField(_("e-mail over berichten"), default=True)
    notify_plans = models.BooleanField(_("e-mail over samenwerken"), default=True)
    channel_choice = models.BooleanField(_("inwoners kiezen tussen digitaal en post"), default=False)

    class Meta(OneRow.Meta):
        default_permissions = ("view", "change")
        verbose_name = _("mijn profiel")
        verbose_name_plural = _("mijn profiel")


class BrpSettings(OneRow):
    """On which ground this municipality asks the BRP: it wants to be told, and writes it down (P-057)."""

    origin_oin = models.CharField(_("OIN van de gemeente"), max_length=20, blank=True, validators=[OIN])
    recipient_oin = models.CharField(
        _("OIN van de afnemer"),
        max_length=20,
        blank=True,
        validators=[OIN],
        help_text=_("Alleen als de gateway erom vraagt."),
    )
    purpose = models.CharField(_("doelbinding"), max_length=LONGEST, blank=True, validators=[PRINTABLE])
    processing = models.CharField(
        _("verwerking"),
        max_length=LONGEST,
        blank=True,
        validators=[PRINTABLE, validate_processing],
        help_text=_("Zoals in het register van verwerkingen; een activiteit mag achter één @ staan."),
    )

    class Meta(OneRow.Meta):
        default_permissions = ("view", "change")
        verbose_name = _("vragen aan de BRP")
        verbose_name_plural = _("vragen aan de BRP")


class Verification(models.Model):
    """How often somebody was sent a link to confirm an address: there is a limit, whatever the address."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, primary_key=True, related_name="+")
    sent_at = models.DateTimeField(default=timezone.now)
    hour_began_at = models.DateTimeField(default=timezone.now)
    sent_this_hour = models.PositiveSmallIntegerField(default=0)

    class Meta:
        default_permissions: ClassVar = ()

    def __str__(self) -> str:
        return str(self.user_id)
