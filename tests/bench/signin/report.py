"""A table that can stand in a page of Markdown, of what was measured and what was promised."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from tests.bench.integrations.figures import Interval, percentile

THOUSAND: Final = 1000


@dataclass(frozen=True, slots=True)
class Row:
    """One figure."""

    title: str
    figure: str
    promised: str = ""
    """Empty for what is told alone."""
    is_kept: bool = True
    doubt: str = ""
    """How sure it is, where that is known."""

    @property
    def outcome(self) -> str:
        """Say what became of the promise."""
        return (("met" if self.is_kept else "missed") if self.promised else "told") + self.doubt


def table(rows: Sequence[Row]) -> str:
    """Write it."""
    head = ["| measured | figure | promised | outcome |", "|---|---|---|---|"]
    return "\n".join(
        [*head, *(f"| {row.title} | {row.figure} | {row.promised or '–'} | {row.outcome} |" for row in rows)]
    )


def in_milliseconds(found: Interval) -> str:
    """Write a median of seconds with its interval."""
    median, low, high = (THOUSAND * each for each in (found.median, found.low, found.high))
    return f"{median:.1f} [{low:.1f}, {high:.1f}] ms"


def spread(seconds: Sequence[float]) -> str:
    """Write what half and what nineteen of twenty stay below."""
    p50, p95 = (THOUSAND * percentile(seconds, share) for share in (50, 95))
    return f"p50 {p50:.1f}, p95 {p95:.1f} ms (n = {len(seconds)})"


def apart(title: str, found: Interval, *, most: float) -> Row:
    """Judge a difference, whichever of the two is the slower."""
    is_kept = abs(found.median) < most
    far, near = max(abs(found.low), abs(found.high)), min(abs(found.low), abs(found.high))
    is_sure = far < most if is_kept else near > most and found.low * found.high > 0
    doubt = "" if is_sure else ", within the interval"
    return Row(title, in_milliseconds(found), f"< {most * THOUSAND:.0f} ms", is_kept, doubt)
