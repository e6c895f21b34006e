"""Error pages in the municipality's theme, that tell nothing of the inside (requirement P-252)."""

import sys

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers

from tenants import troubles
from tenants.entry import is_entered

from . import unavailable


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer a request that makes no sense, or whose session could not be written."""
    if trouble := troubles.behind(exception):
        return unavailable.answer(request, trouble)
    return _page(request, 400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer somebody who may not do this."""
    return _page(request, 403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form that was sent without its token: mostly a page that stood open for long."""
    return _page(request, 403, is_stale_form=True)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer an address that leads nowhere."""
    return _page(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer when something broke, or when to come back when it was the database."""
    if trouble := troubles.of(sys.exception()):
        return unavailable.answer(request, trouble)
    return HttpResponse(unavailable.bare(request, 500), status=500)


def _page(request: HttpRequest, status: int, *, is_stale_form: bool = False) -> HttpResponse:
    if not is_entered():
        return HttpResponse(unavailable.bare(request, status), status=status)
    request.resolver_match = None  # so that the frame does not offer this page in other languages
    context = {"status": status, "is_stale_form": is_stale_form}
    response = render(request, "core/error.html", context, status=status)
    add_never_cache_headers(response)
    return response
