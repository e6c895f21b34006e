"""Tell operators once that files cannot be examined, and once that they can again (fault F59)."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tenants.alerts import operations as alerts

from . import operations
from .types import NotExaminedError, Why

SUBJECT: Final = "virus-scanner"
CAUSES: Final[Mapping[Why, str | Promise]] = {
    Why.NO_SCANNER: gettext_lazy("CLAMD_ADDRESS wijst geen virusscanner aan."),
    Why.UNREACHABLE: gettext_lazy("De virusscanner is niet bereikbaar."),
    Why.TOO_SLOW: gettext_lazy("De virusscanner geeft niet op tijd antwoord."),
    Why.TOO_LARGE: gettext_lazy("De virusscanner neemt geen bestanden aan die zo groot zijn."),
    Why.ODD_ANSWER: gettext_lazy("Het antwoord van de virusscanner is niet te begrijpen."),
    Why.OLD_DEFINITIONS: gettext_lazy("De virusscanner kent al een week geen nieuwe virussen meer."),
}


def look() -> None:
    """Ask the scanner how it is, and begin or end the alert about it."""
    try:
        operations.look()
    except NotExaminedError as error:
        alerts.begin(
            subject=SUBJECT,
            kind="virus scanner",
            title=_("bestanden kunnen niet worden nagekeken"),
            text=_("%(cause)s Zolang dat zo is, kan niemand een bestand insturen.")
            % {"cause": CAUSES[error.why]},
        )
    else:
        alerts.end(
            subject=SUBJECT,
            title=_("bestanden worden weer nagekeken"),
            text=_("De virusscanner doet het weer."),
        )
