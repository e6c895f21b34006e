"""Put other colours into a theme that is published, as its own stylesheet has it: for who may adjust it a little.

What is given goes before what the theme says, what follows from it follows, and what cannot be read then is repaired.
Only the slots of `identity` can be given. A pure function of a stylesheet and of colours.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from themes import contrast, derive, emit, identity, repair, slots
from themes.importing import typed
from themes.slots import Kind
from themes.types import Asset
from themes.values import Colour, Value

DECLARED: Final = re.compile(r"--p-([a-z0-9-]+):(#[0-9a-f]{6}|#[0-9a-f]{3})(?=[;}])")
NAME: Final = "eigen-{}.css"
FOLLOW: Final = {
    "nav-bg": "header-bg",
    "nav-fg": "header-fg",
    "btn-border": "btn-bg",
    "btn-hover-fg": "btn-fg",
}
"""Slots that follow another as long as the theme gives both the same colour."""


@dataclass(frozen=True, slots=True)
class Adjusted:
    """A theme with other colours, which can be read."""

    asset: Asset
    colours: Mapping[str, str]
    """By slot, as hex."""
    changes: tuple[repair.Change, ...]
    """What was repaired of what was given, and of what stands on it."""


def colours(sheet: bytes) -> dict[str, str]:
    """Read the colours out of a theme's own stylesheet, by slot, as hex."""
    return {name: value.hex for name, value in _values(sheet).items() if isinstance(value, Colour)}


def parse(text: str) -> str | None:
    """Read a colour in any notation of CSS, as hex; None for anything else."""
    found = typed.colour(text.strip(), repair.WHITE) if len(text) <= 60 else None
    return found.hex if found else None


def adjust(sheet: bytes, given: Mapping[str, str]) -> Adjusted:
    """Give a theme other colours.

    :param given: hex by slot.
    :raises ValueError: for a slot that is not a part of the identity, or no colour.
    """
    if strange := given.keys() - identity.SLOTS.keys():
        raise ValueError(f"These are no part of the identity: {', '.join(sorted(strange))}.")
    base = _values(sheet)
    wanted = {name: Colour(text) for name, text in given.items()}
    values, changes = repair.repair({**base, **_following(base, wanted), **wanted})
    if failed := contrast.check(values):
        raise emit.UnreadableThemeError("; ".join(str(failure) for failure in failed))

    def written(found: re.Match[str]) -> str:
        return f"--p-{found[1]}:{contrast.colour(values, found[1]).css}" if found[1] in values else found[0]

    content = DECLARED.sub(written, sheet.decode()).encode()
    hexes = {name: value.hex for name, value in values.items() if isinstance(value, Colour)}
    return Adjusted(emit.asset(content, NAME), hexes, changes)


def _values(sheet: bytes) -> dict[str, Value]:
    found: dict[str, Value] = {}
    for name, text in DECLARED.findall(sheet.decode()):
        if name in slots.SLOTS and slots.SLOTS[name].kind is Kind.COLOUR:
            found[name] = typed.colour(text, repair.WHITE) or derive.NEUTRAL
    return found


def _following(base: Mapping[str, Value], wanted: Mapping[str, Colour]) -> dict[str, Value]:
    found: dict[str, Value] = {
        name: wanted[leader]
        for name, leader in FOLLOW.items()
        if leader in wanted and base[name] == base[leader]
    }
    if "btn-bg" in wanted:
        found["btn-hover-bg"] = derive.mix(wanted["btn-bg"], repair.INK, 0.22)
    if "link" in wanted:
        found["link-hover"] = derive.mix(wanted["link"], contrast.colour(base, "fg"), 0.45)
    return found
