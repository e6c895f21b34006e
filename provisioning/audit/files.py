"""Write acts to a file, with what a role may see and no more (C-070): for a spreadsheet, or for a program.

What is written is read as it goes: a year of acts takes no more room than a page of them. An export that proves itself,
with the seals, is another one (`exporting`).
"""

import csv
import json
from collections.abc import Callable, Iterator
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext as _

from tenants import audit
from tenants.audit import Actor, cells

from . import presenters, queries
from .types import Filters, Line

CSV, JSONL = "csv", "jsonl"
KINDS: Final = {CSV: "text/csv; charset=utf-8", JSONL: "application/jsonl; charset=utf-8"}
"""The forms there are, each with its media type."""

type Batches = Iterator[list[Line]]


class _Echo:
    """A file that gives back what is written."""

    def write(self, text: str) -> str:
        return text


def taken_along(filters: Filters, form: str, *, personal: bool, by: Actor) -> Iterator[str]:
    """Write what filters find, and that somebody took it.

    :param form: one of `KINDS`.
    :param personal: whether addresses are in it.
    """
    details = {"format": form}
    audit.record("audit.exported", by=by, target=_("het logboek van beheerders"), details=details)
    return WRITERS[form](_lines(filters, personal=personal))


def empty(form: str) -> Iterator[str]:
    """Write nothing, as the form has it."""
    return WRITERS[form](iter(()))


def name(form: str) -> str:
    """Name a file of this moment."""
    return f"logboek-{timezone.localtime():%Y%m%d-%H%M}.{form}"


def _lines(filters: Filters, *, personal: bool) -> Batches:
    for records in queries.all_of(filters):
        yield presenters.lines(records, personal=personal)


def _csv(batches: Batches) -> Iterator[str]:
    writer: Any = csv.writer(_Echo())
    yield "\ufeff"  # without it a spreadsheet takes é for something else
    yield writer.writerow([_("nummer"), _("wanneer"), _("wie"), _("wat"), _("gelukt"), _("gemeente"), _("vanaf"),
                           _("bijzonderheden"), _("opdracht"), _("soort handeling")])  # fmt: skip
    for lines in batches:
        yield "".join(writer.writerow(map(cells.text, _cells(line))) for line in lines)


def _cells(line: Line) -> list[Any]:
    details = " · ".join(f"{name}: {value}" for name, value in line.details.items())
    return [
        line.number,
        timezone.localtime(line.recorded_at).isoformat(timespec="seconds"),
        line.actor,
        line.text,
        _("nee") if line.refused else _("ja"),
        line.tenant_name or line.tenant or "",
        line.origin,
        details,
        line.operation,
        line.action,
    ]


def _jsonl(batches: Batches) -> Iterator[str]:
    for lines in batches:
        yield "".join(f"{json.dumps(_entry(line), ensure_ascii=False)}\n" for line in lines)


def _entry(line: Line) -> dict[str, Any]:
    return {
        "number": line.number,
        "recorded_at": line.recorded_at.isoformat(),
        "action": line.action,
        "text": line.text,
        "actor": line.actor,
        "outcome": line.outcome,
        "tenant": str(line.tenant) if line.tenant else None,
        "tenant_name": line.tenant_name,
        "origin": line.origin,
        "operation": line.operation or None,
        "details": dict(line.details),
    }


WRITERS: Final[dict[str, Callable[[Batches], Iterator[str]]]] = {CSV: _csv, JSONL: _jsonl}
