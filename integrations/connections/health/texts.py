"""States and causes in plain Dutch."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from integrations.connections.explanations import EXPLANATIONS
from integrations.errors import Reason

from .types import Cause, State

STATES: Mapping[State, Promise] = {
    State.HEALTHY: _("Werkt"),
    State.DEGRADED: _("Werkt gedeeltelijk"),
    State.FAILING: _("Werkt niet"),
    State.MAINTENANCE: _("In onderhoud"),
    State.SWITCHED_OFF: _("Uitgezet"),
    State.NOT_CONFIGURED: _("Niet ingesteld"),
    State.UNKNOWN: _("Nog niet bekend"),
}
REASONS: Mapping[str, Promise] = {
    Reason.NAME_UNKNOWN: _("De naam van de server is niet te vinden."),
    Reason.ADDRESS_REFUSED: _("Met dit adres mag deze gemeente geen verbinding maken."),
    Reason.NOBODY_LISTENS: _("Er draait niets op dit adres."),
    Reason.NOT_SECURE: _("Er komt geen beveiligde verbinding tot stand: kijk naar het certificaat."),
    Reason.TOO_SLOW: _("Er komt niet op tijd antwoord."),
    Reason.BROKEN_OFF: _("De verbinding wordt afgebroken voordat er een antwoord is."),
    Reason.TOO_LARGE: _("De antwoorden zijn te groot."),
    Reason.MALFORMED: _("Er komen antwoorden die niet te lezen zijn."),
    Reason.REFUSED: _("Het andere systeem weigert de toegang: kijk naar het geheim of het certificaat."),
    Reason.THROTTLED: _("Het andere systeem vindt dat er te veel wordt gevraagd."),
    Reason.HAS_TROUBLE: _("Het andere systeem meldt zelf een storing."),
    Reason.SECRET_UNREADABLE: _("Het bewaarde geheim is niet te lezen. Vul het opnieuw in."),
    Cause.SLOW: _("De antwoorden komen langzaam."),
    Cause.CROWDED: _("Er zijn meer vragen tegelijk dan deze koppeling aankan."),
    Cause.FLAKY: _("Een deel van de vragen mislukt."),
    Cause.UNSEEN: _("Al een kwartier is niet na te kijken of het systeem ons nog meldingen stuurt."),
}


def cause(code: str) -> str:
    """Say a cause; the code itself where nobody has words for it."""
    if code in REASONS:
        return str(REASONS[code])
    explained = {finding.value: text for finding, text in EXPLANATIONS.items()}
    return str(explained.get(code, code))
