"""What a text is made of, once it was read."""

import enum
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Literal:
    """Words that stand there."""

    text: str


@dataclass(frozen=True, slots=True)
class Value:
    """A place where a value comes."""

    name: str


@dataclass(frozen=True, slots=True)
class Target:
    """Where a link leads: an address that stands there, or a value."""

    url: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Span:
    """Words and values that look alike and lead to the same place."""

    pieces: tuple[Literal | Value, ...]
    target: Target | None = None
    is_bold: bool = False


type Line = tuple[Span, ...]


class Kind(enum.StrEnum):
    """What a block is."""

    HEADING = "heading"
    SUBHEADING = "subheading"
    PARAGRAPH = "paragraph"
    BULLETS = "bullets"
    NUMBERS = "numbers"
    BUTTON = "button"


@dataclass(frozen=True, slots=True)
class Block:
    """Lines of a paragraph, points of a list, or one line that stands alone."""

    kind: Kind
    lines: tuple[Line, ...]
