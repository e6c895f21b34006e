"""Show a connection, and have it tested."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from integrations.connections import operations
from integrations.connections.doctor import letters
from integrations.errors import NotConfiguredError, RefusedError
from provisioning.console.access import ConsoleRequest, operator_required
from provisioning.console.origins import actor_of
from provisioning.console.queries import connections
from provisioning.console.types import Role
from provisioning.console.views.tenants import find

from .finding import one


@operator_required(Role.VIEWER)
@require_safe
def connection(request: ConsoleRequest, tenant: uuid.UUID, connection: uuid.UUID) -> HttpResponse:
    """Show what is known of a connection, and what its last test found."""
    row, panel = find(tenant), connections.panel(tenant, connection)
    values: dict[str, Any] = {"row": row, "may_change": request.operator.may(Role.OPERATOR)}
    if panel is None:
        return _coming(request, values, tenant, connection)
    values |= {"panel": panel, "mail": _mail(panel, row.name)}
    part = request.headers.get("HX-Target") == "koppeling"
    return render(
        request,
        "console/connections/connection.html#koppeling" if part else "console/connections/connection.html",
        values,
    )


@operator_required(Role.OPERATOR)
@require_POST
def test(request: ConsoleRequest, tenant: uuid.UUID, connection: uuid.UUID) -> HttpResponse:
    """Have a connection tested; its page shows what came of it."""
    find(tenant)
    try:
        operations.request_test(tenant=tenant, connection=connection, by=actor_of(request))
    except NotConfiguredError:
        messages.error(request, _("Er is nog geen koppeling om te testen."))
        return redirect("console:tenant", tenant)
    except RefusedError as error:
        messages.error(request, " ".join(error.reasons.values()))
    return redirect("console:connection", tenant, connection)


@operator_required(Role.VIEWER)
@require_safe
def letter(request: ConsoleRequest, tenant: uuid.UUID, connection: uuid.UUID) -> HttpResponse:
    """Answer the mail to the supplier as a text file, for who cannot copy it from the page."""
    row, panel = one(tenant, connection)
    answer = HttpResponse(_mail(panel, row.name), content_type="text/plain; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="mail-aan-leverancier.txt"'
    return answer


def _mail(panel: connections.Panel, municipality: str) -> str:
    return letters.mail(panel.overview, municipality=municipality, when=panel.overview.checked_at)


def _coming(
    request: ConsoleRequest, values: dict[str, Any], tenant: uuid.UUID, connection: uuid.UUID
) -> HttpResponse:
    """Show that a connection is on its way: the worker has not added it yet, or could not."""
    errand = next(
        (each for each in connections.of_tenant(tenant).coming if each.connection == connection), None
    )
    if errand is None:
        raise Http404
    return render(request, "console/connections/coming.html", {**values, "errand": errand})
