"""Let a page of the console show another of its own in a frame, and let that one be framed: by the console alone."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, cast

from csp.constants import SELF
from django.http import HttpResponse

from provisioning.console.access import ConsoleRequest

type Page[**P] = Callable[Concatenate[ConsoleRequest, P], HttpResponse]


def shows_frames[**P](view: Page[P]) -> Page[P]:
    """Allow frames from the console's own host."""

    @wraps(view)
    def framing(request: ConsoleRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        return _with(view(request, *args, **kwargs), "frame-src")

    return cast(Page[P], framing)


def may_be_framed[**P](view: Page[P]) -> Page[P]:
    """Allow the console's own host to frame this; nobody else's."""

    @wraps(view)
    def framed(request: ConsoleRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        response = _with(view(request, *args, **kwargs), "frame-ancestors")
        response["X-Frame-Options"] = "SAMEORIGIN"
        return response

    return cast(Page[P], framed)


def _with(response: HttpResponse, directive: str) -> HttpResponse:
    response._csp_replace = {directive: [SELF]}  # type: ignore[attr-defined]  # as django-csp's decorators do
    return response
