"""Work out the arithmetic that formats allow in a length: `16px * 1.5`, `calc(…)`, `clamp(…)`.

A tiny reader of its own: numbers with a unit, four operations, brackets, and three functions. Nothing of an
upload is ever evaluated as code.
"""

import re
from dataclasses import dataclass
from typing import Final

from themes.importing import limits

WORD: Final = re.compile(r"\s*(?:(\d*\.?\d+)(px|rem|em|%|pt|vw)?(?![\w.])|([a-z]+)(?=\()|([-+*/(),]))")
PIXELS: Final = {"px": 1.0, "pt": 4 / 3, "rem": 16.0, "em": 16.0}
"""How many pixels a unit is; em counts from the text of a paragraph."""
GROUPS: Final = frozenset({"calc", ""})
CHOICES: Final = {"min": min, "max": max}
CLAMP: Final = "clamp"


@dataclass(frozen=True, slots=True)
class Measure:
    """A number, in pixels when it is a length; `is_rem` tells how it was written."""

    amount: float
    is_length: bool
    is_rem: bool = False


class _UnreadableError(ValueError):
    """Stop: this is no arithmetic."""


def work_out(text: str) -> Measure | None:
    """Compute a length or a number; None for anything else."""
    try:
        reader = _Reader(_words(text.strip().lower()))
        result = reader.sum()
        reader.end()
    except (_UnreadableError, ZeroDivisionError, OverflowError, RecursionError):
        return None
    return result if abs(result.amount) <= limits.NUMBER else None


def _words(text: str) -> list[Measure | str]:
    words: list[Measure | str] = []
    end = 0
    while end < len(text):
        found = WORD.match(text, end)
        if not found:
            raise _UnreadableError
        end = found.end()
        number, unit, function, sign = found.groups()
        if number is not None:
            words.append(_measure(float(number), unit))
        else:
            words.append(function or sign)
    return words


def _measure(number: float, unit: str | None) -> Measure:
    if unit is None:
        return Measure(number, is_length=False)
    if unit == "vw":
        # A part that grows with the window: counted at its bounds by clamp() alone.
        return Measure(0, is_length=True)
    if unit == "%":
        return Measure(number / 100, is_length=False)
    return Measure(number * PIXELS[unit], is_length=True, is_rem=unit in {"rem", "em"})


class _Reader:
    """Read words from left to right, multiplication before addition."""

    def __init__(self, words: list[Measure | str]) -> None:
        self.words, self.at = words, 0

    def end(self) -> None:
        """Check that nothing is left."""
        if self.at != len(self.words):
            raise _UnreadableError

    def sum(self) -> Measure:
        """Read terms with + and - between them."""
        result = self._product()
        while self._next() in {"+", "-"}:
            sign = 1 if self._take() == "+" else -1
            other = self._product()
            if other.is_length != result.is_length and other.amount and result.amount:
                raise _UnreadableError
            result = Measure(
                result.amount + sign * other.amount,
                result.is_length or other.is_length,
                result.is_rem or other.is_rem,
            )
        return result

    def _product(self) -> Measure:
        result = self._single()
        while self._next() in {"*", "/"}:
            times = self._take() == "*"
            other = self._single()
            if other.is_length and (result.is_length or not times):
                raise _UnreadableError
            amount = result.amount * other.amount if times else result.amount / other.amount
            result = Measure(amount, result.is_length or other.is_length, result.is_rem or other.is_rem)
        return result

    def _single(self) -> Measure:
        word = self._take()
        if isinstance(word, Measure):
            return word
        if word == "-":
            inner = self._single()
            return Measure(-inner.amount, inner.is_length, inner.is_rem)
        name = "" if word == "(" else word
        if name:
            self._expect("(")
        inside = [self.sum()]
        while self._next() == ",":
            self._take()
            inside.append(self.sum())
        self._expect(")")
        return _called(name, inside)

    def _next(self) -> Measure | str | None:
        return self.words[self.at] if self.at < len(self.words) else None

    def _take(self) -> Measure | str:
        word = self._next()
        if word is None:
            raise _UnreadableError
        self.at += 1
        return word

    def _expect(self, word: str) -> None:
        if self._take() != word:
            raise _UnreadableError


def _called(name: str, inside: list[Measure]) -> Measure:
    if name in GROUPS and len(inside) == 1:
        return inside[0]
    if name in CHOICES:
        return CHOICES[name](inside, key=lambda measure: measure.amount)
    if name == CLAMP and len(inside) == len("abc"):
        # The stylesheet lets sizes grow with the window itself; what a slot holds is the largest.
        return inside[-1]
    raise _UnreadableError
