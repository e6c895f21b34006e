"""Why an item waits or was given up, in plain Dutch, for the functional manager."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from integrations.errors import Reason

from .types import Own

REASONS: Final[Mapping[str, Promise]] = {
    Reason.NAME_UNKNOWN: _("Het adres van het andere systeem bestaat niet."),
    Reason.ADDRESS_REFUSED: _("Met dit adres mag geen verbinding worden gemaakt."),
    Reason.NOBODY_LISTENS: _("Het andere systeem is niet bereikbaar."),
    Reason.NOT_SECURE: _("Er kwam geen beveiligde verbinding tot stand."),
    Reason.TOO_SLOW: _("Het andere systeem gaf niet op tijd antwoord."),
    Reason.BROKEN_OFF: _("De verbinding werd afgebroken."),
    Reason.TOO_LARGE: _("Het antwoord van het andere systeem was te groot."),
    Reason.MALFORMED: _("Het antwoord van het andere systeem was niet te begrijpen."),
    Reason.REFUSED: _("Het andere systeem weigert de toegang."),
    Reason.THROTTLED: _("Het andere systeem vraagt om geduld."),
    Reason.HAS_TROUBLE: _("Het andere systeem heeft een storing."),
    Reason.RESTING: _("Het andere systeem had net een storing en krijgt even rust."),
    Reason.CROWDED: _("Het is druk: bezoekers gaan voor."),
    Reason.SWITCHED_OFF: _("De koppeling staat uit."),
    Reason.MAINTENANCE: _("Het andere systeem is in onderhoud."),
    Reason.SECRET_UNREADABLE: _("Het geheim van de koppeling is niet te lezen."),
    Own.NOT_CONFIGURED: _("Er is nog geen koppeling ingesteld."),
    Own.WORKER_DIED: _(
        "Het versturen stopte drie keer halverwege. Vraag de beheerder van het platform om hulp."
    ),
    Own.FEATURE_OFF: _("Het onderdeel staat uit."),
    Own.WAITS_FOR_EARLIER: _("Een eerder bericht over hetzelfde moet eerst klaar zijn."),
    Own.TAKEN_BACK: _("Ingetrokken door een medewerker."),
    Own.NOBODY_THERE: _("Het adres of de persoon voor wie het is, bestaat niet (meer)."),
    Own.UNREADABLE: _("De inhoud is niet meer te lezen."),
}


def reason(word: str) -> str:
    """Put a reason into words; a name that nobody has words for is shown as it is."""
    if not word:
        return ""
    return str(REASONS[word]) if word in REASONS else _t("Onverwachte fout (%(name)s).") % {"name": word}
