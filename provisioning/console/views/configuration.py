"""A municipality as a file: shown, downloaded, compared with the last one, and changed by another."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from provisioning.console.access import ConsoleRequest, operator_required, recently_authenticated
from provisioning.console.forms.configuration import FileForm
from provisioning.console.origins import actor_of
from provisioning.console.queries import configuration as files
from provisioning.console.types import Role
from provisioning.console.views.tenants import find
from provisioning.lifecycle import operations
from provisioning.lifecycle.as_code import reading
from provisioning.lifecycle.as_code.types import Document, FileError, Plan
from provisioning.lifecycle.errors import RefusedError


@operator_required(Role.VIEWER, change=Role.OPERATOR)
@sensitive_post_parameters("text")
@sensitive_variables("document", "form")
@require_http_methods(["GET", "HEAD", "POST"])
def configuration(request: ConsoleRequest, tenant: uuid.UUID) -> HttpResponse:
    """Show the file, and say what another would change."""
    row = find(tenant)
    if request.method != "POST":
        return _page(request, row, FileForm())
    return _planned(request, row, FileForm(request.POST, request.FILES))


@operator_required(Role.OPERATOR)
@recently_authenticated(page="configuration")
@sensitive_post_parameters("text")
@sensitive_variables("document", "form")
@require_POST
def configuration_apply(request: ConsoleRequest, tenant: uuid.UUID) -> HttpResponse:
    """Have a file applied whose plan was seen; it may take connections away, so it asks who it is."""
    row, form = find(tenant), FileForm(request.POST)
    if form.is_valid() and form.cleaned_data["seen"]:
        try:
            answer = _apply(request, row, form, reading.read(form.cleaned_data["text"]))
        except FileError:
            answer = None  # said with the plan
        if answer:
            return answer
    return _planned(request, row, form)


@operator_required(Role.VIEWER)
@require_safe
def configuration_file(request: ConsoleRequest, tenant: uuid.UUID) -> HttpResponse:
    """Answer the file itself."""
    row = find(tenant)
    answer = HttpResponse(files.shown(tenant).text, content_type="application/yaml; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{row.host}.yaml"'
    return answer


def _planned(request: ConsoleRequest, row: Any, form: FileForm) -> HttpResponse:
    """Say what a file would change, or all that is wrong with it."""
    if not form.has_field_errors():
        asked = form.cleaned_data
        try:
            plan = files.plan(row.uuid, reading.read(asked["text"]), asked["remove"])
        except FileError as error:
            form.refuse(error)
        else:
            return _plan(request, row, form, plan)
    return _page(request, row, form, status=422)


def _apply(request: ConsoleRequest, row: Any, form: FileForm, document: Document) -> HttpResponse | None:
    """Have it applied; None when something else came between, and what would change has to be seen anew."""
    asked = form.cleaned_data
    try:
        operation = operations.request_configuration(
            document,
            tenant=row.uuid,
            by=actor_of(request),
            why=asked["why"],
            remove=asked["remove"],
            seen=asked["seen"],
        )
    except FileError:
        raise
    except RefusedError as error:
        form.refuse_otherwise([text for texts in error.reasons.values() for text in texts])
        return None
    if operation is None:
        messages.success(request, _("Er verandert niets: alles is al zoals het bestand zegt."))
        return redirect("console:configuration", row.uuid)
    return redirect("console:operation", operation.uuid)


def _plan(request: ConsoleRequest, row: Any, form: FileForm, plan: Plan) -> HttpResponse:
    values = {"row": row, "form": form, "plan": plan, "asked": form.cleaned_data}
    status = 409 if form.errors else 200
    return render(request, "console/configuration/plan.html", values, status=status)


def _page(request: ConsoleRequest, row: Any, form: FileForm, status: int = 200) -> HttpResponse:
    may_change = request.operator.may(Role.OPERATOR)
    values = {"row": row, "form": form, "shown": files.shown(row.uuid), "may_change": may_change}
    return render(request, "console/configuration/file.html", values, status=status)


WHERE = "gemeenten/<uuid:tenant>/configuratie/"
ADDRESSES = [
    path(WHERE, configuration, name="configuration"),
    path(f"{WHERE}doorvoeren/", configuration_apply, name="configuration_apply"),
    path(f"{WHERE}bestand.yaml", configuration_file, name="configuration_file"),
]
