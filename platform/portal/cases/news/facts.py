"""What is known when it is decided whether somebody is told something. The chains look at nothing else."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from integrations.zgw.types import CaseType, DocumentType, StatusType
from integrations.zgw.types.cases import Case, Status
from integrations.zgw.types.documents import Document
from integrations.zgw.types.options import Options
from integrations.zgw.types.parties import Role
from portal.accounts.models import User
from portal.cases.kinds import NO_STEP, NOTHING_SET, Kind, Step
from portal.cases.models import What
from portal.cases.models.reasons import Why


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that a case system told of a case."""

    what: What
    url: str
    at: datetime
    is_gone: bool = False
    """Whether it was taken away."""
    type: str = ""
    """URL of the version of the case type, where the message says so."""


@dataclass(frozen=True, slots=True)
class Before:
    """What is known before the case system is asked anything (I-104)."""

    happening: Happening
    is_on: bool
    is_known: bool = True
    """Whether the mirror knows the kind of case; also true where the message does not say which it is."""
    kind: Kind | None = None
    """What was set of it; None where the message does not say which it is."""


@dataclass(frozen=True, slots=True)
class About:
    """What is known of a case of which there is news, and of the one thing that happened."""

    what: What
    case: Case
    case_type: CaseType | None
    kind: Kind = NOTHING_SET
    options: Options = field(default_factory=Options)
    tells_silent_steps: bool = False
    roles: Sequence[Role] = field(default=(), repr=False)
    by_rsin: bool = False
    """Whether who is of a company sees the case by the RSIN that a register tells."""
    history: Sequence[Status] = ()
    status: Status | None = None
    status_type: StatusType | None = None
    step: Step = NO_STEP
    document: Document | None = None
    document_type: DocumentType | None = None

    @property
    def demands_action(self) -> bool:
        """Tell whether somebody has to do something now."""
        return self.what is What.STATUS and self.step.action_required

    @property
    def deadline(self) -> date | None:
        """Answer by when they have to."""
        return self.step.until(self.status) if self.demands_action else None

    @property
    def name(self) -> str:
        """Name the step, or the kind of document."""
        if self.what is What.DOCUMENT:
            return self.document_type.name if self.document_type else ""
        return self.status_type.name if self.status_type else ""


@dataclass(frozen=True, slots=True)
class Receiver:
    """Somebody with a part in a case; with no account where none of theirs was found."""

    role: Role = field(repr=False)
    user: User | None = None
    is_asker: bool = True
    """Whether their part is one with which they may see the case here."""
    has_number: bool = True
    is_lost: bool = False
    """Whether a company is named by an RSIN of which no register tells whose it is."""


@dataclass(frozen=True, slots=True)
class Reach:
    """How somebody can be reached by mail, and whether they want to be."""

    is_offered: bool = True
    """Whether the municipality sends mail about cases."""
    has_page: bool = True
    """Whether there is a page for a link to lead to."""
    wants: bool = True
    demands_action: bool = False
    """Whether they have to do something: then they are told whether they want it or not."""
    address: str = field(default="", repr=False)
    """Confirmed by them; empty where there is none."""
    until: datetime | None = None
    """Until when no such mail about this case leaves, as one did a moment ago."""


@dataclass(frozen=True, slots=True)
class Place:
    """Which case of which system, as messages name it."""

    connection: UUID
    case: UUID
    main: str


@dataclass(frozen=True, slots=True)
class Decided:
    """What was decided about one thing that happened, as far as it holds for everybody."""

    happening: Happening
    why: Why | None = None
    """Why nobody is told; None where each receiver is looked at."""
    about: About | None = None
    """None where the case system was not asked."""
