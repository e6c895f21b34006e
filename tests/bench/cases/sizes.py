"""How much of each is measured."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Sizes:
    """Numbers of one run."""

    cold: int
    """Pages that find no copy."""
    warm: int
    pairs: int
    """First pages of a company with very many cases and of one with a few, in turns."""
    parts: int
    """Further pages of the list of the company with very many."""
    downloads: int
    outages: int
    during: int
    """Pages that follow in each outage."""
    seconds: float
    """For which news comes in."""
    rounds: int
    """Of six blocks in which many look."""
    block: float
    """Seconds of each."""


FULL: Final = Sizes(
    cold=60,
    warm=200,
    pairs=40,
    parts=100,
    downloads=3,
    outages=10,
    during=20,
    seconds=600.0,
    rounds=3,
    block=8.0,
)
SHORT: Final = Sizes(
    cold=6, warm=20, pairs=4, parts=5, downloads=1, outages=2, during=3, seconds=10.0, rounds=1, block=4.0
)
