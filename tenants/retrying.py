"""Ask once more when the database let go of a request that only reads (fault F29).

The answer is whole before the first byte of it leaves, so whoever asked sees nothing but a moment's delay. What
writes is never done twice: its page says that it did not work, and the person decides.
"""

import time
from collections.abc import Callable
from typing import Final

from django.core.handlers.wsgi import WSGIRequest
from django.db import connection
from django.http import HttpRequest, HttpResponseBase
from structlog import get_logger

from .troubles import Trouble

SAFE: Final = frozenset({"GET", "HEAD"})
SOON: Final = 1.0
"""Seconds: whoever has waited longer is told at once."""
log = get_logger(__name__)


class RetryMiddleware:
    """Answer a request again, once, as if it had just come in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        began = time.monotonic()
        response = self.get_response(request)
        trouble: Trouble | None = getattr(response, "database_trouble", None)
        if trouble is None or not trouble.may_pass or request.method not in SAFE:
            return response
        if time.monotonic() - began > SOON:
            return response
        log.warning("database.asked_again", trouble=trouble.name)
        connection.close()
        return self.get_response(_anew(request))


def _anew(request: HttpRequest) -> HttpRequest:
    """Forget what the first attempt hung on the request: who is signed in, messages, the page that was found."""
    assert isinstance(request, WSGIRequest)  # ASGI is refused at the start
    again = WSGIRequest(request.environ)
    again.request_id = getattr(request, "request_id", "")  # type: ignore[attr-defined]
    return again
