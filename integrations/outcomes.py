"""What a question to another system came to (architecture I3, M-03): "down" never looks like "nothing found".

A query of an integration answers with an `Outcome`; it raises nothing that a page would have to catch.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from .errors import Reason


class Kind(StrEnum):
    """The seven outcomes."""

    OK = "ok"
    PARTIAL = "partial"
    EMPTY = "empty"
    NOT_FOUND = "not found"
    FORBIDDEN = "forbidden"
    UNAVAILABLE = "unavailable"
    MALFORMED = "malformed"


ANSWERED = frozenset({Kind.OK, Kind.PARTIAL, Kind.EMPTY})


@dataclass(frozen=True, slots=True)
class Outcome[T]:
    """One of seven outcomes, with what a page needs to say it."""

    kind: Kind
    value: T | None = None
    source: str = ""
    """Which source this is about, as the page names it; never an address."""
    reason: Reason | None = None
    missing: int = 0
    """How many items could not be shown; only *partial* has any."""
    is_cut: bool = False
    """Whether there is more than was fetched."""
    as_of: datetime | None = None
    """When this was fetched, where it is a copy of earlier (last known good)."""
    later: str = ""
    """The ticket with which the page fetches it afterwards, where it was not there in time (`sources`)."""

    @property
    def is_answered(self) -> bool:
        """Tell whether there is something to show, be it that there is nothing."""
        return self.kind in ANSWERED

    def map[U](self, change: Callable[[T], U]) -> "Outcome[U]":
        """Answer the same outcome with another value."""
        value = None if self.value is None else change(self.value)
        return Outcome(
            self.kind, value, self.source, self.reason, self.missing, self.is_cut, self.as_of, self.later
        )

    def of(self, source: str) -> "Outcome[T]":
        """Answer the same outcome, of a named source."""
        return replace(self, source=source)


def found[T](value: T, *, missing: int = 0, is_cut: bool = False) -> Outcome[T]:
    """Answer *ok*; *partial* where items are missing or there is more; *empty* for a collection without any."""
    if missing or is_cut:
        return Outcome(Kind.PARTIAL, value, missing=missing, is_cut=is_cut)
    is_empty = isinstance(value, list | tuple | dict | set | frozenset) and not value
    return Outcome(Kind.EMPTY if is_empty else Kind.OK, value)


def failed[T](reason: Reason) -> Outcome[T]:
    """Answer what a call that failed for this reason comes to."""
    if reason is Reason.REFUSED:
        return Outcome(Kind.FORBIDDEN, reason=reason)
    is_malformed = reason in {Reason.MALFORMED, Reason.TOO_LARGE}
    return Outcome(Kind.MALFORMED if is_malformed else Kind.UNAVAILABLE, reason=reason)


def not_found[T]() -> Outcome[T]:
    """Answer that what was asked for is not there."""
    return Outcome(Kind.NOT_FOUND)
