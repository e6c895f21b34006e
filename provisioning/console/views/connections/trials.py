"""What is filled in can be tried before it is kept."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from integrations.connections import operations
from integrations.connections.doctor import letters
from integrations.errors import NotConfiguredError, RefusedError
from provisioning.console.access import ConsoleRequest, operator_required
from provisioning.console.origins import actor_of
from provisioning.console.queries import connections
from provisioning.console.types import Role
from provisioning.console.views.tenants import find

from .filling import test_after


@operator_required(Role.OPERATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def trial(request: ConsoleRequest, tenant: uuid.UUID, trial: uuid.UUID) -> HttpResponse:
    """Show what came of a trial; keep it exactly so."""
    row, found = find(tenant), connections.trial(tenant, trial)
    if found is None:
        raise Http404
    if request.method == "POST":
        return _keep(request, tenant, found)
    values: dict[str, Any] = {
        "row": row,
        "trial": found,
        "mail": letters.mail(found.overview, municipality=row.name, when=found.overview.checked_at),
    }
    part = request.headers.get("HX-Target") == "proef"
    return render(
        request, "console/connections/trial.html#proef" if part else "console/connections/trial.html", values
    )


def _keep(request: ConsoleRequest, tenant: uuid.UUID, found: connections.Trial) -> HttpResponse:
    try:
        operations.keep_trial(command=found.uuid, tenant=tenant, by=actor_of(request))
    except NotConfiguredError:
        messages.error(request, _("Deze proef is niet meer te bewaren. Vul het opnieuw in."))
        return redirect("console:tenant", tenant)
    except RefusedError as error:
        messages.error(request, " ".join(error.reasons.values()))
        return redirect("console:tenant", tenant)
    test_after(request, tenant, found.overview.key)
    return redirect("console:connection", tenant, found.overview.key)
