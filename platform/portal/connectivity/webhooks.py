"""Where other systems bring their news; no session, no cookie, no form (I-101)."""

from http import HTTPStatus
from typing import Final

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseNotFound
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from integrations.notifications import operations
from integrations.notifications.types import FEATURE, LARGEST, PREFIX
from tenants import features
from tenants.access import public

QUIET: Final = "_has_been_logged"
"""Django writes the address of what was refused into the log, and this one is half a secret."""


@public
@csrf_exempt
@never_cache
def receive(request: HttpRequest, secret: str) -> HttpResponse:
    """Take a message in."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"]) if features.is_on(FEATURE) else HttpResponseNotFound()
    response = HttpResponse(status=_received(request, secret))
    if response.status_code == HTTPStatus.UNAUTHORIZED:
        response["WWW-Authenticate"] = "Bearer"
    setattr(response, QUIET, True)
    return response


def park(request: HttpRequest) -> None:
    """Take a message in while the portal is closed: it is looked at when that opens again (requirement C-037)."""
    secret = request.path_info.removeprefix(PREFIX).strip("/")
    if request.method == "POST" and secret:
        _received(request, secret)


def _received(request: HttpRequest, secret: str) -> HTTPStatus:
    return operations.receive(secret, request.headers.get("Authorization", ""), request.read(LARGEST + 1))
