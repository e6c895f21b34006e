"""The median of ratios of pairs, and how sure of it one may be."""

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


def of(pairs: Sequence[tuple[float, float]]) -> Ratio:
    """Work out the median of second over first, with a bootstrap 95 % interval."""
    ratios = [second / first for first, second in pairs]
    draw = random.Random(1)  # noqa: S311 - the same figures from the same measurements
    medians = sorted(statistics.median(draw.choices(ratios, k=len(ratios))) for _ in range(RESAMPLES))
    return Ratio(
        statistics.median(ratios),
        medians[int(RESAMPLES * 0.025)],
        medians[int(RESAMPLES * 0.975)],
        len(ratios),
    )
