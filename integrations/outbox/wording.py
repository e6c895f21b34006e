"""Why an item waits or was given up, and what to do about it, in plain Dutch, for the functional manager."""

from collections.abc import Mapping
from typing import Final

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from integrations.errors import Reason

from .types import Explained, Kind, Own, State

OF_CONNECTION: Final = _("Vraag de beheerder van het platform de instellingen van de koppeling na te kijken.")
OF_SUPPLIER: Final = _("Vraag de leverancier van het andere systeem wat er mis is.")
ONCE_IT_WORKS: Final = _("Werkt het andere systeem weer? Kies dan Opnieuw versturen.")
AFTERWARDS: Final = _("Kies daarna Opnieuw versturen.")
REASONS: Final[Mapping[str, Explained]] = {
    Reason.NAME_UNKNOWN: Explained(_("Het adres van het andere systeem bestaat niet."), OF_CONNECTION),
    Reason.ADDRESS_REFUSED: Explained(_("Met dit adres mag geen verbinding worden gemaakt."), OF_CONNECTION),
    Reason.NOBODY_LISTENS: Explained(_("Het andere systeem is niet bereikbaar.")),
    Reason.NOT_SECURE: Explained(
        _("Er kwam geen beveiligde verbinding tot stand."),
        _("Vraag de leverancier van het andere systeem of het certificaat nog geldig is."),
    ),
    Reason.TOO_SLOW: Explained(_("Het andere systeem gaf niet op tijd antwoord.")),
    Reason.BROKEN_OFF: Explained(_("De verbinding werd afgebroken.")),
    Reason.TOO_LARGE: Explained(_("Het antwoord van het andere systeem was te groot."), OF_SUPPLIER),
    Reason.MALFORMED: Explained(_("Het antwoord van het andere systeem was niet te begrijpen."), OF_SUPPLIER),
    Reason.REFUSED: Explained(
        _("Het andere systeem weigert de toegang."),
        _("Vraag de beheerder van het platform of de gegevens om in te loggen nog kloppen."),
    ),
    Reason.THROTTLED: Explained(_("Het andere systeem vraagt om geduld.")),
    Reason.HAS_TROUBLE: Explained(_("Het andere systeem heeft een storing.")),
    Reason.RESTING: Explained(_("Het andere systeem had net een storing en krijgt even rust.")),
    Reason.CROWDED: Explained(_("Het is druk: bezoekers gaan voor.")),
    Reason.SWITCHED_OFF: Explained(
        _("De koppeling staat uit."),
        _("Moet zij aan? Vraag dat de beheerder van het platform. Wat wacht, gaat daarna vanzelf weg."),
    ),
    Reason.MAINTENANCE: Explained(_("Het andere systeem is in onderhoud.")),
    Reason.SECRET_UNREADABLE: Explained(
        _("Het geheim van de koppeling is niet te lezen."),
        _("Vraag de beheerder van het platform het opnieuw in te vullen."),
    ),
    Own.NOT_CONFIGURED: Explained(
        _("Er is nog geen koppeling ingesteld."),
        _("Vraag de beheerder van het platform om de koppeling. Wat wacht, gaat daarna vanzelf weg."),
    ),
    Own.WORKER_DIED: Explained(
        _("Het versturen stopte drie keer halverwege."),
        _("Vraag de beheerder van het platform om hulp."),
    ),
    Own.FEATURE_OFF: Explained(_("Het onderdeel staat uit.")),
    Own.WAITS_FOR_EARLIER: Explained(
        _("Een eerder bericht over hetzelfde moet eerst klaar zijn."),
        _("Is dat niet gelukt? Verstuur dat dan eerst opnieuw, of trek het in."),
    ),
    Own.TAKEN_BACK: Explained(_("Ingetrokken door een medewerker.")),
    Own.NOBODY_THERE: Explained(
        _("Het adres of de persoon voor wie het is, bestaat niet (meer)."),
        _("Zoek uit wat het goede adres is. Klopt het adres hier weer? Kies dan Opnieuw versturen."),
        is_last=True,
    ),
    Own.RETURNED: Explained(
        _("Het is later teruggekomen: de ontvanger heeft het niet gekregen."),
        _(
            "Opnieuw versturen kan niet, want de inhoud is al gewist. Bereik de ontvanger op een andere manier en kies "
            "Intrekken."
        ),
        is_last=True,
    ),
    Own.UNREADABLE: Explained(
        _("De inhoud is niet meer te lezen."), _("Vraag de beheerder van het platform om hulp.")
    ),
}
UNEXPECTED: Final = _("Vraag de beheerder van het platform om hulp, en noem deze fout.")
OWES: Final = (State.WAITING, State.DEAD)
"""About which somebody may have to do something."""


def reason(word: str, kind: Kind | None = None) -> str:
    """Put a reason into words; a name that nobody has words for is shown as it is."""
    if not word:
        return ""
    found = _found(word, kind)
    return str(found.why) if found else _t("Onverwachte fout (%(name)s).") % {"name": word}


def advice(word: str, state: State, kind: Kind | None = None) -> str:
    """Say what somebody does about it; nothing where it mends itself, or where there is nothing to do any more."""
    if not word or state not in OWES:
        return ""
    found = _found(word, kind) or Explained("", UNEXPECTED)
    if state is State.WAITING or found.is_last:
        return str(found.advice)
    return f"{found.advice} {AFTERWARDS}" if found.advice else str(ONCE_IT_WORKS)


def _found(word: str, kind: Kind | None) -> Explained | None:
    return (kind.reasons.get(word) if kind else None) or REASONS.get(word)
