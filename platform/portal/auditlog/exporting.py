"""Write acts to a file as they are read: for a spreadsheet, or as JSON lines."""

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext as _

from tenants.audit import cells
from tenants.audit.models import AuditRecord

from . import presenters
from .types import Line

type Batches = Iterable[Sequence[AuditRecord]]


class _Echo:
    """A file that gives back what is written."""

    def write(self, text: str) -> str:
        return text


def as_csv(batches: Batches) -> Iterator[str]:
    """Write lines for a spreadsheet, in which no cell is a formula (attacks P09 and W10)."""
    writer: Any = csv.writer(_Echo())
    yield "\ufeff"  # without it a spreadsheet takes é for something else
    yield writer.writerow(
        [
            _("regel"),
            _("wanneer"),
            _("wie"),
            _("platform"),
            _("wat"),
            _("gelukt"),
            _("vanaf"),
            _("bijzonderheden"),
        ]
    )
    for acts in batches:
        yield "".join(writer.writerow(map(cells.text, _cells(line))) for line in presenters.lines(acts))


def as_jsonl(batches: Batches) -> Iterator[str]:
    """Write a line of JSON for each act."""
    for acts in batches:
        yield "".join(f"{json.dumps(_entry(line), ensure_ascii=False)}\n" for line in presenters.lines(acts))


def _cells(line: Line) -> list[Any]:
    return [
        line.number,
        timezone.localtime(line.recorded_at).isoformat(timespec="seconds"),
        line.actor,
        _("ja") if line.is_of_platform else _("nee"),
        line.text,
        _("nee") if line.failed else _("ja"),
        line.origin,
        " · ".join(f"{name}: {value}" for name, value in line.details.items()),
    ]


def _entry(line: Line) -> dict[str, Any]:
    return {
        "number": line.number,
        "recorded_at": line.recorded_at.isoformat(),
        "action": line.action,
        "text": line.text,
        "actor": line.actor,
        "of_platform": line.is_of_platform,
        "outcome": line.outcome,
        "origin": line.origin,
        "is_sealed": line.is_sealed,
        "details": dict(line.details),
    }


WRITERS: Final[dict[str, tuple[Callable[[Batches], Iterator[str]], str]]] = {
    "csv": (as_csv, "text/csv; charset=utf-8"),
    "jsonl": (as_jsonl, "application/jsonl; charset=utf-8"),
}
