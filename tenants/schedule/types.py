"""When a job runs, what becomes of the times that were missed, and what it costs."""

import datetime
from dataclasses import dataclass
from enum import StrEnum

SHORTEST = datetime.timedelta(minutes=1)
HOUR = datetime.timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Every:
    """Again and again, each municipality at a moment of its own within the period."""

    period: datetime.timedelta

    def __post_init__(self) -> None:
        if self.period < SHORTEST or self.period % datetime.timedelta(seconds=1):
            raise ValueError("A period is a whole number of seconds, and at least a minute.")

    def __str__(self) -> str:
        return f"every {self.period.total_seconds():.0f} s"


@dataclass(frozen=True, slots=True)
class Daily:
    """Once each day from this time on, Dutch time; municipalities are spread over the time that follows."""

    at: datetime.time
    spread: datetime.timedelta = HOUR

    def __post_init__(self) -> None:
        if self.at.tzinfo is not None or not datetime.timedelta(0) <= self.spread <= 12 * HOUR:
            raise ValueError("A daily job has a time without zone, and a spread of at most twelve hours.")

    def __str__(self) -> str:
        return f"daily {self.at:%H:%M} + {self.spread.total_seconds():.0f} s"


type Rhythm = Every | Daily


@dataclass(frozen=True, slots=True)
class CatchUp:
    """What becomes of slots that nobody was there for."""

    name: str
    most: int

    def __str__(self) -> str:
        return f"{self.name} {self.most}" if self.name == "each" else self.name


SKIP = CatchUp("skip", 0)
"""Nothing: the next slot is soon enough."""
ONCE = CatchUp("once", 1)
"""One run makes up for all of them."""
MOST_EACH = 100


def each(most: int) -> CatchUp:
    """Make up for every slot, of the last so many."""
    if not 0 < most <= MOST_EACH:
        raise ValueError(f"At most {MOST_EACH} slots can be made up for.")
    return CatchUp("each", most)


class Cost(StrEnum):
    """How much a job asks of a worker: each class has its own share, so that long work never fills all of them."""

    LIGHT = "light"
    HEAVY = "heavy"


class WorkState(StrEnum):
    """The states of a piece of work."""

    WAITING = "waiting"
    QUEUED = "queued"
    """A message is on its way to a worker."""
    RUNNING = "running"
    DONE = "done"
    DEAD = "dead"
    """Given up: somebody must look at it."""


IN_HAND = (WorkState.QUEUED, WorkState.RUNNING)
MOST_ATTEMPTS = 3
"""Failures and deaths of workers together, after which work is given up."""
