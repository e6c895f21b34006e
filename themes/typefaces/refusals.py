"""Say in plain Dutch why a typeface is refused."""

import enum
from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from themes.refusing import RefusedFileError


class Reason(enum.StrEnum):
    """Why a typeface is not taken."""

    EMPTY = "empty"
    TOO_LARGE = "too large"
    UNKNOWN_KIND = "unknown kind"
    UNFOLDS = "unfolds"
    NOT_READABLE = "not readable"
    NO_LETTERS = "no letters"
    STILL_TOO_LARGE = "still too large"


SENTENCES: Final[Mapping[enum.StrEnum, Promise]] = {
    Reason.EMPTY: _("Dit bestand is leeg."),
    Reason.TOO_LARGE: _("Dit lettertype is te groot: hooguit 300 kB."),
    Reason.UNKNOWN_KIND: _("Dit is geen lettertype dat wij kennen. Gebruik WOFF2, TTF of OTF."),
    Reason.UNFOLDS: _("Dit lettertype wordt uitgepakt veel te groot."),
    Reason.NOT_READABLE: _("Dit lettertype is beschadigd: wij kunnen het niet lezen."),
    Reason.NO_LETTERS: _("In dit lettertype ontbreken gewone letters of cijfers."),
    Reason.STILL_TOO_LARGE: _(
        "Dit lettertype blijft te groot, ook met alleen de letters die nodig zijn: meer dan 40 kB."
    ),
}


class RefusedError(RefusedFileError):
    """Refuse a typeface."""

    SENTENCES = SENTENCES
