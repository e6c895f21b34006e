"""Read what the guard knows of a connection: breaker, last good call, and figures of the last minutes."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final

from integrations.connections.guard import books, figures, shared
from integrations.connections.guard.breaker import MINUTE
from integrations.connections.guard.figures import Figures
from integrations.connections.guard.shared import AwayError
from integrations.connections.guard.types import Standing

MINUTES: Final = 20
"""How far back figures are kept."""
CLOSED: Final = Standing()


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a connection; nothing while Redis is away, and that is told."""

    standing: Standing = CLOSED
    good_at: datetime | None = None
    bad_at: datetime | None = None
    bad_reason: str = ""
    minutes: Mapping[int, Figures] = field(default_factory=dict)
    """By minute since 1970, without those in which nothing happened."""
    minute: int = 0
    """The current one, by the clock of Redis."""
    is_away: bool = False

    def last(self, number: int) -> Figures:
        """Add up the current minute and those before it."""
        return self.between(self.minute - number + 1, self.minute + 1)

    def between(self, first: int, end: int) -> Figures:
        """Add up minutes from the first one up to an end that is not in it."""
        total = Figures()
        for minute in range(first, end):
            if minute in self.minutes:
                total = total + self.minutes[minute]
        return total


def known_of(tenant: uuid.UUID, connection: uuid.UUID) -> Known:
    """Read all that is known."""
    key = books.key_for(tenant, connection)
    try:
        (seconds, microseconds), facts = shared.book().ask(
            ["TIME"],
            ["HMGET", key, "until", "in_row", "trips", "good_at", "bad_at", "bad_reason"],
        )
        now = int(seconds) * 1_000 + int(microseconds) // 1_000
        minute = now // MINUTE
        numbers = range(minute - MINUTES, minute + 1)
        counted = shared.book().ask(*(["HGETALL", f"{key}:f:{number}"] for number in numbers))
    except AwayError:
        return Known(standing=books.standing(tenant, connection), is_away=True)
    until, in_row, trips, good_at, bad_at, reason = facts
    return Known(
        standing=Standing(max(int(until or 0) - now, 0), int(in_row or 0), int(trips or 0)),
        good_at=_moment(good_at),
        bad_at=_moment(bad_at),
        bad_reason=(reason or b"").decode(),
        minutes={
            number: figures.read(figures.pairs(counts))
            for number, counts in zip(numbers, counted, strict=True)
            if counts
        },
        minute=minute,
    )


def _moment(milliseconds: bytes | None) -> datetime | None:
    return datetime.fromtimestamp(int(milliseconds) / 1_000, UTC) if milliseconds else None
