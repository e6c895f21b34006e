"""Say in plain Dutch why a picture is refused, and what of a drawing was left out."""

import enum
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from themes.refusing import RefusedFileError


class Reason(enum.StrEnum):
    """Why a picture is not taken."""

    EMPTY = "empty"
    TOO_LARGE = "too large"
    UNKNOWN_KIND = "unknown kind"
    NOT_READABLE = "not readable"
    DECLARATIONS = "declarations"
    NOT_A_DRAWING = "not a drawing"
    TOO_BUSY = "too busy"
    TOO_DEEP = "too deep"
    GOES_ROUND = "goes round"
    NO_SIZE = "no size"
    ODD_SHAPE = "odd shape"
    NOTHING_DRAWN = "nothing drawn"
    TOO_MANY_PIXELS = "too many pixels"
    TOO_FEW_PIXELS = "too few pixels"


SENTENCES: Final[Mapping[enum.StrEnum, Promise]] = {
    Reason.EMPTY: _("Dit bestand is leeg."),
    Reason.TOO_LARGE: _("Dit bestand is te groot. Een SVG mag 64 kB zijn, een andere afbeelding 4 MB."),
    Reason.UNKNOWN_KIND: _("Dit is geen afbeelding die wij kennen. Gebruik een SVG, PNG, JPEG of WebP."),
    Reason.NOT_READABLE: _("Dit bestand is beschadigd: wij kunnen het niet lezen. Bewaar het opnieuw."),
    Reason.DECLARATIONS: _(
        "In deze SVG staan eigen afspraken (DTD of entiteiten). Die kunnen gevaarlijk zijn."
    ),
    Reason.NOT_A_DRAWING: _("Dit is geen SVG-tekening: het bestand begint niet met een svg-element."),
    Reason.TOO_BUSY: _(
        "Deze tekening heeft te veel onderdelen. Vraag de ontwerper om een eenvoudiger bestand."
    ),
    Reason.TOO_DEEP: _("Deze tekening heeft te veel lagen in elkaar. Vraag om een eenvoudiger bestand."),
    Reason.GOES_ROUND: _(
        "Een onderdeel van deze tekening verwijst naar zichzelf. Dat kunnen wij niet tonen."
    ),
    Reason.NO_SIZE: _("Deze tekening zegt niet hoe groot zij is. Er moet een viewBox in staan."),
    Reason.ODD_SHAPE: _("Deze afbeelding is veel te breed of veel te hoog: meer dan acht keer."),
    Reason.NOTHING_DRAWN: _(
        "In deze tekening staat niets dat wij mogen tonen. Zet tekst en foto’s om in vormen."
    ),
    Reason.TOO_MANY_PIXELS: _(
        "Deze afbeelding heeft te veel beeldpunten. Maak haar kleiner: hooguit 4.000 bij 4.000."
    ),
    Reason.TOO_FEW_PIXELS: _(
        "Deze afbeelding is te klein om scherp te tonen: ten minste 32 bij 32 beeldpunten."
    ),
}


class RefusedError(RefusedFileError):
    """Refuse a picture."""

    SENTENCES = SENTENCES


class Part(enum.StrEnum):
    """What is left out of a drawing."""

    SCRIPT = "script"
    HANDLER = "handler"
    LINK = "link"
    EXTERNAL = "external"
    FOREIGN = "foreign"
    PICTURE = "picture"
    TEXT = "text"
    EFFECT = "effect"
    MOTION = "motion"
    STYLE = "style"
    UNREADABLE = "unreadable"
    UNKNOWN = "unknown"


LEFT_OUT: Final[Mapping[Part, Promise]] = {
    Part.SCRIPT: _("Een script: een tekening mag niets uitvoeren."),
    Part.HANDLER: _("Een opdracht bij klikken of laden: een tekening mag niets uitvoeren."),
    Part.LINK: _("Een link: de vorm blijft, de link niet."),
    Part.EXTERNAL: _("Een verwijzing naar iets buiten het bestand: dat zou bezoekers kunnen volgen."),
    Part.FOREIGN: _("Een stuk van een webpagina: dat hoort niet in een tekening."),
    Part.PICTURE: _("Een foto in de tekening. Zet haar om in vormen, of lever een PNG."),
    Part.TEXT: _("Tekst met een lettertype. Zet de letters om in vormen (contouren)."),
    Part.EFFECT: _("Een effect zoals schaduw, patroon of filter."),
    Part.MOTION: _("Beweging: een logo staat stil."),
    Part.STYLE: _("Een stijlregel die wij niet kennen."),
    Part.UNREADABLE: _("Een vorm of waarde die niet te lezen is."),
    Part.UNKNOWN: _("Een onderdeel dat niet in een logo hoort."),
}
VISIBLE: Final = frozenset({Part.PICTURE, Part.TEXT, Part.EFFECT, Part.FOREIGN, Part.UNREADABLE})
"""What people can see to be missing: whoever uploads it has to look."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A kind of part that did not come along, and how often."""

    part: Part
    times: int

    @property
    def sentence(self) -> str:
        """Say it in the reader's language."""
        return str(LEFT_OUT[self.part])

    @property
    def is_visible(self) -> bool:
        """Tell whether the drawing may look otherwise for it."""
        return self.part in VISIBLE
