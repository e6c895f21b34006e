"""Why somebody is not told of something: each reason by a word of ours, and in words for functional managers."""

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _


class Why(models.TextChoices):
    """Reasons, in the order in which they are looked at."""

    FEATURE_OFF = "feature off", _("Mijn zaken staat uit voor deze gemeente.")
    TAKEN_AWAY = "taken away", _("Dit is in het zaaksysteem weggehaald.")
    COMES_WITH_STATUS = (
        "comes with status",
        _("Over een resultaat gaat geen eigen bericht. Het bericht gaat over de laatste status."),
    )
    KIND_UNKNOWN = (
        "kind unknown",
        _(
            "Dit zaaktype was hier niet bekend. Het wordt nu opgehaald. Kies daarna bij de meldingen Opnieuw verwerken."
        ),
    )
    KIND_SILENT = "kind silent", _("Bij dit zaaktype staan berichten uit.")
    CASE_GONE = "case gone", _("Het zaaksysteem laat deze zaak niet zien, of de zaak is er niet meer.")
    INTERNAL = "internal", _("Dit zaaktype is voor intern gebruik. Inwoners zien deze zaken niet.")
    CONFIDENTIAL = (
        "confidential",
        _("De zaak is vertrouwelijker dan bij Mijn zaken is ingesteld. De inwoner ziet deze zaak niet."),
    )
    WITHOUT_STATUS = "without status", _("De zaak heeft nog geen status. De inwoner ziet deze zaak nog niet.")
    STATUS_GONE = "status gone", _("Deze status staat niet meer bij de zaak.")
    STEP_UNKNOWN = "step unknown", _("Deze status hoort bij een stap die hier niet bekend is.")
    FIRST_STATUS = "first status", _("Dit is de eerste status. Daarover gaat nooit een bericht.")
    CATALOGUE_SILENT = (
        "catalogue silent",
        _(
            "Volgens het zaaksysteem hoeft de inwoner van deze status geen bericht te krijgen (informeren staat uit)."
        ),
    )
    STEP_SILENT = "step silent", _("Bij deze status staat het bericht uit.")
    DOCUMENT_GONE = "document gone", _("Het document is er niet meer, of hoort bij een andere zaak.")
    DOCUMENT_UNKNOWN = "document unknown", _("Dit soort document is hier niet bekend.")
    DOCUMENT_SILENT = "document silent", _("Bij dit soort document staat het bericht uit.")
    DOCUMENT_UNFINISHED = "document unfinished", _("Het document was nog niet definitief.")
    DOCUMENT_CONFIDENTIAL = (
        "document confidential",
        _("Het document is vertrouwelijker dan bij Mijn zaken is ingesteld. De inwoner ziet het niet."),
    )
    NOBODY = "nobody", _("Bij de zaak staat geen inwoner en geen bedrijf.")
    NOT_INITIATOR = "not initiator", _("Heeft een andere rol dan aanvrager of mede-aanvrager.")
    NO_NUMBER = "no number", _("In het zaaksysteem staat geen nummer waaraan wij een account herkennen.")
    RSIN_ALONE = (
        "rsin alone",
        _("In het zaaksysteem staat alleen een RSIN, en dat zoeken wij hier niet op in het Handelsregister."),
    )
    NO_ACCOUNT = "no account", _("Heeft op deze website geen account, of kwam lang niet meer langs.")
    CLOSED = "closed", _("Het account is gesloten.")
    MAIL_OFF = "mail off", _("De gemeente stuurt geen e-mail over zaken. Dat staat zo bij Mijn profiel.")
    NO_PAGE = "no page", _("De pagina Mijn zaken staat niet op de website. Een link kan nergens naartoe.")
    OPTED_OUT = "opted out", _("Wil geen e-mail over zaken.")
    NO_ADDRESS = "no address", _("Heeft geen bevestigd e-mailadres.")
    TOO_SOON = (
        "too soon",
        _(
            "Kreeg kort daarvoor al zo'n e-mail over deze zaak. Het gaat in één e-mail mee met wat daarna komt."
        ),
    )
    NOT_DELIVERED = "not delivered", _("De e-mail is niet bezorgd.")
    NO_LETTER = (
        "no letter",
        _(
            "Voor zo'n bericht stuurt de gemeente geen brief. Dat staat zo bij Mijn zaken. Het staat op de website."
        ),
    )
    ARRIVED = "arrived", _("De e-mail is later toch bezorgd.")


TEMPORARY: Final = frozenset({Why.KIND_UNKNOWN, Why.DOCUMENT_UNFINISHED, Why.TOO_SOON})
"""What may be otherwise a little later, with nobody setting anything."""
