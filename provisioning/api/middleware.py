"""What every answer under `/api/` bears, also where no view was reached."""

from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _

from provisioning.tokens.types import Rate

from . import problems

PREFIX: Final = "/api/"
VERSION: Final = "1.0.0"
KEPT: Final = ("Allow", "Retry-After", "WWW-Authenticate")
WINDOW: Final = 60

type GetResponse = Callable[[HttpRequest], HttpResponseBase]


class ApiMiddleware:
    """Say version and rate, answer every error as a problem, and nothing over plain http."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path.startswith(PREFIX):
            return self.get_response(request)
        if settings.SECURE_SSL_REDIRECT and not request.is_secure():
            # A redirect would teach programs to send their key in the open.
            detail = _("Stuur een sleutel nooit over http. Deze is misschien gezien: trek hem in.")
            response: HttpResponseBase = problems.answer(403, "not-secure", detail)
        else:
            response = self.get_response(request)
        return _dressed(request, response)


def _dressed(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    if response.status_code >= 400 and response.get("Content-Type") != problems.CONTENT_TYPE:
        response = _as_problem(response)
    response["API-Version"] = VERSION
    rate: Rate | None = getattr(request, "api_rate", None)
    if rate:
        response["RateLimit-Policy"] = f'"minute";q={rate.limit};w={WINDOW}'
        response["RateLimit"] = f'"minute";r={rate.remaining};t={rate.resets_in}'
    if location := getattr(request, "location", ""):
        response["Location"] = location
    if version := getattr(request, "version", ""):
        response["ETag"] = version
    return response


def _as_problem(plain: HttpResponseBase) -> HttpResponse:
    answer = problems.of_status(plain.status_code)
    for name in KEPT:
        if name in plain:
            answer[name] = plain[name]
    if trouble := getattr(plain, "database_trouble", None):
        answer.database_trouble = trouble  # type: ignore[attr-defined]  # so that reading is tried again
    return answer
