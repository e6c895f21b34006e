"""The operators' audit log."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from provisioning.audit import presenters, queries
from provisioning.console.access import ConsoleRequest, operator_required
from provisioning.console.forms.filters import AuditFiltersForm
from provisioning.console.types import Role
from provisioning.console.views.tenants import others

PER_PAGE = 50


@operator_required(Role.VIEWER)
@require_safe
def audit(request: ConsoleRequest) -> HttpResponse:
    """Show who did what, latest first."""
    form = AuditFiltersForm(request.GET)
    page = Paginator(queries.records(form.filters()), PER_PAGE).get_page(request.GET.get("pagina", 1))
    values = {
        "form": form,
        "page": page,
        "lines": presenters.lines(page, personal=request.operator.may(Role.OPERATOR)),
        "query": others(request),
    }
    return render(request, "console/audit.html", values)
