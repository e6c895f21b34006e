"""The page with search results: also what htmx asks a part of while a visitor types (architecture P1)."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from portal.search.forms import SearchForm
from portal.search.presentation import NoSuchPageError, ResultsPage
from tenants import access, features

TEMPLATE = "search/results.html"


@access.public
@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """Show what was found: the whole page, or only the results when htmx asks."""
    if not features.is_on("search"):
        raise Http404
    form = SearchForm(request.GET)
    try:
        found = ResultsPage.of(
            form.text, kind=request.GET.get("soort", ""), number=request.GET.get("page", "1")
        )
    except NoSuchPageError:
        raise Http404 from None
    in_part = _is_in_part(request)
    context = {"form": form, "found": found, "in_part": in_part}
    response = render(request, f"{TEMPLATE}#results" if in_part else TEMPLATE, context)
    patch_vary_headers(response, ["HX-Request"])
    return response


def _is_in_part(request: HttpRequest) -> bool:
    htmx: Any = getattr(request, "htmx", None)
    return bool(htmx and not htmx.boosted and not htmx.history_restore_request)
