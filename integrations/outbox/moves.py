"""What an answer makes of an item. Pure arithmetic; clock and chance are handed in."""

import datetime
from dataclasses import dataclass
from typing import Final

from .types import Answer, Kind, State, Verdict

HOLD: Final = datetime.timedelta(minutes=5)
"""How long is waited for what is switched off, where nobody said when it returns."""
LONGEST_HOLD: Final = datetime.timedelta(days=1)
"""However long the other side asks for."""
SPREAD: Final = 0.1
"""By so much of a hold items come later than its end, so that not all come at once."""


@dataclass(frozen=True, slots=True)
class Move:
    """What to write down."""

    state: State
    reason: str
    attempts: int
    next_attempt_at: datetime.datetime
    held_until: datetime.datetime | None = None
    settled_at: datetime.datetime | None = None


def after(answer: Answer, *, kind: Kind, attempts: int, now: datetime.datetime, chance: float) -> Move:
    """Answer what becomes of an item.

    :param attempts: with the one that was just made.
    :param chance: between 0 and 1.
    """
    if answer.verdict is Verdict.DONE:
        return Move(State.DONE, "", attempts, now, settled_at=now)
    if answer.verdict is Verdict.HELD:
        hold = min(answer.retry_after or HOLD, LONGEST_HOLD)
        return Move(State.WAITING, answer.reason, max(attempts - 1, 0), now + late(hold, chance), now + hold)
    if answer.verdict is Verdict.REFUSED or attempts >= kind.most_attempts:
        return Move(State.DEAD, answer.reason, attempts, now, settled_at=now)
    pause = pause_after(attempts, kind, chance)
    if answer.retry_after is None:
        return Move(State.WAITING, answer.reason, attempts, now + pause)
    hold = min(answer.retry_after, LONGEST_HOLD)
    return Move(State.WAITING, answer.reason, attempts, now + max(pause, late(hold, chance)), now + hold)


def pause_after(attempts: int, kind: Kind, chance: float) -> datetime.timedelta:
    """Answer how long to wait after so many attempts: twice as long each time, and at least half of that."""
    factor: int = 2 ** min(max(attempts - 1, 0), 30)
    whole = min(kind.first_pause * factor, kind.longest_pause)
    return whole * (1 - chance / 2)


def late(hold: datetime.timedelta, chance: float) -> datetime.timedelta:
    """Answer how long one item waits for a hold to end: at least as long, and not all equally long."""
    return hold * (1 + SPREAD * chance)
