"""The BRP in both ways of asking: `POST /personen` (2.x) and `GET /ingeschrevenpersonen` (1.3)."""

import json
from http import HTTPStatus

from integrations.sandbox.stand_ins import Call, Endpoint, Operation, RefusedError, StandIn
from integrations.sandbox.web import Response

from . import words
from .admission import by_header

HEADER = "X-API-Key"
OLDER = "1.3.0"


def _search(call: Call) -> Response:
    """Refuse a search without what it searches for; who is found comes with the feature."""
    try:
        given = json.loads(call.request.body)
    except ValueError:
        raise RefusedError(HTTPStatus.BAD_REQUEST, "json") from None
    if not isinstance(given, dict) or not given.get("burgerservicenummer"):
        raise RefusedError(HTTPStatus.BAD_REQUEST, "paramsValidation", invalidParams=[_lacks()])
    return words.give({"type": given.get("type"), "personen": []}, kind="application/json; charset=utf-8")


def _older_search(call: Call) -> Response:
    if not call.request.query:
        raise RefusedError(HTTPStatus.BAD_REQUEST, "paramsRequired")
    found = {"_embedded": {"ingeschrevenpersonen": []}, "_links": {"self": {"href": f"{call.base}/"}}}
    return words.give(found, kind="application/hal+json", headers={"api-version": OLDER})


def _lacks() -> dict[str, str]:
    return {
        "type": "https://www.vng.nl/realisatie/api/validaties/required",
        "name": "burgerservicenummer",
        "code": "required",
        "reason": "Parameter is verplicht.",
    }


def _refuse_older(error: RefusedError) -> Response:
    return words.problem(error, **{"api-version": OLDER})


STAND_INS = (
    StandIn(
        key="brp",
        name="BRP API 2.x",
        endpoints=[
            Endpoint("personen", "Personen", [Operation("POST", "/personen", by_header(HEADER, _search))])
        ],
        refuse=words.problem,
        contracts={"": "brp/personen-2.1.yaml"},
    ),
    StandIn(
        key="brp-1.3",
        name="Haal Centraal BRP 1.3",
        endpoints=[
            Endpoint(
                "ingeschrevenpersonen",
                "Ingeschreven personen",
                [Operation("GET", "/ingeschrevenpersonen", by_header(HEADER, _older_search))],
            )
        ],
        refuse=_refuse_older,
        contracts={"": "brp/personen-1.3.yaml"},
    ),
)
