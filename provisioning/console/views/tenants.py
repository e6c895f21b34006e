"""The list of municipalities, and one municipality."""

import uuid
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from provisioning.audit import presenters
from provisioning.audit import queries as audit_queries
from provisioning.audit.types import Filters as AuditFilters
from provisioning.console.access import ConsoleRequest, operator_required
from provisioning.console.forms.filters import TenantFilters
from provisioning.console.queries import connections, features, progress, tenants
from provisioning.console.types import Role
from provisioning.lifecycle import municipalities
from tenants.models import Tenant

RECENT = 10


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
    """Show all that an operator needs of one municipality."""
    row = find(tenant)
    values: dict[str, Any] = {
        "row": row,
        "connections": connections.of_tenant(tenant),
        "may_change": request.operator.may(Role.OPERATOR),
    }
    if request.GET.get("deel") == "koppelingen":
        return render(request, "console/parts/connections.html", values)
    acts = audit_queries.records(AuditFilters(tenants=frozenset({tenant})))[:RECENT]
    values |= {
        "municipality": municipalities.by_code(row.cbs_code),
        "features": features.of_tenant(tenant),
        "operations": progress.of_tenant(tenant),
        "lines": presenters.lines(acts, personal=request.operator.may(Role.OPERATOR)),
    }
    return render(request, "console/tenant.html", values)


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
