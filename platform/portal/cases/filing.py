"""A case with what belongs to it, as its page shows it: where it stands, what comes next and when, and by whom."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from integrations.zgw.queries import mirror
from integrations.zgw.types import StatusType
from integrations.zgw.types.cases import Case, CaseFile, Gap, Panel
from integrations.zgw.types.documents import Document
from integrations.zgw.types.options import Options
from integrations.zgw.types.parties import Part, PartyKind, Role
from integrations.zgw.types.showing import visible

from . import joining, stepping, terms
from .queries import kinds
from .stepping import Step
from .types import Kinds, Shown, address_of

NEW_FOR: Final = timedelta(days=1)
"""How long a document is new (DOCUMENT_RECENT_DAYS)."""
PARTS: Final = {
    Part.DECIDER: _("Beslist over uw zaak"),
    Part.HANDLER: _("Behandelt uw zaak"),
    Part.COORDINATOR: _("Houdt overzicht over uw zaak"),
}


@dataclass(frozen=True, slots=True)
class Date:
    """A day that counts in a case."""

    key: str
    label: str | Promise
    day: date
    text: str | Promise = ""

    @property
    def is_past(self) -> bool:
        """Tell whether it is over."""
        return self.day < timezone.localdate()


@dataclass(frozen=True, slots=True)
class Paper:
    """A document, as the page shows it."""

    document: Document
    url: str
    is_new: bool


@dataclass(frozen=True, slots=True)
class Worker:
    """Who of the municipality works on a case."""

    label: str | Promise
    value: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class File:
    """A case with what belongs to it."""

    shown: Shown
    kinds: Kinds
    told: CaseFile
    steps: Sequence[Step]
    upcoming: StatusType | None
    dates: Sequence[Date]
    papers: Sequence[Paper]
    workers: Sequence[Worker]

    @property
    def case(self) -> Case:
        """Answer the case."""
        return self.told.case

    @property
    def gap_in_steps(self) -> Gap | None:
        """Answer what is missing of what happened."""
        return self.told.gap(Panel.STATUSES)

    @property
    def gap_in_result(self) -> Gap | None:
        """Answer what is missing of how it ended."""
        return self.told.gap(Panel.RESULT)

    @property
    def gap_in_papers(self) -> Gap | None:
        """Answer what is missing of the documents."""
        return self.told.gap(Panel.DOCUMENTS)

    @property
    def gap_in_workers(self) -> Gap | None:
        """Answer what is missing of who works on it."""
        return self.told.gap(Panel.ROLES)

    @property
    def explanation(self) -> str:
        """Say what came of it: what the municipality says of such an end, and what was written for this case."""
        its, case = self.kinds.result_type, self.case.result
        ours, theirs = (self.kinds.own.result(its) if its else ""), (case.explanation if case else "")
        return " ".join(filter(None, (ours, theirs))) or (its.explanation if its else "")

    @property
    def status_text(self) -> str:
        """Say what the step means where it stands: in the words of the municipality, or else of the catalogue."""
        return self.shown.step.text or (self.kinds.status_type.text if self.kinds.status_type else "")

    @property
    def pdf_url(self) -> str:
        """Answer where it can be had as a PDF."""
        return address_of(self.case, "pdf")

    @property
    def calendar_url(self) -> str:
        """Answer where its days can be had for a calendar."""
        return address_of(self.case, "calendar")

    @property
    def question_url(self) -> str:
        """Answer where a question about it is sent."""
        return address_of(self.case, "question")

    @property
    def titled_calendar_url(self) -> str:
        """Answer where they can be had with what the case is called."""
        return self.calendar_url if self.is_example else f"{self.calendar_url}?titel"

    @property
    def is_example(self) -> bool:
        """Tell whether it is made up."""
        return self.shown.is_example


def file_of(told: CaseFile, options: Options) -> File | None:
    """Make what the page shows of a case; None where it is not to be shown (I-074)."""
    case = told.case
    its = kinds.of(case.connection, [case])[case.uuid]
    if not visible(case, its.case_type, options):
        return None
    types = mirror.steps_of(case.connection, case.type)
    shown = joining.shown(case, its, options)
    return File(
        shown=shown,
        kinds=its,
        told=told,
        steps=stepping.steps(told, types, its.steps),
        upcoming=stepping.upcoming(told, types),
        dates=_dates(shown, its),
        papers=[_paper(case, each) for each in told.documents],
        workers=_workers(told.roles),
    )


def _dates(shown: Shown, its: Kinds) -> list[Date]:
    """List the days that still count, the nearest first; of a case that has ended there are none."""
    case = shown.case
    if case.ended is not None:
        return []
    found = []
    if shown.need and shown.need.until:
        found.append(Date("u", _("Dit moet u doen"), shown.need.until, shown.need.text))
    if case.planned_end:
        found.append(Date("plan", _("Wij willen klaar zijn op"), case.planned_end))
    legal = case.legal_end or (
        terms.after(case.started, its.case_type.term) if case.started and its.case_type else None
    )
    if legal:
        found.append(Date("wet", _("Volgens de wet beslissen wij uiterlijk op"), legal))
    return sorted(found, key=lambda each: each.day)


def _paper(case: Case, document: Document) -> Paper:
    added = document.added
    url = address_of(case, "document", document.uuid)
    return Paper(document, url, added is not None and timezone.now() - added <= NEW_FOR)


def _workers(roles: Sequence[Role]) -> list[Worker]:
    at_work = {PartyKind.EMPLOYEE, PartyKind.UNIT}
    rows = [
        Worker(PARTS[role.part], role.name)
        for role in roles
        if role.part in PARTS and role.kind in at_work and role.name
    ]
    return list(dict.fromkeys(rows))
