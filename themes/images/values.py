"""The kinds of value that an attribute of a drawing can have, and how each is read.

Each is made from parsed parts; `drawings` writes it from those parts. No text of a file gets through.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal

from coloraide import Color

NUMBER: Final = r"[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d{1,3})?"
LENGTH: Final = re.compile(rf"({NUMBER})(px|pt|pc|mm|cm|in|%)?")
NUMBERS: Final = re.compile(rf"\s*,?\s*({NUMBER})")
SEPARATORS: Final = re.compile(r"[\s,]*")
STEP: Final = re.compile(r"[\s,]*(matrix|translate|scale|rotate|skewX|skewY)\s*\(([^()]{0,300})\)")
REFERENCE: Final = re.compile(r"url\(\s*[\"']?#([^\s\"'()]{1,100})[\"']?\s*\)\s*([^\s].{0,60})?")
HEX: Final = re.compile(r"#(?:[0-9a-f]{6}|[0-9a-f]{8})")
PIXELS: Final = {"": 1.0, "px": 1.0, "pt": 4 / 3, "pc": 16.0, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0}
ARGUMENTS: Final = {
    "matrix": {6},
    "translate": {1, 2},
    "scale": {1, 2},
    "rotate": {1, 3},
    "skewX": {1},
    "skewY": {1},
}
MOST_STEPS: Final = 16
FARTHEST: Final = 1_000_000.0


class UnreadableError(ValueError):
    """Refuse a value that is not of its kind."""


class ElsewhereError(UnreadableError):
    """Refuse a reference to anything outside the drawing."""


@dataclass(frozen=True, slots=True)
class Amount:
    """A number in the units of the drawing, or a percentage."""

    number: float
    unit: Literal["", "%"] = ""


@dataclass(frozen=True, slots=True)
class Amounts:
    """A row of numbers."""

    numbers: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Word:
    """One of the words that an attribute knows."""

    word: str


@dataclass(frozen=True, slots=True)
class Tint:
    """A colour, possibly with transparency."""

    hex: str


@dataclass(frozen=True, slots=True)
class Reference:
    """Another part of the same drawing; between `url()` or not."""

    target: str
    in_function: bool
    fallback: Tint | Word | None = None


@dataclass(frozen=True, slots=True)
class Steps:
    """A transformation: functions with their numbers, one after another."""

    steps: tuple[tuple[str, tuple[float, ...]], ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """The segments of a path: a letter with its numbers."""

    segments: tuple[tuple[str, tuple[float, ...]], ...]


type Value = Amount | Amounts | Word | Tint | Reference | Steps | Outline
type Read = Callable[[str], Value]


def number(text: str) -> float:
    """Read a number within the bounds of any sensible drawing.

    :raises UnreadableError: for anything else.
    """
    amount = float(text)
    if not -FARTHEST <= amount <= FARTHEST:
        raise UnreadableError
    return amount


def amount(text: str) -> Amount:
    """Read a length; physical units become those of the drawing."""
    found = LENGTH.fullmatch(text.strip())
    if not found:
        raise UnreadableError
    unit = found[2] or ""
    if unit == "%":
        return Amount(number(found[1]), "%")
    return Amount(number(found[1]) * PIXELS[unit])


def size(text: str) -> Amount:
    """Read a length that cannot be negative."""
    found = amount(text)
    if found.number < 0:
        raise UnreadableError
    return found


def share(text: str) -> Amount:
    """Read a part of one, such as how opaque something is."""
    found = amount(text)
    part = found.number / 100 if found.unit else found.number
    return Amount(min(max(part, 0.0), 1.0))


def row(text: str) -> tuple[float, ...]:
    """Read numbers with commas or spaces between them."""
    numbers: list[float] = []
    position = 0
    while found := NUMBERS.match(text, position):
        numbers.append(number(found[1]))
        position = found.end()
    if text[position:].strip():
        raise UnreadableError
    return tuple(numbers)


def points(text: str) -> Amounts:
    """Read the corners of a polygon."""
    numbers = row(text)
    return Amounts(numbers[: len(numbers) // 2 * 2])


def dashes(text: str) -> Value:
    """Read the dashes of a line."""
    if text.strip() == "none":
        return Word("none")
    numbers = row(text.replace("px", ""))
    if len(numbers) > 64 or any(each < 0 for each in numbers):
        raise UnreadableError
    return Amounts(numbers)


def box(text: str) -> Amounts:
    """Read a viewBox."""
    numbers = row(text)
    if len(numbers) != 4 or numbers[2] <= 0 or numbers[3] <= 0:
        raise UnreadableError
    return Amounts(numbers)


def words(*known: str) -> Read:
    """Make a reader of some words."""

    def read(text: str) -> Word:
        found = text.strip()
        if found not in known:
            raise UnreadableError
        return Word(known[known.index(found)])

    return read


def tint(text: str) -> Tint | Word:
    """Read a colour."""
    text = text.strip()
    if text in {"none", "transparent"}:
        return Word("none")
    if text.lower() == "currentcolor":
        return Word("currentColor")
    if len(text) > 64:
        raise UnreadableError
    try:
        found = Color(text.lower()).convert("srgb").fit(method="clip").to_string(hex=True)
    except (ValueError, OverflowError):
        raise UnreadableError from None
    if not HEX.fullmatch(found):
        raise UnreadableError
    return Tint(found)


def paint(text: str) -> Value:
    """Read a colour, or a gradient of the same drawing."""
    if "url" not in text.lower():
        return tint(text)
    found = REFERENCE.fullmatch(text.strip())
    if not found:
        raise ElsewhereError
    return Reference(found[1], in_function=True, fallback=tint(found[2]) if found[2] else None)


def local(text: str) -> Value:
    """Read a reference to a clip path or a mask."""
    if text.strip() == "none":
        return Word("none")
    found = REFERENCE.fullmatch(text.strip())
    if not found or found[2]:
        raise ElsewhereError
    return Reference(found[1], in_function=True)


def target(text: str) -> Reference:
    """Read what `href` points at."""
    text = text.strip()
    if not re.fullmatch(r"#[^\s\"'()]{1,100}", text):
        raise ElsewhereError
    return Reference(text[1:], in_function=False)


def steps(text: str) -> Steps:
    """Read a transformation."""
    found: list[tuple[str, tuple[float, ...]]] = []
    position = 0
    while step := STEP.match(text, position):
        numbers = row(step[2])
        if len(numbers) not in ARGUMENTS[step[1]] or len(found) >= MOST_STEPS:
            raise UnreadableError
        found.append((step[1], numbers))
        position = step.end()
    if not SEPARATORS.fullmatch(text, position) or not found:
        raise UnreadableError
    return Steps(tuple(found))
