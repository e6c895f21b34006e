"""The stand-in; a search wants at least one thing to search for, and who is not known is 404 in the KVK's own words."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from integrations.sandbox.doorways import words
from integrations.sandbox.doorways.admission import by_header
from integrations.sandbox.stand_ins import Call, Endpoint, Operation, RefusedError, StandIn
from integrations.sandbox.web import Response
from integrations.sandbox.world.enterprises import enterprises
from integrations.sandbox.world.people import Company

from . import shapes

NOTHING_ASKED, NOT_FOUND, WRONG_NUMBER, WRONG_PAGE = "IPD1998", "IPD5200", "IPD0004", "IPD0006"
USUAL, MOST = 10, 100
"""Results of a page: unless more are asked for, and at most."""
LIES = 7
"""How many more there are than there are, where the total is wrong."""


def _search(call: Call) -> Response:
    query = call.request.query
    if not query:
        raise RefusedError(HTTPStatus.BAD_REQUEST, NOTHING_ASKED)
    number = query.get("kvkNummer", "")
    if len(number) != 8 or not number.isdecimal():
        raise RefusedError(HTTPStatus.BAD_REQUEST, WRONG_NUMBER)
    company = _company(call, number)
    found = [row for row in shapes.rows(company) if query.get("type", row["type"]) == row["type"]]
    if not found:
        raise RefusedError(HTTPStatus.NOT_FOUND, NOT_FOUND)
    return words.give(_page(call, found))


def _page(call: Call, found: list[dict[str, Any]]) -> dict[str, Any]:
    page, size = _number(call, "pagina", 1), _number(call, "resultatenPerPagina", USUAL)
    last = -(-len(found) // size)
    if size > MOST or not (1 <= page <= last or call.fault.endless):
        raise RefusedError(HTTPStatus.BAD_REQUEST if size > MOST else HTTPStatus.NOT_FOUND, WRONG_PAGE)
    shown = 1 if call.fault.loop else (page - 1) % last + 1
    rows = found[(shown - 1) * size : shown * size]
    told: dict[str, Any] = {
        "pagina": page,
        "resultatenPerPagina": size,
        "totaal": len(found) + (LIES if call.fault.miscount else 0),
        "resultaten": [rows[0], *rows] if call.fault.miscount else rows,
    }
    address = _link(call)
    if page > 1:
        told["vorige"] = address(page - 1)
    if page < last or call.fault.endless:
        told["volgende"] = address(page if call.fault.loop else page + 1)
    return told


def _link(call: Call) -> Callable[[int], str]:
    query = call.request.query
    return lambda page: f"{call.base}/v2/zoeken?{urlencode({**query, 'pagina': page})}"


def _number(call: Call, name: str, usual: int) -> int:
    told = call.request.query.get(name, str(usual))
    if not told.isdecimal() or not int(told):
        raise RefusedError(HTTPStatus.BAD_REQUEST, WRONG_PAGE)
    return int(told)


def _profile(call: Call, number: str) -> Response:
    if len(number) != 8 or not number.isdecimal():
        raise RefusedError(HTTPStatus.BAD_REQUEST, WRONG_NUMBER)
    return words.give(shapes.profile(_company(call, number), call.base))


def _company(call: Call, number: str) -> Company:
    """Find a company; another one, where somebody else's is to be told."""
    company = enterprises().get(number)
    if company is None:
        raise RefusedError(HTTPStatus.NOT_FOUND, NOT_FOUND)
    if call.fault.wrong_person:
        return next(one for one in enterprises().values() if one.kvk != number and one.branches)
    return company


def _refuse(error: RefusedError) -> Response:
    fault = {"code": error.code or "IPD9999", "omschrijving": "Het oefensysteem voert dit verzoek niet uit."}
    return words.give({"fout": [fault]}, status=error.status)


STAND_INS = (
    StandIn(
        key="kvk",
        name="KvK",
        endpoints=[
            Endpoint("zoeken", "Zoeken", [Operation("GET", "/v2/zoeken", by_header("apikey", _search))]),
            Endpoint(
                "basisprofielen",
                "Basisprofielen",
                [Operation("GET", "/v1/basisprofielen/{number}", by_header("apikey", _profile))],
            ),
        ],
        refuse=_refuse,
        no_contract="er ligt geen contract bij dit project.",
    ),
)
