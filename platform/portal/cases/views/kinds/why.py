"""Why somebody heard nothing of their case: all that is known of it, found by its number (P-198, I-111)."""

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from portal.accounts.looking import looked_up
from portal.cases.queries import explaining, lists
from portal.cases.stories import Found

from .access import managers, user_of

SEE: Final = "cases.view_casenotice"
EMPTY: Final = Found()


@managers(SEE)
@never_cache
@require_safe
def why(request: HttpRequest) -> HttpResponse:
    """Ask for a number, and answer what came of news of that case; whose it is, is recorded as looked at."""
    number = request.GET.get("nummer", "").strip()
    is_number = bool(number) and len(number) <= lists.NUMBER and number.isprintable()
    found = explaining.search(number) if is_number else EMPTY
    for person in found.people:
        looked_up(explaining.EXPLAINING, person, by=user_of(request))
    values = {"number": number, "longest": lists.NUMBER, "found": found}
    return render(request, "cases/admin/why.html", values)
