"""Write a value out of JSON in the words of CSS.

Tools write the same length as `16`, `"16px"` or `{"value": 16, "unit": "px"}`, and a colour as text or as a
colour space with components. Here all become one text, still unproven: what it is worth is found out when a
slot asks for it.
"""

import re
from collections.abc import Iterator
from typing import Final

from themes.importing import limits, names
from themes.importing.documents import Json, Odd
from themes.types import Reason

PIXELS: Final = frozenset(
    [
        "dimension",
        "fontSize",
        "fontSizes",
        "spacing",
        "sizing",
        "borderRadius",
        "borderWidth",
        "letterSpacing",
    ]
)
UNUSED: Final = frozenset({"boxShadow", "shadow", "gradient", "transition", "strokeStyle"})
"""What no slot holds."""
FAMILIES: Final = frozenset({"fontFamily", "fontFamilies"})
SPACES: Final = frozenset(
    ["srgb", "srgb-linear", "display-p3", "a98-rgb", "prophoto-rgb", "rec2020", "xyz", "xyz-d50", "xyz-d65"]
)
FUNCTIONS: Final = frozenset({"lab", "lch", "oklab", "oklch"})
PERCENTAGES: Final = frozenset({"hsl", "hwb"})
UNITS: Final = frozenset({"px", "rem", "em", "%"})
NUMBER: Final = re.compile(r"-?\d+(?:\.\d+)?")
FORBIDDEN: Final = re.compile(
    r"[;{}<>\\]|url\s*\(|(?:image|image-set|expression|attr|env|src)\s*\(|@|javascript:|/\*|<!--|-->",
    re.IGNORECASE,
)
IMPORTANT: Final = re.compile(r"\s*!\s*important\s*$", re.IGNORECASE)


class UnusableError(ValueError):
    """Say why a value is not used."""

    def __init__(self, reason: Reason, detail: str = "") -> None:
        super().__init__(reason)
        self.reason, self.detail = reason, detail


def spell(value: Json, kind: str) -> Iterator[tuple[str, str]]:
    """Yield the value under the ending of its name: "" for a plain value, "font-size" for a part of a composite.

    :raises UnusableError: when it cannot be used.
    """
    if kind in UNUSED:
        return
    match value:
        case dict() if "colorSpace" in value:
            yield "", _colour(value)
        case dict() if value.keys() >= {"value", "unit"}:
            yield "", _dimension(value)
        case dict() if "$ref" in value:
            yield "", _pointer(value["$ref"])
        case dict():
            for key, part in value.items():
                if isinstance(part, str | int | float | Odd):
                    yield names.kebab([key]), _plain(part, key)
        case list() if kind in FAMILIES:
            yield "", check(", ".join(_family(each) for each in value))
        case str() | int() | float() | Odd() if not isinstance(value, bool):
            yield "", _plain(value, kind)
        case _:
            # Shadows, curves and the like: no slot holds them.
            return


def check(text: str) -> str:
    """Pass a text on that could be a value.

    :raises UnusableError: for one that is too long, or that means more than a value.
    """
    if len(text) > limits.VALUE_CHARACTERS:
        raise UnusableError(Reason.TOO_LONG, str(limits.VALUE_CHARACTERS))
    if found := FORBIDDEN.search(text):
        raise UnusableError(Reason.FORBIDDEN, found[0])
    return text


def _plain(value: str | float | Odd, kind: str) -> str:
    if not isinstance(value, str):
        number = _number(value)
        return f"{number}px" if kind in PIXELS and number != "0" else number
    if len(value) > limits.VALUE_CHARACTERS:
        raise UnusableError(Reason.TOO_LONG, str(limits.VALUE_CHARACTERS))
    written = names.references(IMPORTANT.sub("", value.strip()))
    if kind in PIXELS and NUMBER.fullmatch(written) and float(written):
        written += "px"
    return check(written)


def _number(value: Json) -> str:
    if isinstance(value, Odd) or not isinstance(value, int | float) or abs(value) > limits.NUMBER:
        raise UnusableError(Reason.NUMBER, value.text if isinstance(value, Odd) else str(value)[:20])
    return f"{value:.6f}".rstrip("0").rstrip(".")


def _dimension(value: dict[str, Json]) -> str:
    unit = value["unit"]
    if not isinstance(unit, str) or unit not in UNITS:
        raise UnusableError(Reason.UNSUPPORTED, str(unit))
    return f"{_number(value['value'])}{unit}"


def _colour(value: dict[str, Json]) -> str:
    space, parts, alpha = value["colorSpace"], value.get("components"), value.get("alpha", 1)
    if not isinstance(parts, list) or len(parts) != len("rgb"):
        raise UnusableError(Reason.UNREADABLE, "components")
    if not isinstance(space, str):
        raise UnusableError(Reason.UNSUPPORTED, str(space))
    words = [part if part == "none" else _number(part) for part in parts]
    if space in PERCENTAGES:
        hue, *shares = words
        words = [str(hue), *(f"{share}%" for share in shares)]
    elif space not in SPACES | FUNCTIONS:
        raise UnusableError(Reason.UNSUPPORTED, str(space))
    inside = f"{' '.join(map(str, words))} / {_number(alpha)}"
    return f"color({space} {inside})" if space in SPACES else f"{space}({inside})"


def _pointer(pointer: Json) -> str:
    """Follow a JSON pointer to another token of the same file (DTCG 2025.10)."""
    if not isinstance(pointer, str) or not pointer.startswith("#/"):
        raise UnusableError(Reason.FORBIDDEN, str(pointer)[:40])
    steps = [
        step.replace("~1", "/").replace("~0", "~") for step in pointer[2:].removesuffix("/$value").split("/")
    ]
    if "$value" in steps:
        raise UnusableError(Reason.UNSUPPORTED, pointer)
    return f"var(--{names.kebab(step for step in steps if step != '$root')})"


def _family(value: Json) -> str:
    return names.references(value.strip()) if isinstance(value, str) else ""
