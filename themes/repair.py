"""Repair a theme whose colours do not stand out: take the smallest step in lightness that does.

Hue and chroma are kept, so a municipality's red stays its red. Each change is reported; nothing changes in
silence.
"""

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from themes import contrast
from themes.slots import Values
from themes.values import Colour, Value

WHITE: Final = Colour("#ffffff")
INK: Final = Colour("#0b0c0c")
BLACK: Final = Colour("#000000")
STEPS: Final = 200


@dataclass(frozen=True, slots=True)
class Change:
    """A slot that the repair gave another colour, and the pair that asked for it."""

    slot: str
    before: Colour
    after: Colour
    pair: contrast.Pair


def repair(values: Values) -> tuple[dict[str, Value], tuple[Change, ...]]:
    """Move what fails, and return all values with the list of changes."""
    result = dict(values)
    changes: list[Change] = []
    for pair in contrast.PAIRS:
        if not tuple(contrast.failures(result, (pair,))):
            continue
        before = contrast.colour(result, pair.moves)
        after = stand_out(before, [contrast.colour(result, ground) for ground in pair.grounds], pair.ratio)
        result[pair.moves] = after
        changes.append(Change(pair.moves, before, after, pair))
    return result, tuple(changes)


def stand_out(front: Colour, grounds: Sequence[Colour], ratio: float) -> Colour:
    """Return the colour nearest in lightness that reaches the ratio on all grounds, else black or white."""
    if stands_out(front, grounds, ratio):
        return front
    for step in range(1, STEPS + 1):
        for moved in (_moved(front, -step), _moved(front, step)):
            if moved and stands_out(moved, grounds, ratio):
                return moved
    return readable_on(*grounds)


@functools.lru_cache(maxsize=4096)
def _moved(front: Colour, steps: int) -> Colour | None:
    """Make a colour lighter, or darker, by so many steps; None where there is no such lightness."""
    start = front.color.convert("oklch")
    lightness = start["lightness"] + steps / STEPS
    return Colour.of(start.set("lightness", lightness)) if 0 <= lightness <= 1 else None


def stands_out(front: Colour, grounds: Sequence[Colour], ratio: float) -> bool:
    """Tell whether a colour reaches the ratio on all grounds."""
    return _least(front, grounds) >= ratio


def readable_on(*grounds: Colour) -> Colour:
    """Choose ink, white or black: the first in that order of what is read best."""
    return max((INK, WHITE, BLACK), key=lambda front: round(_least(front, grounds), 1))


def _least(front: Colour, grounds: Sequence[Colour]) -> float:
    return min(contrast.ratio(front, ground) for ground in grounds)
