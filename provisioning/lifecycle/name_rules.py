"""What a municipality may be called: a name in plain letters that is not mistaken for another's."""

import re
import unicodedata
from collections.abc import Iterable

from django.utils.translation import gettext as _

from . import lookalikes, reserved

SHORTEST, LONGEST = 2, 60
NAME = re.compile(r"['’]?[^\W\d_](?:[^\W\d_]|[ '’().,-])*")
_LENGTHS = {"shortest": SHORTEST, "longest": LONGEST}


def refusals(name: str, taken: Iterable[str]) -> list[str]:
    """List what is wrong with a name; nothing when it may be had."""
    if not name:
        return [_("Vul de naam van de gemeente in.")]
    if has_controls(name):
        return [_("In de naam staat een onzichtbaar teken. Typ de naam opnieuw, zonder te plakken.")]
    reasons = []
    if not SHORTEST <= len(name) <= LONGEST:
        reasons.append(_("Kies een naam van %(shortest)d tot en met %(longest)d tekens.") % _LENGTHS)
    if not lookalikes.is_plain(name):
        reasons.append(
            _("In de naam staat een letter uit een ander schrift. Gebruik letters van a tot en met z.")
        )
    elif not NAME.fullmatch(name):
        reasons.append(
            _("Gebruik in de naam alleen letters, spaties, streepjes, apostrofs, komma's, punten en haakjes.")
        )
    elif reserved.is_reserved(name):
        reasons.append(
            _("De naam “%(name)s” is van het platform zelf. Kies een andere naam.") % {"name": name}
        )
    return reasons + _taken(name, taken)


def has_controls(text: str) -> bool:
    """Tell whether a text holds what nobody sees: a character that steers, or is none."""
    return any(unicodedata.category(character).startswith("C") for character in text)


def _taken(name: str, taken: Iterable[str]) -> list[str]:
    wanted = lookalikes.skeleton(name)
    for other in taken:
        if other.casefold() == name.casefold():
            return [_("Er is al een gemeente “%(other)s”. Kies een andere naam.") % {"other": other}]
        if wanted and lookalikes.skeleton(other) == wanted:
            return [
                _("Deze naam lijkt te veel op “%(other)s”. Kies een naam die anders is.") % {"other": other}
            ]
    return []
