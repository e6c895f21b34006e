"""Find acts, and follow one person, one municipality or one operation."""

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from provisioning.audit import presenters, queries
from provisioning.audit.types import Filters, Place
from provisioning.console.access import ConsoleRequest, operator_required
from provisioning.console.forms.acts import ActsForm
from provisioning.console.types import Role

PER_PAGE = 50
PLACES = ("ouder", "nieuwer")
"""Parameters that say where a page begins."""


@operator_required(Role.VIEWER)
@require_safe
def audit(request: ConsoleRequest) -> HttpResponse:
    """Show who did what, latest first."""
    form = ActsForm(request.GET)
    filters = form.filters()
    older, newer = (Place.read(request.GET.get(name, "")) for name in PLACES)
    page = queries.page(filters, older_than=older, newer_than=newer, size=PER_PAGE)
    values: dict[str, Any] = {
        "form": form,
        "page": page,
        "lines": presenters.lines(page.records, personal=request.operator.may(Role.OPERATOR)),
        "query": chosen(request),
        "operation": filters.operation,
        "tenant": _only(filters),
        "broken": len(queries.broken()),
        "moved": bool(older or newer),
    }
    if page.is_all:
        values["number"] = len(page.records)
    else:
        values["about"] = _rounded(max(queries.estimate(filters), len(page.records) + 1))
    return render(request, "console/audit/audit.html", values)


def _rounded(number: int) -> int:
    """Answer a number with two digits that say something: more would look as if somebody had counted."""
    unit = 10 ** max(len(str(number)) - 2, 0)
    return int(round(number / unit) * unit)


def _only(filters: Filters) -> uuid.UUID | None:
    """Answer the municipality that is followed; None when it is not one."""
    return next(iter(filters.tenants)) if filters.tenants and len(filters.tenants) == 1 else None


def chosen(request: ConsoleRequest) -> str:
    """Answer the filters of an address, without where its page begins."""
    values = request.GET.copy()
    for name in [name for name, value in values.items() if name in PLACES or not value]:
        del values[name]
    return values.urlencode()
