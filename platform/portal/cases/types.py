"""What pages of cases are made of, in words of this municipality."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final
from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise

from integrations.connections.types import Access
from integrations.sources import Query
from integrations.zgw.types import CaseType, ResultType, StatusType
from integrations.zgw.types.cases import Case
from integrations.zgw.types.options import Options
from integrations.zgw.types.parties import Applicant

from .kinds import NO_STEP, NOTHING_SET, Kind, Step

FEATURE: Final = "cases"
BUDGET = 3.0
"""Seconds that a page waits for case systems (M-04)."""
STANDS_OUT: Final = {"warning": "warning", "failure": "error", "success": "success"}
"""How a status looks, by the word that was set of its step."""
QUESTION: Final = "cases.question"
"""Key of the kind of delivery."""
SHOWING: Final = "Zaken tonen aan wie ze heeft aangevraagd"
"""Key of the record of processing."""
KNOWING: Final = "Onder welk RSIN het zaaksysteem een bedrijf kent"
"""The same, of asking the Handelsregister before there is news."""
EXAMPLE: Final = UUID(int=0)
"""Of a made-up case: it has no page of its own."""
NOWHERE: Final = "#voorbeeld"
"""Where links of a made-up case lead: to what says that it is one."""


def address_of(case: Case, page: str = "detail", *more: UUID) -> str:
    """Answer where a page of a case is: the address stays when the case system moves (I-025)."""
    if case.uuid == EXAMPLE:
        return NOWHERE
    return reverse(f"cases:{page}", args=[case.connection, case.uuid, *more])


def spoken(letter: str, key: UUID) -> str:
    """Answer under which number people speak of what has a key, as in V-1A2B-3C4D."""
    told = key.hex.upper()
    return f"{letter}-{told[:4]}-{told[4:8]}"


class Without(StrEnum):
    """Why somebody who has signed in has no cases here."""

    NO_NUMBER = "no number"
    """They came in without a number that a case system knows."""
    BRANCH_OPEN = "branch open"
    """They have not chosen yet for which branch they are here."""
    STAFF = "staff"


@dataclass(frozen=True, slots=True)
class Asker:
    """Whose cases are asked for, and how this municipality wants them."""

    applicant: Applicant
    whose: str
    """Key of the account that asks."""
    options: Options
    rsin: Query[str] | None = None
    """Finds the RSIN of a company that came in by another number."""


@dataclass(frozen=True, slots=True)
class CaseSystem:
    """A case system of this municipality."""

    key: UUID
    name: str
    access: Callable[[], Access] | None = field(default=None, repr=False, compare=False)
    """How it is reached, of who has looked that up."""

    @property
    def slug(self) -> str:
        """Answer what it is called in parts of a page."""
        return self.key.hex


@dataclass(frozen=True, slots=True)
class Kinds:
    """What the catalogue says of a case, and what the municipality set of its kind."""

    case_type: CaseType | None = None
    status_type: StatusType | None = None
    result_type: ResultType | None = None
    own: Kind = NOTHING_SET
    steps: Mapping[str, Step] = field(default_factory=dict)
    """What was set of the steps of its version, by address."""
    is_read: bool = True
    """Whether the mirror knows the version of its type; else only the answer told it, or nobody."""

    @property
    def step(self) -> Step:
        """Answer what was set of the step where it stands."""
        return self.steps.get(self.status_type.url, NO_STEP) if self.status_type else NO_STEP


@dataclass(frozen=True, slots=True)
class Need:
    """What somebody has to do, and by when."""

    text: str = field(repr=False)
    until: date | None = None
    """None where nobody said so."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A case as lists show it."""

    case: Case
    title: str = field(repr=False)
    state: str = field(repr=False)
    """Its result, or where it stands."""
    need: Need | None = None
    step: Step = NO_STEP
    """What the municipality set of the step where it stands."""

    @property
    def state_kind(self) -> str:
        """Answer as what the state stands out."""
        return STANDS_OUT.get(self.step.indicator, "info") if self.is_running else "neutral"

    @property
    def alert_kind(self) -> str:
        """Answer as what a message about the step stands out."""
        return "ok" if self.state_kind == "success" else self.state_kind

    @property
    def is_running(self) -> bool:
        """Tell whether it has not ended."""
        return self.case.ended is None

    @property
    def number(self) -> str:
        """Answer the number as people know it."""
        return self.case.number or self.case.identification

    @property
    def url(self) -> str:
        """Answer where its own page is."""
        return address_of(self.case)

    @property
    def is_example(self) -> bool:
        """Tell whether it is made up."""
        return self.case.uuid == EXAMPLE


@dataclass(frozen=True, slots=True)
class Joined:
    """Cases of one answer that may be shown, and how many there are of which nobody knows the kind."""

    cases: Sequence[Shown] = ()
    unknown: int = 0
    unread: Sequence[str] = ()
    """Versions of types that the mirror does not know, each once: a worker is to read them."""


@dataclass(frozen=True, slots=True)
class Filter:
    """A choice above the list."""

    label: str | Promise
    url: str
    is_current: bool
