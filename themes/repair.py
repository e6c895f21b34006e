"""Repair a theme whose colours do not stand out: take the smallest step in lightness that does.

Hue is kept, and chroma as far as a screen can show it, so a municipality's red stays its red. What stands out
already is left alone. Each change is reported; nothing changes in silence.
"""

import bisect
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from themes import contrast, oklch
from themes.slots import Values
from themes.values import Colour, Value

WHITE: Final = Colour("#ffffff")
INK: Final = Colour("#0b0c0c")
BLACK: Final = Colour("#000000")
STEPS: Final = 200
"""Into how many steps lightness is divided: one is about half of what an eye notices."""
PAPERS: Final = ("page-bg", "surface", "card-bg", "input-bg")
"""The grounds that share what stands on them; the first keeps its colour, the others follow it."""

BY_SLOT: Final = {
    slot: tuple(pair for pair in contrast.PAIRS if pair.blocking and pair.moves == slot)
    for slot in dict.fromkeys(pair.moves for pair in contrast.PAIRS if pair.blocking)
}
"""Which pairs a slot can put right by moving; grounds come before what stands on them."""

type Need = tuple[Colour, float]
"""A ground, and the ratio that is asked on it."""
type Lights = tuple[tuple[float, float], ...]
"""The same, with the light of the ground in place of its colour."""


@dataclass(frozen=True, slots=True)
class Change:
    """A slot that the repair gave another colour, and the pair that asked for it."""

    slot: str
    before: Colour
    after: Colour
    pair: contrast.Pair

    @property
    def delta(self) -> float:
        """Express how far apart the two colours look, in ΔE 2000: below 2 hardly anybody sees it."""
        return delta(self.before, self.after)


def repair(values: Values) -> tuple[dict[str, Value], tuple[Change, ...]]:
    """Move what fails, and return all values with the list of changes."""
    result, reasons = dict(values), dict[str, contrast.Pair]()
    if not _fronts(result, reasons):
        # On a white page with a black panel no text is legible on both: then the panel follows the page.
        result, reasons = dict(values), {}
        _level(result, reasons)
        _fronts(result, reasons)
    return result, tuple(
        Change(slot, contrast.colour(values, slot), contrast.colour(result, slot), pair)
        for slot, pair in reasons.items()
        if values[slot] != result[slot]
    )


def delta(one: Colour, other: Colour) -> float:
    """Compute ΔE 2000 between two colours."""
    return float(one.color.delta_e(other.color, method="2000"))


def stand_out(front: Colour, grounds: Sequence[Colour], ratio: float) -> Colour:
    """Return the colour nearest in lightness that reaches the ratio on all grounds, else black or white."""
    return nearest(front, [(ground, ratio) for ground in grounds]) or readable_on(*grounds)


def stands_out(front: Colour, grounds: Sequence[Colour], ratio: float) -> bool:
    """Tell whether a colour reaches the ratio on all grounds."""
    return _least(front, grounds) >= ratio


def readable_on(*grounds: Colour) -> Colour:
    """Choose ink, white or black: the first in that order of what is read best."""
    return max((INK, WHITE, BLACK), key=lambda front: round(_least(front, grounds), 1))


def nearest(front: Colour, needs: Iterable[Need]) -> Colour | None:
    """Find the colour of this hue, nearest in lightness, that meets all needs; None where there is none."""
    grounds = tuple((oklch.luminance(ground) + contrast.FLARE, ratio) for ground, ratio in needs)
    if _meets(front, grounds):
        return front
    either = [found for side in (-1, 1) if (found := _first(front, grounds, side))]
    return min(either, key=lambda found: found[0])[1] if either else None


def _first(front: Colour, grounds: Lights, side: int) -> tuple[int, Colour] | None:
    """Find the first step to the darker or the lighter side that meets all needs.

    Towards one side light only falls, or only rises, so the step at which it leaves what is forbidden is found by
    halving. Rounding to what a screen shows may put that off by a step: hence the walk at the end.
    """
    start = oklch.polar(front)
    bound = _forbidden(front, grounds)[side > 0]
    # The last step ends at black or white.
    most = math.ceil((start.lightness if side < 0 else 1 - start.lightness) * STEPS)

    def at(step: int) -> Colour:
        lightness = start.lightness + side * step / STEPS
        return oklch.colour(replace(start, lightness=min(max(lightness, 0.0), 1.0)))

    def is_beyond(step: int) -> bool:
        return side * (oklch.luminance(at(step)) + contrast.FLARE) >= side * bound

    step = bisect.bisect_left(range(most + 1), True, key=is_beyond)
    while step > 1 and _meets(at(step - 1), grounds):
        step -= 1
    while step <= most:
        if _meets(found := at(step), grounds):
            return step, found
        step += 1
    return None


def _forbidden(front: Colour, grounds: Lights) -> tuple[float, float]:
    """Give the amounts of light between which the front is lost on one ground or another."""
    least = most = oklch.luminance(front) + contrast.FLARE
    for _ in grounds:
        for ground, ratio in grounds:
            if ground / ratio <= most and ground * ratio >= least:
                least, most = min(least, ground / ratio), max(most, ground * ratio)
    return least, most


def _meets(front: Colour, grounds: Lights) -> bool:
    light = oklch.luminance(front) + contrast.FLARE
    return all(max(light, ground) / min(light, ground) >= ratio for ground, ratio in grounds)


def _fronts(result: dict[str, Value], reasons: dict[str, contrast.Pair]) -> bool:
    """Move each front that fails; False when one cannot be moved so that it stands out."""
    whole = True
    for slot, pairs in BY_SLOT.items():
        failing = [pair for pair in pairs if _fails(result, pair)]
        if not failing:
            continue
        needs = [need for pair in pairs for need in _needs(result, pair)]
        found = nearest(contrast.colour(result, slot), needs)
        if found is None:
            whole = False
        else:
            result[slot] = found
            reasons.setdefault(slot, failing[0])
    return whole


def _level(result: dict[str, Value], reasons: dict[str, contrast.Pair]) -> None:
    """Bring the papers to the side of the page: all legible with black, or all with white."""
    page, *others = (contrast.colour(result, name) for name in PAPERS)
    ends = [end for end in (BLACK, WHITE) if contrast.ratio(end, page) >= contrast.TEXT]
    end = max(ends, key=lambda end: sum(contrast.ratio(end, paper) >= contrast.TEXT for paper in others))
    for slot, paper in zip(PAPERS[1:], others, strict=True):
        moved = stand_out(paper, [end], contrast.TEXT)
        if moved != paper:
            result[slot] = moved
            reasons[slot] = contrast.PAIRS[0]


def _fails(values: Values, pair: contrast.Pair) -> bool:
    return contrast.worst(values, pair)[1] < pair.ratio


def _needs(values: Values, pair: contrast.Pair) -> Iterator[Need]:
    """Yield the grounds on which this front must stand out itself: of a button, those where its face does not."""
    others = [contrast.colour(values, name) for name in pair.front[:-1]]
    for name in pair.grounds:
        ground = contrast.colour(values, name)
        if all(contrast.ratio(other, ground) < pair.ratio for other in others):
            yield ground, pair.ratio


def _least(front: Colour, grounds: Sequence[Colour]) -> float:
    return min(contrast.ratio(front, ground) for ground in grounds)
