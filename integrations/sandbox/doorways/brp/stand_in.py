"""The two stand-ins. What is not asked for by name is not answered; the older one wants the number in its path."""

import json
import re
from http import HTTPStatus
from typing import Any

from integrations.sandbox.doorways import words
from integrations.sandbox.doorways.admission import by_header
from integrations.sandbox.stand_ins import Call, Endpoint, Operation, RefusedError, StandIn
from integrations.sandbox.web import Response
from integrations.sandbox.world.residents import residents

from . import newer, older, picking

HEADER = "X-API-Key"
OLDER = "1.3.0"
BY_NUMBER = "RaadpleegMetBurgerservicenummer"
NINE = re.compile(r"\d{9}", re.ASCII)
MOST = 20
"""Numbers in one question."""
LIMITS = {"X-Rate-Limit-Limit": "600", "X-Rate-Limit-Remaining": "599", "X-Rate-Limit-Reset": "60"}
LONGEST = 242
"""Characters of a processing."""


def _search(call: Call) -> Response:
    """Answer who has these numbers; whoever is not known is not in the answer."""
    given = _given(call)
    numbers, fields = given.get("burgerservicenummer"), given.get("fields") or []
    if not numbers:
        raise RefusedError(HTTPStatus.BAD_REQUEST, "paramsValidation", invalidParams=[_wrong("required")])
    if given.get("type") != BY_NUMBER or not _are_numbers(numbers):
        raise RefusedError(HTTPStatus.BAD_REQUEST, "paramsValidation", invalidParams=[_wrong("pattern")])
    if not _are_fields(fields) or not _are_headers(call):
        raise RefusedError(HTTPStatus.BAD_REQUEST, "paramsValidation", invalidParams=[_wrong("fields")])
    if call.fault.wrong_person:
        numbers = [call.world.stranger_to(number).bsn for number in numbers]
    found = [newer.person(residents()[number]) for number in numbers if number in residents()]
    shown = [picking.picked(one, fields, along=newer.ALONG) for one in found]
    told = {"type": BY_NUMBER, "personen": shown}
    return words.give(told, kind="application/json; charset=utf-8", headers=LIMITS)


def _given(call: Call) -> dict[str, Any]:
    try:
        given = json.loads(call.request.body)
    except ValueError:
        raise RefusedError(HTTPStatus.BAD_REQUEST, "json") from None
    if not isinstance(given, dict):
        raise RefusedError(HTTPStatus.BAD_REQUEST, "json")
    return given


def _are_numbers(numbers: object) -> bool:
    if not isinstance(numbers, list) or len(numbers) > MOST:
        return False
    return all(isinstance(one, str) and NINE.fullmatch(one) for one in numbers)


def _are_fields(fields: object) -> bool:
    """Tell whether fields may be asked for: those that come along may not, and neither what does not exist."""
    if not isinstance(fields, list) or not fields:
        return False
    return all(isinstance(one, str) and picking.is_known(one, newer.KNOWN) for one in fields)


def _are_headers(call: Call) -> bool:
    """Tell whether the processing is as it may be; who leaves it out is let through, as in the test environment."""
    processing = call.request.headers.get("x-verwerking", "")
    return len(processing) <= LONGEST and processing.count("@") <= 1


def _one_older(call: Call, burgerservicenummer: str) -> Response:
    number, asked = burgerservicenummer, call.request.query.get("fields", "")
    fields = [one for one in asked.split(",") if one]
    if not NINE.fullmatch(number) or not all(picking.is_known(one, older.KNOWN) for one in fields):
        raise RefusedError(HTTPStatus.BAD_REQUEST, "paramsValidation")
    if number not in residents():
        raise RefusedError(HTTPStatus.NOT_FOUND, "notFound")
    if call.fault.wrong_person:
        number = call.world.stranger_to(number).bsn
    told = older.person(residents()[number], call.base)
    shown = picking.picked(told, fields, along=older.ALONG) if fields else told
    return words.give(shown, kind="application/hal+json", headers={"api-version": OLDER})


def _older_search(call: Call) -> Response:
    """Refuse a search for nothing; all others find nobody, for it is by number that people are asked for."""
    if not call.request.query:
        raise RefusedError(HTTPStatus.BAD_REQUEST, "paramsRequired")
    found = {"_embedded": {"ingeschrevenpersonen": []}, "_links": {"self": {"href": f"{call.base}/"}}}
    return words.give(found, kind="application/hal+json", headers={"api-version": OLDER})


def _wrong(code: str) -> dict[str, str]:
    return {
        "type": f"https://www.vng.nl/realisatie/api/validaties/{code}",
        "name": "fields" if code == "fields" else "burgerservicenummer",
        "code": code,
        "reason": "Parameter is verplicht." if code == "required" else "Waarde is niet toegestaan.",
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
                [
                    Operation("GET", "/ingeschrevenpersonen", by_header(HEADER, _older_search)),
                    Operation(
                        "GET",
                        "/ingeschrevenpersonen/{burgerservicenummer}",
                        by_header(HEADER, _one_older),
                    ),
                ],
            )
        ],
        refuse=_refuse_older,
        contracts={"": "brp/personen-1.3.yaml"},
    ),
)
