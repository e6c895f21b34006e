"""The page with somebody's cases, a part of it for the start page, and what came late."""

import re
from collections.abc import Mapping
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from integrations import sources
from portal.cases import listing, types
from portal.cases.access import asker_of, own, settings_of
from portal.cases.models import CaseSettings
from portal.cases.operations import refreshing
from portal.cases.queries import asking, lists
from portal.cases.types import Asker, CaseSystem
from portal.core.types import Spoken

PLACE: Final = re.compile(r"([0-9a-f]{32}):([0-9.]{1,9})", re.ASCII)
LATEST: Final = 3
NEXT: Final = "zaken-verder"
"""Of the part of the page that the next part of the list takes the place of."""


@own
@require_safe
def cases(request: HttpRequest) -> HttpResponse:
    """Show them; asked for the next part, show that alone. Also the page without script can be asked for it."""
    systems, after = asking.systems(), _after(request)
    number = request.GET.get("nummer", "").strip()
    chosen = settings_of(request)
    try:
        found = _found(request, asker_of(request), systems, number=number, after=after)
    except ValueError:
        if not number:
            raise Http404 from None
        found = listing.Listing()  # no number of a case: none has it
    context: dict[str, Any] = {
        "found": found,
        "number": number,
        "longest": lists.NUMBER,
        "is_first": after is None,
        "has_systems": bool(systems),
        "has_filter": chosen.has_filter and not number,
        "intro": _intro(chosen),
    }
    in_part = "#more" if request.headers.get("HX-Target") == NEXT else ""
    return render(request, f"cases/list.html{in_part}", context)


@own
@require_safe
def latest(request: HttpRequest) -> HttpResponse:
    """Show the few that need somebody or in which something happened last; the start page asks for it in part."""
    found = _found(request, asker_of(request), asking.systems())
    in_part = "#part" if request.headers.get("HX-Request") == "true" else ""
    context = {"cases": found.every[:LATEST], "gaps": found.gaps}
    return render(request, f"cases/latest.html{in_part}", context)


@own
@require_safe
def later(request: HttpRequest, name: str, ticket: str) -> HttpResponse:
    """Answer what came after the page was there."""
    return listing.page_of(asking.systems()).view()(request, name, ticket)


def _found(
    request: HttpRequest,
    asker: Asker,
    systems: list[CaseSystem],
    *,
    number: str = "",
    after: Mapping[str, str] | None = None,
) -> listing.Listing:
    questions = lists.questions(asker, systems, number=number, after=after)
    outcomes = sources.gather(questions, budget=types.BUDGET, whose=sources.visitor(request))
    found = listing.listing(systems, outcomes, asker.options, state=request.GET.get("toon", ""))
    for connection, urls in found.unread.items():
        refreshing.want(connection, urls)
    return found


def _after(request: HttpRequest) -> Mapping[str, str] | None:
    """Read where the part begins; None for the first. What is no place in a list is no page either.

    :raises Http404: for such an address.
    """
    told = [PLACE.fullmatch(each) for each in request.GET.getlist(listing.AFTER)]
    if None in told:
        raise Http404
    return {each[1]: each[2] for each in told if each} or None


def _intro(chosen: CaseSettings) -> Spoken:
    if get_language() == "en" and chosen.intro_en:
        return Spoken(chosen.intro_en, "en")
    return Spoken(chosen.intro, "nl")
