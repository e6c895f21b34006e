"""The list of municipalities, and one municipality."""

import uuid
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from provisioning.console import panels
from provisioning.console.access import ConsoleRequest, operator_required
from provisioning.console.forms.filters import TenantFilters
from provisioning.console.panels import register
from provisioning.console.panels.types import Asked
from provisioning.console.queries import progress, tenants
from provisioning.console.types import Role
from tenants.models import Tenant

panels.load()


@operator_required(Role.VIEWER)
@require_safe
def tenants_list(request: ConsoleRequest) -> HttpResponse:
    """List the municipalities, trouble first."""
    form = TenantFilters(request.GET)
    filters = form.filters()
    page = tenants.page(filters, request.GET.get("pagina", 1))
    values: dict[str, Any] = {
        "form": form,
        "filters": filters,
        "page": page,
        "rows": tenants.rows(page),
        "query": others(request),
        "may_change": request.operator.may(Role.OPERATOR),
    }
    if request.headers.get("HX-Target") == "lijst":
        return render(request, "console/tenants_part.html", {**values, "number": 1})
    values |= {"unfinished": progress.unfinished(), "number": tenants.number()}
    return render(request, "console/tenants.html", values)


@operator_required(Role.VIEWER)
@require_safe
def tenant(request: ConsoleRequest, tenant: uuid.UUID) -> HttpResponse:
    """Show all that an operator needs of one municipality, panel by panel."""
    asked = Asked(find(tenant), may_change=request.operator.may(Role.OPERATOR))
    if part := request.GET.get("deel"):
        return _panel(request, part, asked)
    shown = register.show(request, asked, opened=request.GET.get("open", ""))
    alerts = [alert for each in shown for alert in each.alerts]
    values: dict[str, Any] = {
        "row": asked.row,
        "panels": register.placed(shown),
        "alerts": sorted(alerts, key=lambda alert: alert.kind != "error"),
        "asks_again": any(each.asks_again for each in shown),
    }
    return render(request, "console/tenant.html", values)


def _panel(request: ConsoleRequest, key: str, asked: Asked) -> HttpResponse:
    """Show one panel alone, for a page that has all others."""
    if key not in register.panels:
        raise Http404
    shown = register.show_one(request, register.panels.get(key), asked)
    return render(request, "console/panels/panel.html", {"shown": shown, "row": asked.row})


def find(tenant: uuid.UUID) -> tenants.Row:
    """Answer a municipality.

    :raises Http404: when there is none.
    """
    try:
        return tenants.row(tenant)
    except Tenant.DoesNotExist:
        raise Http404 from None


def others(request: ConsoleRequest) -> str:
    """Answer the parameters of an address without the page's number, for the links to other pages."""
    chosen = request.GET.copy()
    chosen.pop("pagina", None)
    for name in [name for name, value in chosen.items() if not value]:
        del chosen[name]
    return chosen.urlencode()
