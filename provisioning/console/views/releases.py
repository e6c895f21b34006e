"""Numbered releases of a municipality's configuration: who changed what, and back with one click (C-033)."""

import uuid
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from provisioning.console.access import ConsoleRequest, operator_required
from provisioning.console.forms.releases import CompareForm, RestoreForm
from provisioning.console.origins import actor_of
from provisioning.console.queries import meanwhile
from provisioning.console.queries import releases as queries
from provisioning.console.types import Role
from provisioning.console.views.tenants import find
from provisioning.lifecycle import operations
from provisioning.lifecycle import queries as lifecycle
from provisioning.lifecycle.types import OperationKind

from .asking import METHODS, Question, posted, put

PER_PAGE = 50


@operator_required(Role.VIEWER)
@require_safe
def releases(request: ConsoleRequest, tenant: uuid.UUID) -> HttpResponse:
    """List the releases, the newest first, and what was changed outside them."""
    row = find(tenant)
    page = Paginator(queries.listed(tenant), PER_PAGE).get_page(request.GET.get("pagina", 1))
    values = {
        "row": row,
        "page": page,
        "newest": meanwhile.newest(tenant),
        "drift": queries.drift(tenant),
        "may_change": request.operator.may(Role.OPERATOR),
    }
    return render(request, "console/releases/releases.html", values)


@operator_required(Role.VIEWER)
@require_safe
def release(request: ConsoleRequest, tenant: uuid.UUID, number: int) -> HttpResponse:
    """Show what a release changed, or what differs from another one."""
    row, newest = find(tenant), meanwhile.newest(tenant)
    form = CompareForm(request.GET, most=newest)
    found = queries.compared(tenant, number, form.other())
    if found is None:
        raise Http404
    values: dict[str, Any] = {
        "row": row,
        "found": found,
        "form": form,
        "newest": newest,
        "may_change": request.operator.may(Role.OPERATOR),
    }
    return render(request, "console/releases/release.html", values)


@operator_required(Role.OPERATOR)
@require_http_methods(METHODS)
def restore(request: ConsoleRequest, tenant: uuid.UUID, number: int) -> HttpResponse:
    """Show what would change, and put a release back; refused when there is a newer one than was shown."""
    row, by, newest = find(tenant), actor_of(request), meanwhile.newest(tenant)
    found = queries.put_back(tenant, newest, number)
    if found is None:
        raise Http404
    form = RestoreForm(posted(request), initial={"newest": newest}, parts=found.parts)
    values: dict[str, Any] = {"row": row, "found": found, "number": number}
    if form.is_bound and (changed := meanwhile.since(tenant, form.shown())):
        form.catch_up(newest)
        values |= {"form": form, "changed": changed}
        return render(request, "console/releases/restore.html", values, status=409)
    question = Question(
        "releases/restore",
        form,
        lambda: operations.request_roll_back(
            tenant=tenant,
            release=number,
            by=by,
            why=form.cleaned_data["reason"],
            parts=form.chosen(),
        ),
        lambda: lifecycle.under_way(tenant, OperationKind.ROLL_BACK, release=number),
    )
    return put(request, question, **values)
