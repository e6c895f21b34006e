"""Say what is wrong, always in the same form: `application/problem+json` (RFC 9457), with texts for people.

`type` is what a program should look at; `status`, `title` and `detail` are always there. Neither shows anything of the
inside, nor what was sent.
"""

import json
import sys
from collections.abc import Mapping
from typing import Any, Final

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.core.signals import got_request_exception
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from structlog import get_logger

from integrations.errors import NotConfiguredError
from integrations.errors import RefusedError as ConnectionRefused
from provisioning.lifecycle.as_code.types import FileError
from provisioning.lifecycle.errors import RefusedError
from provisioning.webhooks.errors import EndpointRefusedError
from tenants import troubles
from themes.styles.errors import RefusedStyleError

CONTENT_TYPE: Final = "application/problem+json"
KINDS: Final = "urn:inwonerplein:problem:"
log = get_logger(__name__)


class Problem(Exception):  # noqa: N818 - a problem in the words of RFC 9457
    """Raised by a view that knows what is wrong."""

    def __init__(
        self, status: int, kind: str, detail: str, *, headers: Mapping[str, str] | None = None, **more: Any
    ) -> None:
        super().__init__(kind)
        self.status, self.kind, self.detail, self.more = status, kind, detail, more
        self.headers = dict(headers or {})


def titles() -> Mapping[str, str]:
    """Answer the title of each kind of problem."""
    return {
        "invalid-input": _("De vraag klopt niet"),
        "no-token": _("Geen geldige sleutel"),
        "insufficient-scope": _("Deze sleutel mag dit niet"),
        "insufficient-role": _("Uw rol gaat niet zo ver"),
        "not-secure": _("Alleen over https"),
        "not-found": _("Dit bestaat niet"),
        "method-not-allowed": _("Dit kan hier niet"),
        "refused": _("Dit kan nu niet"),
        "stale": _("Intussen gewijzigd"),
        "too-large": _("De vraag is te groot"),
        "key-reused": _("Deze Idempotency-Key hoort bij een andere vraag"),
        "too-many-requests": _("Te veel vragen"),
        "unavailable": _("Even niet bereikbaar"),
        "failed": _("Er ging iets mis"),
    }


def answer(
    status: int, kind: str, detail: str, *, headers: Mapping[str, str] | None = None, **more: Any
) -> HttpResponse:
    """Answer with a problem."""
    body = {"type": f"{KINDS}{kind}", "title": titles()[kind], "status": status, "detail": detail, **more}
    text = json.dumps(body, ensure_ascii=False)
    return HttpResponse(text, status=status, content_type=CONTENT_TYPE, headers=dict(headers or {}))


def of_status(status: int) -> HttpResponse:
    """Answer with a problem of which nothing but the status is known: what Django or a middleware refused."""
    match status:
        case 404:
            return answer(404, "not-found", _("Er staat niets op dit adres."))
        case 405:
            return answer(405, "method-not-allowed", _("Dit adres kent deze methode niet."))
        case 413:
            return answer(413, "too-large", _("Stuur ten hoogste een megabyte."))
        case 503:
            return answer(503, "unavailable", _("Probeer het over een halve minuut opnieuw."))
        case _ if status < 500:
            return answer(status, "invalid-input", _("De server begrijpt deze vraag niet."))
    return answer(status, "failed", _("Dat ligt aan ons. Blijft het misgaan? Noem dan de X-Request-Id."))


def not_found(what: str) -> Problem:
    """Say that something is not there."""
    return Problem(404, "not-found", what)


def register(api: NinjaAPI) -> None:
    """Have all errors of an API answered as problems."""
    for error, handle in (
        (Problem, _known),
        (ValidationError, _invalid),
        (HttpError, _of_library),
        (FileError, _refused_file),
        (RefusedError, _refused),
        (ConnectionRefused, _refused),
        (EndpointRefusedError, _refused),
        (RefusedStyleError, _refused),
        (NotConfiguredError, _missing),
        (Http404, _missing),
        (Exception, _unknown),
    ):
        api.add_exception_handler(error, handle)


def _known(request: HttpRequest, error: Any) -> HttpResponse:
    return answer(error.status, error.kind, error.detail, headers=error.headers, **error.more)


def _invalid(request: HttpRequest, error: Any) -> HttpResponse:
    """Say all that does not fit the shape; of the value itself nothing comes back, it may be a secret."""
    errors = [
        {
            "in": str(each["loc"][0]),
            "field": ".".join(map(str, each["loc"][2 if each["loc"][0] == "body" else 1 :])),
            "code": each["type"],
            "detail": each["msg"],
        }
        for each in error.errors
    ]
    detail = _("Een of meer velden kloppen niet; bij `errors` staat welke.")
    return answer(400, "invalid-input", detail, errors=errors)


def _of_library(request: HttpRequest, error: Any) -> HttpResponse:
    if error.status_code == 400:
        return answer(400, "invalid-input", _("De inhoud is geen geldige JSON."))
    return of_status(error.status_code)


def _refused(request: HttpRequest, error: Any) -> HttpResponse:
    """Say why it may not be done, beside each field: the same texts that operators read."""
    reasons = {
        field: [texts] if isinstance(texts, str) else list(texts) for field, texts in error.reasons.items()
    }
    errors = [{"field": camel(field), "detail": text} for field, texts in reasons.items() for text in texts]
    return answer(409, "refused", " ".join(each["detail"] for each in errors), errors=errors)


def _refused_file(request: HttpRequest, error: Any) -> HttpResponse:
    """Say all that stands in the way of a file, each at its line and place."""
    errors = [{"field": each.place, "line": each.line, "detail": each.text} for each in error.refusals]
    return answer(409, "refused", " ".join(each.text for each in error.refusals), errors=errors)


def _missing(request: HttpRequest, error: Any) -> HttpResponse:
    return of_status(404)


def _unknown(request: HttpRequest, error: Any) -> HttpResponse:
    if trouble := troubles.of(error):
        kind = "refused" if trouble is troubles.Trouble.CONFLICT else "unavailable"
        detail = _(
            "Probeer het over %d seconden opnieuw; wat met een Idempotency-Key is gevraagd, kan geen kwaad."
        )
        return troubles.mark(answer(trouble.status, kind, detail % trouble.retry_after), trouble)
    if isinstance(error, SuspiciousOperation):
        return of_status(413 if isinstance(error, RequestDataTooBig) else 400)
    got_request_exception.send(sender=None, request=request)
    log.error("api.failed", error=type(error).__name__, exc_info=sys.exc_info())
    return of_status(500)


def camel(name: str) -> str:
    """Name a field as the API does."""
    first, *rest = name.split("_")
    return first + "".join(word.title() for word in rest)
