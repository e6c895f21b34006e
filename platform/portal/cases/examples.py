"""A made-up case of a kind, for who wants to see what citizens see of it: nobody's, and in no case system.

It goes the way of all cases from there on, so that what is shown is what citizens get.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.utils import timezone
from django.utils.translation import gettext as _

from integrations.zgw.types import Confidentiality, ResultType, StatusType
from integrations.zgw.types.cases import Case, CaseFile, Result, Status
from integrations.zgw.types.documents import Document, DocumentState
from integrations.zgw.types.options import Options
from integrations.zgw.types.parties import Part, PartyKind, Role

from . import filing, terms
from .filing import File
from .queries.known import Known, Parts
from .types import EXAMPLE

ADDRESS: Final = "https://voorbeeld.invalid/"
"""Of all that is made up."""
NUMBER: Final = "VOORBEELD-0001"
PACE: Final = timedelta(days=4)
"""Between two steps."""
MOST_DOCUMENTS: Final = 3
SIZE: Final = 120_000
"""Bytes of a document."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the made-up case stands: at a step, or at its end with one of the results."""

    key: str
    label: str
    reached: Sequence[StatusType]
    has_ended: bool = False
    result: ResultType | None = None


def places(parts: Parts) -> list[Place]:
    """List where a case of a kind can stand: at each step, and at the end with each result."""
    running = [one for one in parts.steps if not one.is_last]
    found = [
        Place(f"stap-{at}", one.name or one.text, running[:at]) for at, one in enumerate(running, start=1)
    ]
    for at, last in enumerate((one for one in parts.steps if one.is_last), start=1):
        reached = [*running, last]
        if not parts.results:
            found.append(Place(f"einde-{at}", last.name or last.text, reached, has_ended=True))
        found += [
            Place(f"einde-{at}-{nth}", f"{last.name or last.text}: {one.name}", reached, True, one)
            for nth, one in enumerate(parts.results, start=1)
        ]
    return found


def file_at(place: Place, found: Known, parts: Parts, options: Options) -> File | None:
    """Make what the page of a case of this kind shows where it stands there, with what was set."""
    today = timezone.localdate()
    begun = today - PACE * len(place.reached)
    statuses = tuple(
        Status(f"{ADDRESS}{at}", ADDRESS, one.url, begun + PACE * at)
        for at, one in enumerate(place.reached, start=1)
    )
    case = _case(place, found, begun, statuses)
    worker = Role(ADDRESS, PartyKind.UNIT, Part.HANDLER, name=_("Team voorbeeld"))
    papers = tuple(_document(at, one.name, today) for at, one in enumerate(parts.documents[:MOST_DOCUMENTS]))
    return filing.file_of(CaseFile(case, statuses, (worker,), papers), options)


def _case(place: Place, found: Known, begun: date, statuses: Sequence[Status]) -> Case:
    result = Result(ADDRESS, ADDRESS, place.result.url) if place.result else None
    return Case(
        connection=found.system.connection,
        uuid=EXAMPLE,
        url=ADDRESS,
        identification=NUMBER,
        number=NUMBER,
        type=found.case_type.url,
        title=_("Voorbeeld van een omschrijving"),
        registered=begun,
        started=begun,
        planned_end=terms.after(begun, found.case_type.service_term),
        ended=statuses[-1].day if place.has_ended else None,
        confidentiality=Confidentiality.PUBLIC,
        status_url=statuses[-1].url,
        status=statuses[-1],
        result_url=result.url if result else "",
        result=result,
    )


def _document(at: int, name: str, today: date) -> Document:
    """Make a document of a kind; the first has just come."""
    added = timezone.make_aware(datetime.combine(today - PACE * at, datetime.min.time()))
    return Document(
        uuid=uuid.UUID(int=at + 1),
        url=f"{ADDRESS}{at}",
        title=name,
        size=SIZE * (at + 1),
        added=added,
        confidentiality=Confidentiality.PUBLIC,
        state=DocumentState.DEFINITIVE,
    )
