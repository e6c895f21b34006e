"""Change and test a municipality's connection: asked here, done by a worker inside the municipality."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from integrations.connections import operations
from integrations.errors import NotConfiguredError, RefusedError
from provisioning.console.access import ConsoleRequest, operator_required
from provisioning.console.forms.connection import ConnectionForm
from provisioning.console.origins import actor_of
from provisioning.console.queries import connections
from provisioning.console.types import Role
from provisioning.console.views.tenants import find


@operator_required(Role.OPERATOR)
@sensitive_post_parameters("secret")
@require_http_methods(["GET", "HEAD", "POST"])
def connection(request: ConsoleRequest, tenant: uuid.UUID) -> HttpResponse:
    """Ask for address and secret."""
    row = find(tenant)
    form = ConnectionForm(request.POST or None, initial=_now(tenant))
    if form.is_valid():
        try:
            operations.request_change(tenant=tenant, by=actor_of(request), **form.cleaned_data)
        except RefusedError as error:
            form.refuse(error.reasons)
        else:
            return redirect("console:tenant", tenant)
    return render(
        request, "console/connection.html", {"row": row, "form": form}, status=422 if form.errors else 200
    )


@operator_required(Role.OPERATOR)
@require_POST
def connection_test(request: ConsoleRequest, tenant: uuid.UUID) -> HttpResponse:
    """Have the connection tested; the municipality's page shows what came of it."""
    find(tenant)
    try:
        operations.request_test(tenant=tenant, by=actor_of(request))
    except NotConfiguredError:
        messages.error(request, _("Er is nog geen koppeling om te testen."))
    except RefusedError as error:
        messages.error(request, " ".join(error.reasons.values()))
    return redirect("console:tenant", tenant)


def _now(tenant: uuid.UUID) -> dict[str, str]:
    """Start from what is there, without the secret: that cannot be read."""
    overview = connections.panel(tenant).overview
    if overview is None:
        return {}
    return {"system": overview.system, "address": overview.address, "client_id": overview.client_id}
