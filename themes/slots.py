"""The semantic slots: all that a theme can say, and all that the stylesheet reads.

A slot has a kind, and for lengths and weights the bounds within which the stylesheet stays whole. Slots are
the same for each colour scheme; a theme that publishes a dark scheme later fills them a second time.
"""

import enum
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from themes.values import Colour, Font, Length, Value, Weight


class Kind(enum.StrEnum):
    """What a slot holds."""

    COLOUR = "colour"
    LENGTH = "length"
    WEIGHT = "weight"
    FONT = "font"


class Scheme(enum.StrEnum):
    """For which preference of the reader a set of values is meant."""

    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, slots=True)
class Slot:
    """One thing that a theme decides; bounds are in rem for a length and in steps for a weight."""

    name: str
    kind: Kind = Kind.COLOUR
    least: float = 0
    most: float = 0


type Values = Mapping[str, Value]

TEXT_SIZE: Final = "-size"
_COLOURS: Final = """
    page-bg fg fg-muted surface card-bg border h-fg link link-hover focus focus-bg focus-fg
    btn-bg btn-fg btn-border btn-hover-bg btn-hover-fg
    btn2-bg btn2-fg btn2-border btn2-hover-bg btn2-hover-fg
    input-bg input-fg input-border invalid error-fg
    header-bg header-fg nav-bg nav-fg hero-bg hero-fg footer-bg footer-fg mark
    step-done-bg step-done-fg step-now-bg step-now-fg th-bg th-fg accent-bg accent-fg
    info-bg info-fg info-border ok-bg ok-fg ok-border
    warn-bg warn-fg warn-border err-bg err-fg err-border
"""
_OTHERS: Final = (
    Slot("font", Kind.FONT),
    Slot("h-font", Kind.FONT),
    Slot("h-weight", Kind.WEIGHT, 300, 900),
    Slot("btn-weight", Kind.WEIGHT, 400, 800),
    Slot("h1-size", Kind.LENGTH, 1.75, 3.25),
    Slot("h2-size", Kind.LENGTH, 1.375, 2.25),
    Slot("h3-size", Kind.LENGTH, 1.125, 1.625),
    Slot("h4-size", Kind.LENGTH, 1, 1.375),
    Slot("radius", Kind.LENGTH, 0, 1.5),
    Slot("btn-radius", Kind.LENGTH, 0, 2),
    Slot("input-radius", Kind.LENGTH, 0, 0.75),
    Slot("input-width", Kind.LENGTH, 0.0625, 0.1875),
)
SLOTS: Final[dict[str, Slot]] = {
    slot.name: slot for slot in (*(Slot(name) for name in _COLOURS.split()), *_OTHERS)
}


def parse(name: str, text: str | int) -> Value:
    """Read a value for a slot, and bring it within the slot's bounds.

    :raises ValueError: for an unknown slot, or a value of another kind.
    """
    slot = SLOTS.get(name)
    if slot is None:
        raise ValueError(f"There is no slot {name!r}.")
    match slot.kind:
        case Kind.COLOUR:
            return Colour(str(text).lower())
        case Kind.LENGTH:
            return clamp(slot, Length.parse(str(text)))
        case Kind.WEIGHT:
            return Weight(round(min(max(Weight(int(text)).amount, slot.least), slot.most)))
        case Kind.FONT:
            return Font(str(text))


def plain(values: Values) -> dict[str, str]:
    """Write values so that they can be stored as JSON; `parse` reads each of them again."""
    return {name: _plain(value) for name, value in values.items()}


def _plain(value: Value) -> str:
    match value:
        case Colour():
            return value.hex
        case Font():
            return value.key
        case Length() | Weight():
            return value.css


def clamp(slot: Slot, length: Length) -> Length:
    """Keep a length as it was written when it lies within the bounds, else take the bound.

    A size of text is written in rem: it then grows with what a reader has set in the browser.
    """
    if slot.name.endswith(TEXT_SIZE) and length.unit == "px":
        length = Length(round(length.rem, 4))
    if slot.least <= length.rem <= slot.most:
        return length
    return Length(min(max(length.rem, slot.least), slot.most))
