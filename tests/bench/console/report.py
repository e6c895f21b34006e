"""Tell what was measured, as a table that can stand in a page of Markdown."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tests.bench.integrations.figures import percentile

MOST_QUERIES = 15
MOST_SECONDS = 0.1


@dataclass(frozen=True, slots=True)
class Measured:
    """One kind of page."""

    title: str
    queries: int
    seconds: Sequence[float]
    failed: int
    has_target: bool
    """Whether a promise was made for it; the others are told."""

    @property
    def is_kept(self) -> bool:
        """Tell whether it is within what was promised."""
        quick = self.queries <= MOST_QUERIES and percentile(self.seconds, 95) < MOST_SECONDS
        return not self.failed and (quick or not self.has_target)


def say(text: str) -> None:
    """Print a line at once."""
    print(text, flush=True)


def begin() -> None:
    """Say under which circumstances this is measured."""
    say(f"Cores: {len(os.sched_getaffinity(0))}; load of the machine at the start {os.getloadavg()[0]:.1f}.")


def filled(sizes: Mapping[str, int], seconds: float) -> None:
    """Say what there is."""
    counts = ", ".join(f"{number:,} {name}" for name, number in sizes.items())
    say(f"Filled in {seconds:.0f} s: {counts}; load before measuring {os.getloadavg()[0]:.1f}.\n")


def show(measured: Sequence[Measured]) -> None:
    """Print a line for each kind of page."""
    say(
        f"| page | queries (≤ {MOST_QUERIES}) | p50 ms | p95 ms (< {MOST_SECONDS * 1000:.0f}) | requests | outcome |"
    )
    say("|---|---|---|---|---|---|")
    for each in measured:
        p50, p95 = (percentile(each.seconds, share) * 1000 for share in (50, 95))
        outcome = ("met" if each.is_kept else "missed") if each.has_target else "told"
        failed = f", {each.failed} failed" if each.failed else ""
        say(
            f"| {each.title} | {each.queries} | {p50:.1f} | {p95:.1f} | {len(each.seconds)}{failed} | {outcome} |"
        )


def end() -> None:
    """Say what the machine was doing at the end."""
    say(f"\nLoad at the end {os.getloadavg()[0]:.1f}.")
