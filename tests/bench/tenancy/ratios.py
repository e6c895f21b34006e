"""The median of ratios of pairs, and how sure of it one may be.

Pairs of one start of processes are alike: a process may be several per cent slower than its twin for as long as it
lives (where its memory happens to lie). So the bootstrap draws starts first, and pairs within them: an interval is
never narrower than the luck of processes allows, however many pairs one start gave.
"""

import random
import statistics
from collections.abc import Sequence
from dataclasses import dataclass

RESAMPLES = 4_000


@dataclass(frozen=True, slots=True)
class Ratio:
    """How much the one arm takes of what the other takes."""

    median: float
    low: float
    high: float
    pairs: int

    def __str__(self) -> str:
        return f"{self.median:.3f} [{self.low:.3f}, {self.high:.3f}]"

    @property
    def may_be_one(self) -> bool:
        """Tell whether the interval holds 1.00."""
        return self.low <= 1.0 <= self.high


def of(starts: Sequence[Sequence[tuple[float, float]]]) -> Ratio:
    """Work out the median of second over first, with a bootstrap 95 % interval.

    :param starts: the pairs of each start of the processes; pairs that have nothing in common stand alone.
    """
    ratios = [[second / first for first, second in pairs] for pairs in starts]
    draw = random.Random(1)  # noqa: S311 - the same figures from the same measurements
    medians = sorted(statistics.median(_drawn(ratios, draw)) for _ in range(RESAMPLES))
    everything = [ratio for start in ratios for ratio in start]
    return Ratio(
        statistics.median(everything),
        medians[int(RESAMPLES * 0.025)],
        medians[int(RESAMPLES * 0.975)],
        len(everything),
    )


def _drawn(ratios: Sequence[Sequence[float]], draw: random.Random) -> list[float]:
    """Draw starts, and pairs of each, as many as there were."""
    return [
        ratio for start in draw.choices(ratios, k=len(ratios)) for ratio in draw.choices(start, k=len(start))
    ]
