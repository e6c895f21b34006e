"""What holds for all cases of a municipality."""

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _

from integrations.zgw.types import Confidentiality
from integrations.zgw.types.options import CompanyBy
from portal.core.models import OneRow

LEVELS: Final = [
    (Confidentiality.PUBLIC.value, _("openbaar")),
    (Confidentiality.LIMITED_PUBLIC.value, _("beperkt openbaar")),
    (Confidentiality.INTERNAL.value, _("intern")),
    (Confidentiality.CASE_CONFIDENTIAL.value, _("zaakvertrouwelijk")),
    (Confidentiality.CONFIDENTIAL.value, _("vertrouwelijk")),
    (Confidentiality.RESTRICTED.value, _("confidentieel")),
    (Confidentiality.SECRET.value, _("geheim")),
    (Confidentiality.TOP_SECRET.value, _("zeer geheim")),
]
STRICTEST: Final = Confidentiality.PUBLIC.value
COMPANIES: Final = [
    (CompanyBy.RSIN.value, _("RSIN")),
    (CompanyBy.KVK_AS_RSIN.value, _("KvK-nummer op de plaats van het RSIN")),
    (CompanyBy.KVK.value, _("KvK-nummer")),
]


class ByLetter(models.TextChoices):
    """Of which news somebody gets a letter whom no mail reaches."""

    NEVER = "never", _("nooit")
    ACTION = "action", _("als diegene iets moet doen")
    ALWAYS = "always", _("altijd")


class CaseSettings(OneRow):
    """What people read above their cases, what they are called, which may be seen and by whom, and who answers."""

    intro = models.TextField(_("inleiding"), max_length=600, blank=True)
    intro_en = models.TextField(_("die tekst in het Engels"), max_length=600, blank=True)
    is_titled_by_case = models.BooleanField(
        _("omschrijving van de zaak als titel"),
        default=False,
        help_text=_("Anders staat er hoe het type zaak heet."),
    )
    has_filter = models.BooleanField(_("kiezen tussen lopend en afgerond"), default=True)
    max_confidentiality = models.PositiveSmallIntegerField(
        _("hoogste vertrouwelijkheid van zaken"), choices=LEVELS, default=STRICTEST
    )
    max_document_confidentiality = models.PositiveSmallIntegerField(
        _("hoogste vertrouwelijkheid van documenten"), choices=LEVELS, default=STRICTEST
    )
    shows_without_status = models.BooleanField(_("ook zaken zonder status"), default=False)
    company_by = models.CharField(
        _("waaraan bedrijven worden herkend"),
        max_length=20,
        choices=COMPANIES,
        blank=True,
        help_text=_("Leeg: zoals dat bij het zaaksysteem past."),
    )

    interested_may_look = models.BooleanField(
        _("ook belanghebbenden zien de zaak"),
        default=False,
        db_default=False,
        help_text=_(
            "Een zaak ziet wie haar zelf of samen met een ander heeft aangevraagd. Zet dit alleen aan als ook een "
            "belanghebbende, zoals een buur, alles van de zaak mag zien: stappen, resultaat en documenten."
        ),
    )
    contacts_may_look = models.BooleanField(
        _("ook contactpersonen zien de zaak"),
        default=False,
        db_default=False,
        help_text=_("Dat is wie in het zaaksysteem als klantcontacter bij de zaak staat."),
    )
    advisers_may_look = models.BooleanField(
        _("ook adviseurs zien de zaak"),
        default=False,
        db_default=False,
        help_text=_("Dat is wie in het zaaksysteem als adviseur bij de zaak staat, zoals een architect."),
    )
    questions_to = models.EmailField(
        _("e-mailadres voor vragen over zaken"),
        blank=True,
        default="",
        db_default="",
        help_text=_(
            "Hierheen gaat een vraag die iemand bij een zaak stelt. Bij welke zaken dat kan, stelt u in bij het "
            "zaaktype. Leeg: bij geen enkele zaak."
        ),
    )
    tells_silent_steps = models.BooleanField(
        _("ook bericht bij statussen waarvan het zaaksysteem zegt dat het niet hoeft"),
        default=False,
        db_default=False,
        help_text=_("Wat u bij een zaaktype en een status hebt ingesteld, geldt dan."),
    )

    by_letter = models.CharField(
        _("brief als e-mail over een zaak niet aankomt"),
        max_length=6,
        choices=ByLetter,
        default=ByLetter.ACTION,
        db_default=ByLetter.ACTION,
        help_text=_(
            "Iemand heeft geen bevestigd e-mailadres, of een e-mail is niet bezorgd. Bij Zaaktypen, Per brief, ziet u "
            "dan welk bericht een brief moet worden. Op de website staat het altijd."
        ),
    )

    class Meta(OneRow.Meta):
        default_permissions = ("view", "change")
        verbose_name = _("mijn zaken")
        verbose_name_plural = _("mijn zaken")
