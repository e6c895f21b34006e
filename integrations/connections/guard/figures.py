"""How many calls came to what, and how long they took: counted by minute, beside the breaker, by the same script."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

LIMITS: Final = (5, 10, 20, 50, 100, 200, 300, 500, 750, 1_000, 1_500, 2_000, 3_000, 5_000, 10_000, 30_000)
"""Upper ends of the classes of a histogram, in milliseconds; what takes longer counts with the last."""
OUTCOME, TIME = "o:", "t:"
NOT_ASKED: Final = frozenset({"resting", "crowded", "other", "switched off", "maintenance"})
"""Outcomes of calls that never reached the other side, or say nothing about it."""


@dataclass(frozen=True, slots=True)
class Figures:
    """Calls of a span of time."""

    outcomes: Mapping[str, int] = field(default_factory=dict)
    """How many came to what: `ok`, or the value of a reason."""
    times: Mapping[int, int] = field(default_factory=dict)
    """How many took at most so many milliseconds, and more than the class below."""

    @property
    def good(self) -> int:
        """Count the calls that were answered."""
        return self.outcomes.get("ok", 0)

    @property
    def failed(self) -> int:
        """Count the calls that were made and not answered."""
        return sum(number for name, number in self.outcomes.items() if name != "ok" and name not in NOT_ASKED)

    @property
    def turned_away(self) -> int:
        """Count the calls that were not made because as many were under way as may be."""
        return self.outcomes.get("crowded", 0)

    @property
    def calls(self) -> int:
        """Count the calls that were made."""
        return self.good + self.failed

    @property
    def error_rate(self) -> float:
        """Answer which part of the calls that were made failed, from 0 to 1."""
        return self.failed / self.calls if self.calls else 0.0

    def percentile(self, share: float) -> int | None:
        """Answer within how many milliseconds this share of the calls was over; None when there was none."""
        total, seen, lower = sum(self.times.values()), 0, 0
        if not total:
            return None
        for upper in LIMITS:
            here = self.times.get(upper, 0)
            if here and seen + here >= share * total:
                return round(lower + (upper - lower) * (share * total - seen) / here)
            seen, lower = seen + here, upper
        return LIMITS[-1]

    def __add__(self, other: "Figures") -> "Figures":
        return Figures(_sum(self.outcomes, other.outcomes), _sum(self.times, other.times))


def class_of(milliseconds: int | None) -> str:
    """Name the class in which a time counts; empty for no time."""
    if milliseconds is None:
        return ""
    return str(next((limit for limit in LIMITS if milliseconds <= limit), LIMITS[-1]))


def pairs(answer: Mapping[bytes, bytes] | Sequence[bytes]) -> Mapping[bytes, bytes]:
    """Read what Redis answers for a hash: pairs in a row, or a mapping in its newer protocol."""
    return answer if isinstance(answer, Mapping) else dict(zip(answer[::2], answer[1::2], strict=True))


def read(counts: Mapping[bytes, bytes]) -> Figures:
    """Read what the script has counted in one minute."""
    outcomes: dict[str, int] = {}
    times: dict[int, int] = {}
    for name, number in ((name.decode(), int(number)) for name, number in counts.items()):
        if name.startswith(OUTCOME):
            outcomes[name.removeprefix(OUTCOME)] = number
        elif name.startswith(TIME):
            times[int(name.removeprefix(TIME))] = number
    return Figures(outcomes, times)


def _sum[K](one: Mapping[K, int], other: Mapping[K, int]) -> dict[K, int]:
    return {key: one.get(key, 0) + other.get(key, 0) for key in {*one, *other}}
