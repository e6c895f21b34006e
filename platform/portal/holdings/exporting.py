"""Write what is kept about somebody, and who looked, to files (AVG art. 15 and 20; Logboek Dataverwerkingen)."""

import csv
import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final

from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone

from portal.accounts.models import User
from tenants import registers
from tenants.audit import cells
from tenants.entry import current
from tenants.processing.models import Record

from . import queries
from .types import Kept

VERSION: Final = 1
"""Of the form of the file, which docs/manual/wat-bewaren-wij.md describes."""
COLUMNS: Final = (
    "start_time",
    "trace_id",
    "status",
    "dpl.core.processing_activity_id",
    "dpl.core.data_subject_id",
    "purpose",
    "legal_basis",
    "actor_kind",
    "actor",
    "source",
    "outcome",
)
STATUS: Final = {"ok": "Ok"}


def as_data(user: User) -> dict[str, Any]:
    """Answer all that is kept about somebody, as JSON knows it."""
    return {
        "version": VERSION,
        "municipality": current().name,
        "made_at": timezone.now(),
        "holdings": [_entry(kept) for kept in queries.kept(user)],
    }


def as_json(user: User) -> str:
    """Write it as JSON."""
    return json.dumps(as_data(user), cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)


def looks_as_csv(rows: Iterable[Record]) -> Iterator[str]:
    """Write who looked for a spreadsheet, in which no cell is a formula (attacks P09 and W10)."""
    writer: Any = csv.writer(_Echo())
    yield "\ufeff"  # without it a spreadsheet takes é for something else
    yield writer.writerow(COLUMNS)
    for row in rows:
        told = _attributes(row)
        yield writer.writerow([cells.text(told[name]) for name in COLUMNS])


def looks_as_jsonl(rows: Iterable[Record]) -> Iterator[str]:
    """Write a line of JSON for each, with the names of the Logboek Dataverwerkingen."""
    for row in rows:
        told = _attributes(row)
        line = {
            "trace_id": told.pop("trace_id"),
            "name": told["dpl.core.processing_activity_id"],
            "start_time": told.pop("start_time"),
            "status": {"code": told.pop("status")},
            "resource": {"name": current().name},
            "attributes": told,
        }
        yield f"{json.dumps(line, ensure_ascii=False)}\n"


WRITERS: Final[dict[str, tuple[Callable[[Iterable[Record]], Iterator[str]], str]]] = {
    "csv": (looks_as_csv, "text/csv; charset=utf-8"),
    "jsonl": (looks_as_jsonl, "application/jsonl; charset=utf-8"),
}


class _Echo:
    """A file that gives back what is written."""

    def write(self, text: str) -> str:
        return text


def _entry(kept: Kept) -> dict[str, Any]:
    return {
        "name": kept.name,
        "title": str(kept.title),
        "source": str(kept.source),
        "kept": kept.keep,
        "complete": not kept.is_unavailable,
        "labels": {name: str(label) for name, label in kept.labels.items()},
        "rows": list(kept.rows),
    }


def _attributes(row: Record) -> dict[str, str]:
    declared = registers.processing.get(row.activity) if row.activity in registers.processing else None
    return {
        "start_time": row.at.isoformat(),
        "trace_id": row.trace,
        "status": STATUS.get(row.outcome, "Error"),
        "dpl.core.processing_activity_id": row.activity,
        "dpl.core.data_subject_id": str(row.number),
        "purpose": declared.purpose if declared else "",
        "legal_basis": declared.legal_basis if declared else "",
        "actor_kind": row.actor_kind,
        "actor": row.actor,
        "source": row.source,
        "outcome": row.outcome,
    }
