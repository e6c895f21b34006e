"""The municipality's audit log."""

from typing import cast

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from portal.accounts import auditing
from portal.accounts.models import User
from portal.core.access import staff
from tenants import audit

from . import exporting, presenters, queries
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
    for name in [name for name, value in chosen.items() if not value]:
        del chosen[name]
    values = {
        "form": form,
        "page": page,
        "lines": presenters.lines(page),
        "seal": queries.last_seal(),
        "query": chosen.urlencode(),
    }
    return render(request, "auditlog/records.html", values)


@staff("audit.view_auditrecord")
@never_cache
@require_safe
def export(request: HttpRequest, form: str) -> StreamingHttpResponse:
    """Let the acts that the filters find be taken along; that is an act itself."""
    if form not in exporting.WRITERS:
        raise Http404
    write, kind = exporting.WRITERS[form]
    acts: exporting.Batches = ()
    if request.method == "GET":  # who asks for the header alone reads nothing
        acts = queries.all_of(FiltersForm(request.GET).filters())
        by = auditing.actor(cast(User, request.user), request)
        audit.record("audit.exported", by=by, target=_("het logboek"), details={"format": form})
    name = f"logboek-{timezone.localtime():%Y%m%d-%H%M}.{form}"
    return StreamingHttpResponse(
        write(acts),
        content_type=kind,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
