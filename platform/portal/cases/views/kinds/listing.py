"""The list of kinds of cases, and switching the notifications of several at once."""

from typing import Final
from urllib.parse import parse_qsl

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from portal.cases.forms import FiltersForm
from portal.cases.operations import configuring
from portal.cases.queries import known, letters
from portal.cases.queries.overview import Overview, key_in, overview

from .access import CHANGE, SEE, actor, managers, recorded, user_of
from .why import SEE as SEE_NOTICES

PER_PAGE: Final = 50


@managers(SEE)
@never_cache
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Show what kinds of cases there are, and what was set of each."""
    form, found = _found(request, request.GET)
    page = Paginator(found.lines, PER_PAGE).get_page(request.GET.get("pagina", 1))
    chosen = request.GET.copy()
    chosen.pop("pagina", None)
    values = {"form": form, "found": found, "page": page, "query": chosen.urlencode()}
    values["letters"] = letters.waiting().count() if user_of(request).has_perm(SEE_NOTICES) else 0
    return render(request, "cases/admin/list.html", values)


@managers(CHANGE)
@require_POST
def notify(request: HttpRequest) -> HttpResponse:
    """Switch the notifications of those that were ticked, or of all that were found."""
    is_on = request.POST.get("aan") == "1"
    if request.POST.get("alle"):
        keys = [line.known.key for line in _found(request, request.POST)[1].lines]
    else:
        there = {each.key for each in known.every()}
        told = [key_in(dict(parse_qsl(each))) for each in request.POST.getlist("type")]
        keys = [key for key in told if key in there]
    with recorded(request):
        number = configuring.notify(keys, is_on=is_on, by=actor(request))
    if not keys:
        messages.warning(request, _("Kies eerst een of meer zaaktypen."))
    else:
        text = ngettext("%(n)s zaaktype is gewijzigd.", "%(n)s zaaktypen zijn gewijzigd.", number)
        messages.success(request, text % {"n": number})
    return redirect("case_types:list")


def _found(request: HttpRequest, given: QueryDict) -> tuple[FiltersForm, Overview]:
    form = FiltersForm(given, systems=known.systems())
    found = overview(user_of(request), **form.filters())
    form.count(found.counts)
    return form, found
