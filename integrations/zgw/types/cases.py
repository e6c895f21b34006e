"""Cases in our words."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from integrations.errors import Reason

from .catalogue import CaseType, Confidentiality, ResultType, StatusType
from .documents import Document
from .parties import Role


@dataclass(frozen=True, slots=True)
class Status:
    """A step that a case has reached."""

    url: str
    case: str
    """URL of the case."""
    type: str
    """URL of its type."""
    day: date
    moment: datetime | None = None
    """None where the system tells the day alone (I-087, 5)."""
    note: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Result:
    """How a case ended."""

    url: str
    case: str
    """URL of the case."""
    type: str
    """URL of its type."""
    explanation: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Extension:
    """More time that the municipality took ("verlenging")."""

    reason: str = field(default="", repr=False)
    term: str = ""
    """An ISO 8601 duration, as told."""


@dataclass(frozen=True, slots=True)
class Case:
    """A case; what is None is not known, or was not told."""

    connection: UUID
    """Of the back end that it stands in."""
    uuid: UUID
    url: str
    identification: str
    type: str
    """URL of the version of its type; what is known of it is joined from the mirror of the catalogue."""
    title: str = field(default="", repr=False)
    number: str = ""
    """The number as people know it; the same as `identification`, but where that is an internal one (I-087, 11)."""
    organisation: str = ""
    """RSIN of who handles it."""
    registered: date | None = None
    started: date | None = None
    planned_end: date | None = None
    legal_end: date | None = None
    ended: date | None = None
    confidentiality: Confidentiality | None = None
    """None when it is not one of the known levels: then nobody sees it."""
    status_url: str = ""
    result_url: str = ""
    status: Status | None = None
    result: Result | None = None
    is_suspended: bool = False
    """Whether the clock stands still ("opschorting")."""
    suspension_reason: str = field(default="", repr=False)
    extension: Extension | None = None
    case_type: CaseType | None = None
    status_type: StatusType | None = None
    result_type: ResultType | None = None
    """These three where the answer had them."""

    @property
    def last_action(self) -> date:
        """Answer when something last happened."""
        status = self.status.day if self.status else None
        return max(
            (one for one in (status, self.ended, self.registered, self.started) if one), default=date.min
        )


@dataclass(frozen=True, slots=True)
class CasePage:
    """A part of somebody's cases in one back end, newest action first."""

    cases: tuple[Case, ...] = ()
    total: int | None = None
    """How many there are in all, as the system says."""
    more: str = ""
    """Where the next part begins, for `after`; empty where this is the last."""


class Panel(StrEnum):
    """What a page of a case is made of, besides the case itself: each comes or fails by itself (I-075)."""

    STATUSES = "statuses"
    RESULT = "result"
    ROLES = "roles"
    DOCUMENTS = "documents"


@dataclass(frozen=True, slots=True)
class Gap:
    """A panel that could not be had, or not as a whole."""

    panel: Panel
    reason: Reason
    missing: int = 0
    """How many items, where that is known."""


@dataclass(frozen=True, slots=True)
class CaseFile:
    """A case with what belongs to it."""

    case: Case
    statuses: tuple[Status, ...] = ()
    """The oldest first, and the one of now last."""
    roles: tuple[Role, ...] = ()
    """Of who asks, and of those who work on it for the municipality; of nobody else."""
    documents: tuple[Document, ...] = ()
    """Those that may be seen, the newest first."""
    has_more_documents: bool = False
    gaps: tuple[Gap, ...] = ()

    def gap(self, panel: Panel) -> Gap | None:
        """Answer what is missing of a panel."""
        return next((one for one in self.gaps if one.panel is panel), None)
