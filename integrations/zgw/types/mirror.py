"""What is told of the mirror itself: when it was brought up to date, what changed and what could not be read."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from .catalogue import CaseType
from .keys import StableKey


class Cause(StrEnum):
    """What a synchronisation was begun by."""

    SCHEDULE = "schedule"
    NOTIFICATION = "notification"
    PAGE = "page"
    """A page met a type that the mirror does not know."""
    REQUEST = "request"
    """Somebody asked for it."""


class Part(StrEnum):
    """What catalogues are made of."""

    CATALOGUE = "catalogue"
    CASE_TYPE = "case_type"
    STATUS_TYPE = "status_type"
    RESULT_TYPE = "result_type"
    DOCUMENT_TYPE = "document_type"


class What(StrEnum):
    """What happened to one of them at the source."""

    NEW = "new"
    CHANGED = "changed"
    GONE = "gone"
    BACK = "back"


@dataclass(frozen=True, slots=True)
class Failure:
    """What could not be read, and why: a word of `errors.Reason`, or the path of a field."""

    part: Part
    item: str
    """The address of what it is about; empty where it is the whole list."""
    reason: str
    field: str = ""


@dataclass(frozen=True, slots=True)
class Counts:
    """What one list of a synchronisation came to."""

    part: Part
    catalogue: str
    """Its address; empty for lists that are of all catalogues together."""
    seen: int = 0
    new: int = 0
    changed: int = 0
    gone: int = 0
    back: int = 0


@dataclass(frozen=True, slots=True)
class Difference:
    """One field before and after, in words for people."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Change:
    """What changed of one thing, compared with what it was, or with the version before it."""

    part: Part
    what: What
    name: str
    case_type: str
    """Identification of the case type that it is about; empty where it is about none."""
    at: datetime
    differences: tuple[Difference, ...] = ()


@dataclass(frozen=True, slots=True)
class Run:
    """One synchronisation."""

    uuid: UUID
    connection: UUID
    cause: Cause
    asked_by: UUID | None
    begun_at: datetime
    ended_at: datetime | None
    counts: tuple[Counts, ...]
    failures: tuple[Failure, ...]
    unlisted_failures: int
    """How many more there were than are listed."""
    changes: tuple[Change, ...]
    more_changes: int

    @property
    def is_whole(self) -> bool:
        """Tell whether all was read."""
        return self.ended_at is not None and not self.failures


@dataclass(frozen=True, slots=True)
class InForce:
    """A case type for citizens, by the version that holds today."""

    key: StableKey
    case_type: CaseType
