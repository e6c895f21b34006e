"""Which news of cases a colleague tells by letter, as no mail reaches whom it is for (P-265)."""

from typing import Final
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from portal.accounts.looking import looked_up
from portal.cases.news.sending import TELLING
from portal.cases.operations import writing
from portal.cases.queries import asking, letters

from .access import CHANGE, actor, managers, user_of
from .why import SEE

PER_PAGE: Final = 20


@managers(SEE)
@never_cache
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Show what waits, without names; whose cases these are is recorded as looked at."""
    page = Paginator(letters.waiting(), PER_PAGE).get_page(request.GET.get("pagina", 1))
    rows = list(page)
    for user in {row.user for row in rows if row.user is not None}:
        looked_up(TELLING, user, by=user_of(request))
    values = {"page": page, "lines": letters.lines(rows), "chosen": asking.settings().get_by_letter_display()}
    return render(request, "cases/admin/letters.html", values)


@managers(CHANGE)
@require_POST
def done(request: HttpRequest, key: UUID) -> HttpResponse:
    """Tick one off."""
    if writing.done(key, staff=user_of(request), by=actor(request)):
        messages.success(request, _("Het bericht is afgehandeld."))
    else:
        messages.warning(request, _("Dit bericht was al afgehandeld, of een brief is niet meer nodig."))
    return redirect("case_types:letters")
