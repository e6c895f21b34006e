"""Follow an operation, and have it tried again."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from integrations.connections import catalogue as known_systems
from provisioning.console import profiles
from provisioning.console.access import ConsoleRequest, operator_required
from provisioning.console.origins import actor_of
from provisioning.console.queries import drafts, progress
from provisioning.console.types import Role
from provisioning.lifecycle import operations, queries
from provisioning.lifecycle.errors import RefusedError
from provisioning.lifecycle.models import Operation
from provisioning.lifecycle.types import OperationState


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
    if found.state == OperationState.DONE and found.kind in queries.OPENINGS:
        values["next"] = _to_do(operation)
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


def _to_do(operation: uuid.UUID) -> list[tuple[str, str]]:
    """Answer which connections belong to what was chosen at the opening: key and name."""
    profile = profiles.PROFILES.get(drafts.profile_of(operation))
    return [(key, known_systems.title(key)) for key in profile.systems] if profile else []
