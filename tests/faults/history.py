"""What travellers asked for, and what they were told: the ground for every claim that nothing was lost."""

import threading
import time
from dataclasses import dataclass, field
from enum import StrEnum

NO_ANSWER = 0
CLEAR = frozenset({409, 503})
"""What somebody may be told when it did not work: come back later."""


class Told(StrEnum):
    """What somebody knows who has asked for something."""

    DONE = "done"
    REFUSED = "refused"
    UNSURE = "unsure"
    """The answer was lost, or said that it is not known: the thing may be there or not."""


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that somebody asked for."""

    kind: str
    what: str
    began: float
    seconds: float
    status: int
    told: Told
    error: str = ""
    """Why there was no answer: that nobody answered in time is something else than that somebody hung up."""


@dataclass
class History:
    """All acts, in the order in which they ended."""

    acts: list[Act] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def write(self, kind: str, what: str, began: float, status: int, told: Told, error: str = "") -> None:
        """Add an act that has just ended."""
        with self._lock:
            self.acts.append(Act(kind, what, began, time.monotonic() - began, status, told, error))

    def of(self, kind: str, *told: Told) -> list[str]:
        """List what was asked for, of one kind."""
        return [act.what for act in self.acts if act.kind == kind and act.told in (told or Told)]

    def troubles(self) -> list[tuple[str, int | str]]:
        """List what did not work: whose, and how it was told."""
        return [(act.kind, act.error or act.status) for act in self.acts if act.told is not Told.DONE]

    def broken(self) -> list[Act]:
        """List the acts that ended in a way that nobody understands: a bare error, or a cut connection."""
        return [act for act in self.acts if act.told is not Told.DONE and act.status not in CLEAR]

    def slowest(self, *kinds: str) -> float:
        """Answer how long somebody had to wait at most so far."""
        return max((act.seconds for act in self.acts if act.kind in kinds), default=0.0)
