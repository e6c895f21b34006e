"""Put what changed in catalogues into words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from integrations.zgw.types import Catalogue, Cause, Change, Failure, Part, Run, What
from portal.cases.queries.known import CaseSystem

PARTS: Final[Mapping[Part, str | Promise]] = {
    Part.CATALOGUE: gettext_lazy("Catalogus"),
    Part.CASE_TYPE: gettext_lazy("Zaaktype"),
    Part.STATUS_TYPE: gettext_lazy("Status"),
    Part.RESULT_TYPE: gettext_lazy("Resultaat"),
    Part.DOCUMENT_TYPE: gettext_lazy("Documenttype"),
}
WHATS: Final[Mapping[What, tuple[str | Promise, str]]] = {
    What.NEW: (gettext_lazy("nieuw"), "success"),
    What.CHANGED: (gettext_lazy("gewijzigd"), "info"),
    What.GONE: (gettext_lazy("verdwenen"), "warning"),
    What.BACK: (gettext_lazy("terug"), "success"),
}
CAUSES: Final[Mapping[Cause, str | Promise]] = {
    Cause.SCHEDULE: gettext_lazy("elke nacht"),
    Cause.NOTIFICATION: gettext_lazy("na een bericht van het zaaksysteem"),
    Cause.PAGE: gettext_lazy("omdat een zaak een onbekend type had"),
    Cause.REQUEST: gettext_lazy("op verzoek van een medewerker"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One change."""

    word: str
    kind: str
    part: str
    name: str
    case_type: str
    at: datetime
    differences: Sequence[Any]
    is_version: bool


@dataclass(frozen=True, slots=True)
class Report:
    """One time that the mirror was brought up to date."""

    at: datetime
    ended_at: datetime | None
    cause: str
    seen: int
    lines: Sequence[Line]
    more: int
    failures: Sequence[str]
    more_failures: int
    is_whole: bool


@dataclass(frozen=True, slots=True)
class System:
    """A case system on the page of changes."""

    system: CaseSystem
    read_at: datetime | None
    recent: Sequence[Line]
    runs: Sequence[Report]
    catalogues: Sequence[Catalogue]
    by_hand: frozenset[str]
    form: Any


def line(change: Change) -> Line:
    """Put one change into words."""
    word, kind = WHATS[change.what]
    is_version = change.part is Part.CASE_TYPE and change.what is What.NEW and bool(change.differences)
    return Line(
        word=_("nieuwe versie") if is_version else str(word),
        kind="info" if is_version else kind,
        part=str(PARTS[change.part]),
        name=change.name,
        case_type=change.case_type,
        at=change.at,
        differences=change.differences,
        is_version=is_version,
    )


def run(told: Run) -> Report:
    """Put one report into words."""
    return Report(
        at=told.begun_at,
        ended_at=told.ended_at,
        cause=str(CAUSES[told.cause]),
        seen=sum(each.seen for each in told.counts if each.part is Part.CASE_TYPE),
        lines=[line(each) for each in told.changes],
        more=told.more_changes,
        failures=[_failure(each) for each in told.failures],
        more_failures=told.unlisted_failures,
        is_whole=told.is_whole,
    )


def _failure(failure: Failure) -> str:
    """Say what could not be read; the address is left out, for it says nothing to people."""
    text = _("%(part)s: kon niet worden gelezen (%(reason)s)")
    reason = " ".join(part for part in (failure.reason, failure.field) if part)
    return text % {"part": PARTS[failure.part], "reason": reason}
