"""Read the outline of a path: letters and numbers, nothing else."""

import re
from typing import Final

from themes.images.values import NUMBER, Outline, UnreadableError, number

LETTER: Final = re.compile(r"[\s,]*([MmZzLlHhVvCcSsQqTtAa])")
ARGUMENT: Final = re.compile(rf"\s*,?\s*({NUMBER})")
FLAG: Final = re.compile(r"\s*,?\s*([01])")
BLANK: Final = re.compile(r"[\s,]*\Z")
COUNTS: Final = {"m": 2, "z": 0, "l": 2, "h": 1, "v": 1, "c": 6, "s": 4, "q": 4, "t": 2, "a": 7}
FLAGS: Final = {3, 4}
"""Where an arc has its two flags, which need no space behind them."""


def outline(text: str) -> Outline:
    """Read a path.

    :raises UnreadableError: when any of it is not a path, or it does not begin with a move.
    """
    segments: list[tuple[str, tuple[float, ...]]] = []
    position = 0
    while found := LETTER.match(text, position):
        position = _repeats(text, found[1], found.end(), segments)
    if not BLANK.match(text, position) or not segments or segments[0][0] not in "Mm":
        raise UnreadableError
    return Outline(tuple(segments))


def _repeats(text: str, letter: str, position: int, segments: list[tuple[str, tuple[float, ...]]]) -> int:
    """Read a segment, and those behind it that leave the letter out."""
    count = COUNTS[letter.lower()]
    if not count:
        segments.append((letter, ()))
        return position
    first = True
    while first or ARGUMENT.match(text, position):
        numbers, position = _numbers(text, letter, count, position)
        segments.append((letter, numbers))
        # What follows a move without a letter of its own is a line.
        letter = {"M": "L", "m": "l"}.get(letter, letter)
        first = False
    return position


def _numbers(text: str, letter: str, count: int, position: int) -> tuple[tuple[float, ...], int]:
    numbers: list[float] = []
    for index in range(count):
        is_flag = letter in "Aa" and index in FLAGS
        found = (FLAG if is_flag else ARGUMENT).match(text, position)
        if not found:
            raise UnreadableError
        numbers.append(number(found[1]))
        position = found.end()
    return tuple(numbers), position
