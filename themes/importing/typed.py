"""Make a slot's value out of the text of a token: a colour, a length, a weight or a font. Never the text itself."""

import re
from typing import Final

from coloraide import Color

from themes import fonts
from themes.importing import measures
from themes.slots import Kind, Slot, clamp
from themes.values import Colour, Font, Length, Value, Weight

HEX: Final = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE)
# What Tokens Studio writes: a hex colour with an alpha of its own.
HEX_WITH_ALPHA: Final = re.compile(r"rgba?\(\s*(#[0-9a-f]{3,6})\s*,\s*([\d.]{1,6})(%?)\s*\)", re.IGNORECASE)
MODIFIED: Final = re.compile(r"(lighten|darken|alpha)\((.+),\s*([\d.]{1,6})\)")
SAYS_NOTHING: Final = frozenset(
    {"", "transparent", "inherit", "initial", "unset", "none", "currentcolor", "revert", "auto", "normal"}
)
INVISIBLE: Final = 0.05
OPAQUE: Final = 0.999
WEIGHTS: Final = {
    "thin": 100, "hairline": 100, "extralight": 200, "ultralight": 200, "light": 300, "normal": 400, "regular": 400,
    "book": 400, "roman": 400, "medium": 500, "semibold": 600, "demibold": 600, "demi": 600, "bold": 700,
    "extrabold": 800, "ultrabold": 800, "black": 900, "heavy": 900, "lighter": 300, "bolder": 700,
}  # fmt: skip
"""The names that design tools give to weights, without spaces and hyphens."""
SERIFS: Final = frozenset({"serif", "ui-serif", "times", "times new roman"})


def value(slot: Slot, text: str, ground: Colour) -> Value | None:
    """Read what a token says as the kind of the slot; None when it is nothing of the kind."""
    match slot.kind:
        case Kind.COLOUR:
            return colour(text, ground)
        case Kind.LENGTH:
            found = length(text)
            return clamp(slot, found) if found else None
        case Kind.WEIGHT:
            return weight(slot, text)
        case Kind.FONT:
            return font(text)


def says_nothing(text: str) -> bool:
    """Tell whether a token leaves the choice to others: `inherit`, or a colour that nobody can see."""
    if text.lower() in SAYS_NOTHING:
        return True
    found = _color(text) if text.startswith(("#", "rgb", "hsl", "alpha")) else None
    return found is not None and found.alpha() < INVISIBLE


def colour(text: str, ground: Colour) -> Colour | None:
    """Read a colour in any notation of CSS; one that is half see-through as it looks on the ground."""
    if HEX.fullmatch(text):
        digits = text[1:].lower()
        return Colour(
            "#" + (digits if len(digits) == len("rrggbb") else "".join(2 * digit for digit in digits))
        )
    found = _color(text)
    if found is None:
        return None
    if (alpha := found.alpha()) < OPAQUE:
        found = ground.color.mix(found.set("alpha", 1), alpha, space="srgb")
    return Colour.of(found)


def _color(text: str) -> Color | None:
    if modified := MODIFIED.fullmatch(text):
        return _modified(*modified.groups())
    if written := HEX_WITH_ALPHA.fullmatch(text):
        share = float(written[2]) / (100 if written[3] else 1)
        return Color(written[1]).set("alpha", min(share, 1)) if HEX.fullmatch(written[1]) else None
    try:
        found = Color(text.strip())
    except ValueError:
        return None
    found = found.convert("srgb")
    # A component that is `none` counts as zero; one beyond all measure makes it no colour.
    found = found.normalize(nans=False)
    return found if all(abs(part) < 100 for part in found.coords(nans=False)) else None


def _modified(change: str, inner: str, amount: str) -> Color | None:
    """Do what Tokens Studio does to a colour."""
    found = _color(inner)
    try:
        share = min(float(amount), 1.0)
    except ValueError:
        return None
    if found is None:
        return None
    if change == "alpha":
        return found.set("alpha", share)
    return found.mix("white" if change == "lighten" else "black", share, space="oklab")


def length(text: str) -> Length | None:
    """Read a length; a bare number counts as pixels."""
    found = measures.work_out(text)
    if found is None or found.amount < 0:
        return None
    return Length(round(found.amount / 16, 4)) if found.is_rem else Length(round(found.amount, 4), "px")


def weight(slot: Slot, text: str) -> Weight | None:
    """Read a weight as a number or by its name, within the bounds of the slot."""
    name = re.sub(r"[\s\"'_-]", "", text).lower().removesuffix("italic")
    found = measures.work_out(text)
    amount = WEIGHTS.get(name, found.amount if found and not found.is_length else 0)
    if not 1 <= amount <= 1000:
        return None
    return Weight(round(min(max(amount, slot.least), slot.most)))


def font(text: str) -> Font | None:
    """Choose the stack that holds the first family we know, else one of the same character."""
    wanted = families(text)
    if not wanted:
        return None
    for family in wanted:
        for key, stack in fonts.STACKS.items():
            if family in {name.lower() for name in stack if name not in fonts.GENERIC}:
                return Font(key)
    return Font("serif" if SERIFS & set(wanted) else "system")


def families(text: str) -> list[str]:
    """List the families of a font, in small letters, without quotes."""
    return [name for part in text.split(",") if (name := part.strip().strip("\"'").strip().lower())]


def has_font(text: str) -> bool:
    """Tell whether the family that comes first is one that we have."""
    first = families(text)[:1]
    return bool(first) and (
        first[0] in fonts.GENERIC
        or any(first[0] == name.lower() for stack in fonts.STACKS.values() for name in stack)
    )
