"""How much of each is measured."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Sizes:
    """Numbers of one run."""

    blocks: int
    """Of sign-ins by each protocol, in turns; the processor's time is read before and after each."""
    in_block: int
    browsers: int
    """That sign in at the same time."""
    seconds: float
    """For which they do."""
    erasures: int
    samples: int
    """Of each arm, for what time tells."""


FULL: Final = Sizes(blocks=25, in_block=20, browsers=8, seconds=60, erasures=5, samples=500)
SHORT: Final = Sizes(blocks=3, in_block=5, browsers=4, seconds=5, erasures=1, samples=12)
