"""Close a portal, show its page of maintenance, open it again, and call off what was planned (C-037)."""

import dataclasses
import functools
import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from provisioning.console.access import ConsoleRequest, operator_required, recently_authenticated
from provisioning.console.forms.asking import ReasonForm
from provisioning.console.forms.standing import MaintenanceForm, SuspensionForm
from provisioning.console.origins import actor_of
from provisioning.console.queries import standing
from provisioning.console.types import Role
from provisioning.console.views.tenants import find
from provisioning.lifecycle import municipalities, operations, queries
from provisioning.lifecycle.errors import RefusedError
from provisioning.lifecycle.models import Operation
from provisioning.lifecycle.types import OperationKind
from tenants import moves

from .asking import METHODS, Question, posted, put


@operator_required(Role.OPERATOR)
@recently_authenticated(keep=("reason",))
@require_http_methods(METHODS)
def suspend(request: ConsoleRequest, tenant: uuid.UUID) -> HttpResponse:
    """Ask why, and close a portal."""
    row, by = find(tenant), actor_of(request)
    form = SuspensionForm(posted(request), initial=getattr(request, "typed", {}))
    question = Question(
        "standing/suspend",
        form,
        lambda: operations.request_suspension(tenant=tenant, by=by, why=form.cleaned_data["reason"]),
        lambda: queries.under_way(tenant, OperationKind.SUSPEND),
    )
    may = row.state in moves.OPEN or row.state == "maintenance"
    return put(request, question, row=row, may=may, municipality=municipalities.by_code(row.cbs_code))


@operator_required(Role.OPERATOR)
@require_http_methods(METHODS)
def resume(request: ConsoleRequest, tenant: uuid.UUID) -> HttpResponse:
    """Open a portal again."""
    row, by = find(tenant), actor_of(request)
    form = ReasonForm(posted(request))
    question = Question(
        "standing/resume",
        form,
        lambda: operations.request_resumption(tenant=tenant, by=by, why=form.cleaned_data["reason"]),
        lambda: queries.under_way(tenant, OperationKind.RESUME),
    )
    may = row.state in moves.PAUSED
    return put(request, question, row=row, may=may, planned=standing.planned(tenant))


@operator_required(Role.OPERATOR)
@require_http_methods(METHODS)
def maintenance(request: ConsoleRequest, tenant: uuid.UUID) -> HttpResponse:
    """Ask what visitors read, and begin maintenance now or later; asked again it changes the page."""
    row, by, now = find(tenant), actor_of(request), standing.notice_of(tenant)
    there = dataclasses.asdict(now) | {"seen": now.operation} if now else {}
    form = MaintenanceForm(posted(request), initial=there)
    may = row.state in moves.OPEN or now is not None
    values: dict[str, Any] = {"row": row, "may": may, "now": now, "planned": standing.planned(tenant)}
    if form.is_bound and form.is_overtaken(now.operation if now else ""):
        values |= {"form": form, "overtaken": True}
        return render(request, "console/standing/maintenance.html", values, status=409)

    def ask() -> Operation | None:
        given = form.cleaned_data
        return operations.request_maintenance(
            form.notice(), tenant=tenant, by=by, why=given["reason"], starts_at=given["starts_at"]
        )

    found = functools.partial(queries.under_way, tenant, OperationKind.MAINTENANCE)
    return put(request, Question("standing/maintenance", form, ask, found), **values)


@operator_required(Role.OPERATOR)
@require_http_methods(METHODS)
def maintenance_preview(request: ConsoleRequest, tenant: uuid.UUID) -> HttpResponse:
    """Show the page of maintenance with the text of a form that is not sent in yet."""
    find(tenant)
    form = MaintenanceForm(request.POST)
    form.is_valid()  # what is not good yet is left out
    return standing.preview(tenant, form.notice(), request.POST.get("taal", "nl"))


@operator_required(Role.OPERATOR)
@require_POST
def operation_undo(request: ConsoleRequest, operation: uuid.UUID) -> HttpResponse:
    """Have a failed operation undone, or call a planned one off."""
    try:
        operations.undo(queries.operation(operation), by=actor_of(request))
    except Operation.DoesNotExist:
        raise Http404 from None
    except RefusedError:
        messages.info(request, _("Deze opdracht loopt, is klaar, of werd al ongedaan gemaakt."))
    return redirect("console:operation", operation)
