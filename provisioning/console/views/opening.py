"""Open a municipality, and follow an operation."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from provisioning.console.access import ConsoleRequest, operator_required
from provisioning.console.forms.opening import OpeningForm, suggestion
from provisioning.console.origins import actor_of
from provisioning.console.queries import progress
from provisioning.console.types import Role
from provisioning.lifecycle import municipalities, operations, queries
from provisioning.lifecycle.errors import RefusedError
from provisioning.lifecycle.models import Operation


@operator_required(Role.OPERATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def open_tenant(request: ConsoleRequest) -> HttpResponse:
    """Ask for what a municipality needs, and have it opened."""
    if request.method != "POST":
        if request.GET.get("deel") == "voorstel":
            form = OpeningForm(initial=suggestion(request.GET))
            return render(request, "console/parts/suggestion.html", {"form": form})
        return _page(request, OpeningForm())
    form = OpeningForm(request.POST)
    form.is_valid()  # never refuses: the operation does
    try:
        operation = operations.request_opening(form.plan(), by=actor_of(request))
    except RefusedError as error:
        form.refuse(error)
        return _page(request, form)
    return redirect("console:operation", operation.uuid)


@operator_required(Role.VIEWER)
@require_safe
def operation(request: ConsoleRequest, operation: uuid.UUID) -> HttpResponse:
    """Show how far an operation is; asked by htmx, the part that changes."""
    try:
        found = progress.of(operation)
    except Operation.DoesNotExist:
        raise Http404 from None
    values = {
        "progress": found,
        "may_change": request.operator.may(Role.OPERATOR),
        "say": request.GET.get("gezegd") != found.mark,
    }
    part = "_part" if request.headers.get("HX-Target") == "voortgang" else ""
    return render(request, f"console/operation{part}.html", values)


@operator_required(Role.OPERATOR)
@require_POST
def operation_retry(request: ConsoleRequest, operation: uuid.UUID) -> HttpResponse:
    """Have a failed operation tried again."""
    try:
        operations.retry(queries.operation(operation), by=actor_of(request))
    except Operation.DoesNotExist:
        raise Http404 from None
    except RefusedError:
        messages.info(request, _("Deze opdracht was al opnieuw begonnen."))
    return redirect("console:operation", operation)


def _page(request: ConsoleRequest, form: OpeningForm) -> HttpResponse:
    values = {
        "form": form,
        "municipalities": sorted(municipalities.municipalities(), key=lambda each: each.name.lower()),
        "facts": municipalities.facts(),
    }
    return render(request, "console/open.html", values, status=422 if form.errors else 200)
