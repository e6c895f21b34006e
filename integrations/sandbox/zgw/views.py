"""The Zaken API of the stand-in."""

import json
import uuid
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from integrations.sandbox.knobs import Knobs
from integrations.sandbox.settings import CLIENT_ID, Settings
from integrations.sandbox.web import Request, Response, Route

from . import cases, tokens

PAGE = 10
CRS = "EPSG:4326"
HEADERS = {"Content-Crs": CRS, "API-version": "1.0.3"}


class _Fault(Exception):  # noqa: N818 - the contract's word
    def __init__(self, status: int, code: str, detail: str) -> None:
        super().__init__(code)
        self.status, self.code, self.detail = status, code, detail


def routes(settings: Settings, knobs: Knobs) -> list[Route]:
    """Answer the routes of this part: everything below `/zgw` waits and fails as the knobs say."""

    def answer(request: Request, path: str) -> Response:
        knobs.wait()
        try:
            if knobs.setting.status:
                raise _Fault(knobs.setting.status, "knob", "Zo staat de knop van het oefensysteem.")
            if knobs.setting.malformed:
                return Response(b"<!doctype html><title>Onderhoud</title><p>Even geduld.</p>")
            return _answer(request, path, settings)
        except _Fault as fault:
            return _fault(fault)

    return [Route("*", "/zgw(?P<path>/.*)", answer)]


def _answer(request: Request, path: str, settings: Settings) -> Response:
    if path != "/zaken/api/v1/zaken":
        raise _Fault(HTTPStatus.NOT_FOUND, "not_found", "Niet gevonden.")
    if request.method not in {"GET", "HEAD"}:
        raise _Fault(HTTPStatus.METHOD_NOT_ALLOWED, "method_not_allowed", "Methode niet toegestaan.")
    _authorise(request, settings)
    _check_crs(request)
    return _json(_page(request))


def _authorise(request: Request, settings: Settings) -> None:
    try:
        tokens.check(request.headers.get("authorization", ""), client_id=CLIENT_ID, secret=settings.secret)
    except tokens.TokenError as error:
        raise _Fault(HTTPStatus.FORBIDDEN, str(error), "Dit token geeft geen toegang.") from None


def _check_crs(request: Request) -> None:
    wanted = request.headers.get("accept-crs")
    if wanted is None:
        raise _Fault(HTTPStatus.PRECONDITION_FAILED, "missing-crs", "De header Accept-Crs ontbreekt.")
    if wanted != CRS:
        raise _Fault(HTTPStatus.NOT_ACCEPTABLE, "unsupported-crs", "Dit coördinatenstelsel kan niet.")


def _page(request: Request) -> dict[str, Any]:
    asked = request.query.get("page", "1")
    found = cases.all_cases(f"{request.base}/zgw")
    last = -(-len(found) // PAGE)
    if not asked.isdecimal() or not 1 <= int(asked) <= last:
        raise _Fault(HTTPStatus.NOT_FOUND, "not_found", "Deze pagina bestaat niet.")
    number = int(asked)
    return {
        "count": len(found),
        "next": _link(request, number + 1) if number < last else None,
        "previous": _link(request, number - 1) if number > 1 else None,
        "results": found[(number - 1) * PAGE : number * PAGE],
    }


def _link(request: Request, number: int) -> str:
    return f"{request.base}{request.path}?{urlencode({**request.query, 'page': number})}"


def _json(content: object) -> Response:
    return Response(json.dumps(content).encode(), content_type="application/json", headers=HEADERS)


def _fault(fault: _Fault) -> Response:
    content = {
        "type": "",
        "code": fault.code,
        "title": HTTPStatus(fault.status).phrase,
        "status": int(fault.status),
        "detail": fault.detail,
        "instance": f"urn:uuid:{uuid.uuid4()}",
    }
    return Response(json.dumps(content).encode(), fault.status, "application/problem+json")
