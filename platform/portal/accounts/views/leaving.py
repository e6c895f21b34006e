"""Leave: the session here ends first, and after that the one at the provider; people and staff alike."""

from collections.abc import Callable
from typing import Final

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from integrations.identities import Departure
from portal.accounts.models import Door
from portal.accounts.operations import ending, travelling
from portal.accounts.queries.doors import open_door
from portal.accounts.queries.resolving import handle_of, sign_in_of
from portal.core.access import STAFF_PAGES
from tenants import headers

MARK: Final = "uitgelogd"
STAFF_LEFT: Final = f"{STAFF_PAGES}login/?{MARK}"


def sign_out(request: HttpRequest, *, otherwise: Callable[[], HttpResponse]) -> HttpResponse:
    """End the session of a browser, here and where it began; the browser forgets what it kept.

    :param otherwise: answers where there is no provider at which it is to be ended.
    """
    row = sign_in_of(request)
    door = open_door(row.door) if row else None
    handle = handle_of(row) if row else None
    ending.sign_out(request)
    departure = travelling.leave(request, door, handle) if door and handle else None
    response = sent(request, departure, door) if departure and door else otherwise()
    headers.forget_here(response)
    return response


def sent(request: HttpRequest, departure: Departure, door: Door) -> HttpResponse:
    """Send a browser to a provider: by an address, or with a form that it posts there."""
    if not departure.fields:
        return HttpResponseRedirect(departure.url)
    response = render(request, "accounts/doors/posting.html", {"departure": departure, "door": door})
    # The one form that leaves this host: the policy of this one page names where to.
    response._csp_update = {"form-action": [departure.url]}  # type: ignore[attr-defined]
    return response
