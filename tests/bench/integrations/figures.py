"""Percentiles, and how sure one may be of a difference between pairs."""

import math
import random
import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass

RESAMPLES = 4_000


@dataclass(frozen=True, slots=True)
class Interval:
    """A median with its 95 % interval."""

    median: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.median:.3f} [{self.low:.3f}, {self.high:.3f}]"

    def says(self, is_kept: bool, *, limit: float) -> str:
        """Say whether a promise was kept, and whether the interval leaves room for doubt."""
        is_sure = not self.low <= limit <= self.high
        return ("met" if is_kept else "missed") + ("" if is_sure else ", within the interval")


def percentile(values: Sequence[float], share: float) -> float:
    """Answer what so many per cent stay at or below; of few values the largest."""
    return sorted(values)[max(0, math.ceil(len(values) * share / 100) - 1)]


def median_of(values: Sequence[float]) -> Interval:
    """Work out the median with a bootstrap 95 % interval."""
    return _bootstrap(values, statistics.median)


def between_medians(pairs: Sequence[tuple[float, float]]) -> Interval:
    """Work out by how much the median of the seconds is more than that of the firsts, both drawn by the pair."""

    def apart(drawn: Sequence[tuple[float, float]]) -> float:
        return statistics.median(second for _, second in drawn) - statistics.median(
            first for first, _ in drawn
        )

    return _bootstrap(pairs, apart)


def differences(pairs: Sequence[tuple[float, float]]) -> Interval:
    """Work out by how much the second of each pair is more than the first."""
    return median_of([second - first for first, second in pairs])


def ratios(pairs: Sequence[tuple[float, float]]) -> Interval:
    """Work out how many times the first of each pair the second is."""
    return median_of([second / first for first, second in pairs])


def _bootstrap[T](values: Sequence[T], work_out: Callable[[Sequence[T]], float]) -> Interval:
    draw = random.Random(1)  # noqa: S311 - the same figures from the same measurements
    found = sorted(work_out(draw.choices(values, k=len(values))) for _ in range(RESAMPLES))
    return Interval(work_out(values), found[int(RESAMPLES * 0.025)], found[int(RESAMPLES * 0.975)])


def clusters(moments: Sequence[float], *, apart: float) -> list[int]:
    """Count moments that belong together: each less than so much after the one before."""
    counts: list[int] = []
    before = float("-inf")
    for moment in sorted(moments):
        if moment - before < apart:
            counts[-1] += 1
        else:
            counts.append(1)
        before = moment
    return counts
