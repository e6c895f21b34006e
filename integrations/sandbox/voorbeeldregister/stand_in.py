"""The register's answers."""

import json
import random
from dataclasses import dataclass
from datetime import date, timedelta
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from integrations.sandbox.stand_ins import Call, Endpoint, Operation, RefusedError, StandIn
from integrations.sandbox.web import Response
from integrations.sandbox.world.people import companies, people
from integrations.sandbox.world.worlds import World

from . import access

KEY = "voorbeeldregister"
SIZE = 5
COUNT = 40
PURPOSES = ("Geveltuin", "Zonnepanelen", "Buurtfeest", "Regenton", "Sportkleding", "Isolatie")
STATES = ("aangevraagd", "verleend", "afgewezen", "uitbetaald")


@dataclass(frozen=True, slots=True)
class Subsidy:
    """A subsidy that somebody asked for."""

    number: str
    bsn: str
    kvk: str
    purpose: str
    state: str
    cents: int
    asked: date
    decided: date | None


def subsidies(world: World) -> list[Subsidy]:
    """Make all subsidies of a municipality; a third are Fatima's."""
    chance = random.Random(f"{world.namespace} subsidies")  # noqa: S311 - the same for the same seed
    return [_subsidy(number, world.today, chance) for number in range(1, COUNT + 1)]


def _subsidy(number: int, today: date, chance: random.Random) -> Subsidy:
    company = chance.choice(companies()) if number % 5 == 0 else None
    person = people()[0] if number % 3 == 0 else chance.choice(people())
    asked = today - timedelta(days=chance.randrange(3, 400))
    state = chance.choice(STATES)
    return Subsidy(
        number=f"SUB-{number:05d}",
        bsn="" if company else person.bsn,
        kvk=company.kvk if company else "",
        purpose=chance.choice(PURPOSES),
        state=state,
        cents=chance.randrange(50_00, 2_500_00),
        asked=asked,
        decided=None if state == STATES[0] else asked + timedelta(days=3),
    )


def _list(call: Call) -> Response:
    """Answer a page; somebody must be named, and a page is found by following `next`."""
    query = call.about_somebody_else().request.query if call.fault.wrong_person else call.request.query
    unknown = set(query) - {"bsn", "kvk", "pagina"}
    page = query.get("pagina", "1")
    if unknown or len({"bsn", "kvk"} & set(query)) != 1 or not page.isdecimal() or not int(page):
        raise RefusedError(HTTPStatus.BAD_REQUEST, "ongeldig_verzoek")
    found = [
        one
        for one in subsidies(call.world)
        if all(getattr(one, name) == query[name] for name in ("bsn", "kvk") if name in query)
    ]
    number, last = int(page), max(1, -(-len(found) // SIZE))
    if number > last and not call.fault.endless:
        raise RefusedError(HTTPStatus.NOT_FOUND, "niet_gevonden")
    follows = number if call.fault.loop else number + 1 if number < last or call.fault.endless else None
    start = (number - 1) % last * SIZE
    return _json(
        {
            "items": [_shown(one) for one in found[start : start + SIZE]],
            "next": f"{call.base}/subsidies?{urlencode({**call.request.query, 'pagina': follows})}"
            if follows
            else None,
        }
    )


def _detail(call: Call, nummer: str) -> Response:
    found = next((one for one in subsidies(call.world) if one.number == nummer), None)
    if found is None:
        raise RefusedError(HTTPStatus.NOT_FOUND, "niet_gevonden")
    return _json(_shown(found))


def _shown(one: Subsidy) -> dict[str, Any]:
    """Show a subsidy: amounts in cents, days as dd-mm-jjjj, and an empty text where there is no day yet."""
    return {
        "nummer": one.number,
        "aanvrager": {"bsn": one.bsn, "kvk": one.kvk},
        "doel": one.purpose,
        "stand": one.state,
        "bedragInCenten": one.cents,
        "aangevraagdOp": _day(one.asked),
        "besloten": _day(one.decided) if one.decided else "",
    }


def _day(day: date) -> str:
    return f"{day:%d-%m-%Y}"


def _json(content: object, status: int = HTTPStatus.OK) -> Response:
    return Response(json.dumps(content).encode(), status, "application/json")


def _refuse(error: RefusedError) -> Response:
    """Word an error as OAuth does, for the token, and likewise for the rest."""
    code = error.code or "fout"
    waits = {"WWW-Authenticate": "Bearer"} if error.status == HTTPStatus.UNAUTHORIZED else {}
    told = json.dumps({"error": code, "error_description": "Het oefensysteem voert dit verzoek niet uit."})
    return Response(told.encode(), error.status, "application/json", waits)


STAND_IN = StandIn(
    key=KEY,
    name="Voorbeeldregister (subsidies)",
    endpoints=[
        Endpoint("token", "Token", [Operation("POST", "/token", access.token)]),
        Endpoint(
            "subsidies",
            "Subsidies",
            [
                Operation("GET", "/subsidies", access.authorised(_list)),
                Operation("GET", "/subsidies/{nummer}", access.authorised(_detail)),
            ],
        ),
    ],
    refuse=_refuse,
    no_contract="dit systeem is verzonnen.",
)
