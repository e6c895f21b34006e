"""What comes in the places: one line of words each, or a text, and never more of it than fits."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from . import addresses
from .tree import Line, Literal, Span, Value

LONGEST: Final = 300
LONGEST_TEXT: Final = 5_000
"""Characters of somebody's own text."""
EMPTY_LINES: Final = re.compile(r"\n{3,}")
UNSEEN: Final = re.compile(r"[\x00-\x20\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+")
"""Also what turns the direction of reading around."""


@dataclass(frozen=True, slots=True)
class Values:
    """Values by name, and which of them are addresses; whoever prints it sees no value."""

    words: Mapping[str, str]
    links: frozenset[str]
    own: str
    """The address of the municipality's start page."""
    longs: frozenset[str] = frozenset()
    """Which are texts of several lines."""

    def __repr__(self) -> str:
        return "Values(…)"

    def shown(self, name: str) -> str:
        """Answer a value as words."""
        if name in self.longs:
            return self._long(self.words.get(name, ""))
        longest = addresses.LONGEST if name in self.links else LONGEST
        return UNSEEN.sub(" ", self.words.get(name, ""))[:longest].strip()

    def _long(self, told: str) -> str:
        lines = [UNSEEN.sub(" ", line).strip() for line in told.splitlines()]
        return EMPTY_LINES.sub("\n\n", "\n".join(lines))[:LONGEST_TEXT].strip()

    def text(self, pieces: tuple[Literal | Value, ...]) -> str:
        """Put values between words, as plain text."""
        return "".join(
            piece.text if isinstance(piece, Literal) else self.shown(piece.name) for piece in pieces
        )

    def address(self, span: Span) -> str:
        """Answer where a span leads; empty when nowhere. A value that is an address leads there by itself."""
        if span.target:
            given = self.shown(span.target.name) if span.target.name else span.target.url
            return addresses.full(given, self.own)
        first = span.pieces[0]
        if isinstance(first, Value) and first.name in self.links:
            return addresses.full(self.shown(first.name), self.own)
        return ""

    def line(self, line: Line) -> str:
        """Write a line as plain text, with where links lead behind them."""
        return "".join(self._span(span) for span in line)

    def _span(self, span: Span) -> str:
        words, address = self.text(span.pieces), self.address(span)
        return f"{words} ({address})" if address and span.target else words
