"""Taking settings of kinds of cases from one installation to another (I-096, I-097)."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from portal.cases.forms import ImportForm
from portal.cases.models import SettingsImport
from portal.cases.operations import moving
from portal.cases.queries import exporting, importing
from tenants import audit

from .access import CHANGE, actor, managers, recorded, user_of


@managers(CHANGE)
@never_cache
@require_safe
def export(request: HttpRequest) -> StreamingHttpResponse:
    """Give along what was set."""
    lines = list(exporting.lines())
    audit.record("cases.types_exported", by=actor(request), details={"lines": len(lines)})
    answer = StreamingHttpResponse(lines, content_type="application/x-ndjson; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="zaaktypen.jsonl"'
    return answer


@managers(CHANGE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def offer(request: HttpRequest) -> HttpResponse:
    """Ask for a file; lead to what it would change."""
    form = ImportForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if request.method == "POST" and form.is_valid():
        key = moving.offer(user=user_of(request), text=form.cleaned_data["file"])
        return redirect("case_types:import", key)
    return render(request, "cases/admin/offer.html", {"form": form})


@managers(CHANGE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def look_through(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Show what a file would change and what is wrong with it; when sure, carry it out."""
    row = get_object_or_404(SettingsImport, pk=key, user=user_of(request))
    if request.method == "POST" and "weg" in request.POST:
        row.delete()
        messages.success(request, _("Er is niets gewijzigd. Het bestand is weg."))
        return redirect("case_types:list")
    if request.method == "POST":
        with recorded(request):
            number = moving.carry_out(row, by=actor(request))
        if number is not None:
            text = ngettext("%(n)s zaaktype is gewijzigd.", "%(n)s zaaktypen zijn gewijzigd.", number)
            messages.success(request, text % {"n": number})
            return redirect("case_types:list")
    return render(request, "cases/admin/import.html", {"plan": importing.plan(row.text), "key": key})
