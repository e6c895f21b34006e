"""The municipality's audit log."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from portal.core.access import staff

from . import presenters, queries
from .forms import FiltersForm

PER_PAGE = 50


@staff("audit.view_auditrecord")
@never_cache
@require_safe
def records(request: HttpRequest) -> HttpResponse:
    """Show who did what, latest first."""
    form = FiltersForm(request.GET)
    page = Paginator(queries.records(form.filters()), PER_PAGE).get_page(request.GET.get("pagina", 1))
    chosen = request.GET.copy()
    chosen.pop("pagina", None)
    values = {
        "form": form,
        "page": page,
        "lines": presenters.lines(page),
        "seal": queries.last_seal(),
        "query": chosen.urlencode(),
    }
    return render(request, "auditlog/records.html", values)
