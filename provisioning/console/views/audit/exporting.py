"""Take acts along as a file, with what the role may see and no more (C-070)."""

import csv
import json
from collections.abc import Callable, Iterator
from typing import Any

from django.http import Http404, StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from provisioning.audit import presenters, queries
from provisioning.audit.types import Filters, Line
from provisioning.console.access import ConsoleRequest, operator_required
from provisioning.console.forms.acts import ActsForm
from provisioning.console.origins import actor_of
from provisioning.console.types import Role
from tenants import audit
from tenants.audit import cells

type Batches = Iterator[list[Line]]


class _Echo:
    """A file that gives back what is written."""

    def write(self, text: str) -> str:
        return text


@operator_required(Role.VIEWER)
@require_safe
def export(request: ConsoleRequest, form: str) -> StreamingHttpResponse:
    """Write what the filters find, as it is read: a year of acts takes no more room than a page of them."""
    if form not in WRITERS:
        raise Http404
    write, kind = WRITERS[form]
    lines: Batches = iter(())
    if request.method == "GET":  # who asks for the header alone reads nothing
        lines = _lines(ActsForm(request.GET).filters(), personal=request.operator.may(Role.OPERATOR))
        audit.record(
            "audit.exported",
            by=actor_of(request),
            target=_("het logboek van beheerders"),
            details={"format": form},
        )
    name = f"logboek-{timezone.localtime():%Y%m%d-%H%M}.{form}"
    return StreamingHttpResponse(
        write(lines),
        content_type=kind,
        headers={"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"},
    )


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


WRITERS: dict[str, tuple[Callable[[Batches], Iterator[str]], str]] = {
    "csv": (_csv, "text/csv; charset=utf-8"),
    "jsonl": (_jsonl, "application/jsonl; charset=utf-8"),
}
