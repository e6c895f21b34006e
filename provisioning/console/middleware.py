"""What stands in front of every view of the console."""

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.functional import SimpleLazyObject

from tenants import hosts, troubles
from tenants.reception import unknown_host

from . import errors, identity, known_browsers

type GetResponse = Callable[[HttpRequest], HttpResponseBase]


class DatabaseAwayMiddleware:
    """Answer with a page that says so when the database cannot be reached."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Take the place of Django's error page; what other parts raise reaches `errors.server_error`."""
        trouble = troubles.of(exception)
        return errors.unavailable(request, trouble) if trouble else None


class ConsoleHostMiddleware:
    """Answer on the console's own host name and on no other (attack P01)."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        try:
            host = hosts.normalise(request.get_host())
        except DisallowedHost:
            return unknown_host()
        return self.get_response(request) if host == settings.CONSOLE_HOST else unknown_host()


class OperatorMiddleware:
    """Say who is behind the request, and keep what he sees out of every index."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.operator = SimpleLazyObject(lambda: _operator(request))  # type: ignore[attr-defined]
        response = self.get_response(request)
        known_browsers.remember(request, response)
        response.headers.setdefault("X-Robots-Tag", "noindex")
        return response


def _operator(request: HttpRequest) -> object:
    operator = identity.signed_in(request)
    # What a page asks for by itself is no sign of life.
    if operator and not request.headers.get("HX-Request"):
        request.session.touch()  # type: ignore[attr-defined]  # the console's own engine
    return operator
