"""What is asked of a book, what it answers, and what becomes of a call."""

from dataclasses import dataclass
from enum import IntEnum, StrEnum

from integrations.errors import Reason


class Verdict(StrEnum):
    """What a call says about the other side."""

    GOOD = "good"
    """It answers, be it that it refuses."""
    BAD = "bad"
    NEUTRAL = "neutral"
    """The call says nothing about the other side: the fault lay here, or there was no time."""


class Permission(IntEnum):
    """Whether a call may begin; the numbers are those of the scripts."""

    GRANTED = 0
    RESTING = 1
    CROWDED = 2
    KEPT_BACK = 3
    """Work in the background waits longer than citizens (fault F06)."""
    SPENT = 4
    """The budget of retries is."""


class Phase(StrEnum):
    """The three states of a breaker."""

    CLOSED = "closed"
    OPEN = "open"
    HALF_OPEN = "half-open"


@dataclass(frozen=True, slots=True)
class Asked:
    """A call that wants to begin."""

    token: str
    at_once: int
    lease: int
    """Milliseconds after which its place is free again, whatever became of it."""
    is_retry: bool = False
    is_background: bool = False


@dataclass(frozen=True, slots=True)
class Ended:
    """A call that is over."""

    token: str
    verdict: Verdict
    rest: int = 0
    """Milliseconds for which the other side asked to be left alone."""
    is_throttled: bool = False
    jitter: float = 1.0
    outcome: str = "ok"
    """`ok`, or the reason why there was no answer."""
    milliseconds: int | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """How a breaker stands."""

    left: int = 0
    """Milliseconds until one call may try; 0 when it is closed or half-open."""
    in_row: int = 0
    trips: int = 0
    """How many pauses followed each other; 0 when it is closed."""

    @property
    def phase(self) -> Phase:
        """Name the state."""
        if not self.trips:
            return Phase.CLOSED
        return Phase.OPEN if self.left > 0 else Phase.HALF_OPEN


FAULTS = frozenset(
    {
        Reason.NAME_UNKNOWN,
        Reason.NOBODY_LISTENS,
        Reason.NOT_SECURE,
        Reason.TOO_SLOW,
        Reason.BROKEN_OFF,
        Reason.MALFORMED,
        Reason.HAS_TROUBLE,
        Reason.THROTTLED,
    }
)
"""Reasons that say that the other side does not work."""
OURS = frozenset({Reason.ADDRESS_REFUSED, Reason.SECRET_UNREADABLE, Reason.SWITCHED_OFF, Reason.MAINTENANCE})
"""Reasons that lie with us: nobody was asked anything."""
WORTH_ANOTHER_TRY = frozenset({Reason.NOBODY_LISTENS, Reason.BROKEN_OFF, Reason.HAS_TROUBLE})
