"""The eSuite's customers and contacts, with nobody in them; let in with a token of ZGW."""

from collections.abc import Mapping
from http import HTTPStatus

from integrations.sandbox.stand_ins import Call, Endpoint, Operation, RefusedError, StandIn
from integrations.sandbox.web import Response
from integrations.sandbox.zgw.admission import authorised

from . import words

CUSTOMERS = "/klanten-api-provider/api/v1"
CONTACTS = "/contactmomenten-api-provider/api/v1"
CODES: Mapping[int, str] = {
    HTTPStatus.BAD_REQUEST: "VALIDATION",
    HTTPStatus.UNAUTHORIZED: "NOT_AUTHORISED",
    HTTPStatus.FORBIDDEN: "NOT_AUTHORISED",
    HTTPStatus.NOT_FOUND: "NOT_FOUND",
}


def _customers(call: Call) -> Response:
    return words.give({"count": 0, "results": []}, headers={"API-version": "1.3.0"})


def _contacts(call: Call) -> Response:
    return words.give(words.NOTHING, headers={"API-version": "1.7.0"})


def _refuse(error: RefusedError) -> Response:
    """Word a refusal with one of the codes that the eSuite has in place of those of the standard."""
    worded = RefusedError(error.status, CODES.get(error.status, "INTERNAL"))
    return words.problem(worded, **{"API-version": "1.3.0"})


STAND_INS = (
    StandIn(
        key="esuite-klanten",
        name="eSuite klanten en contactmomenten",
        endpoints=[
            Endpoint(
                "klanten", "Klanten", [Operation("GET", f"{CUSTOMERS}/klanten", authorised(_customers))]
            ),
            Endpoint(
                "contactmomenten",
                "Contactmomenten",
                [Operation("GET", f"{CONTACTS}/contactmomenten", authorised(_contacts))],
            ),
        ],
        refuse=_refuse,
        contracts={CUSTOMERS: "klant-esuite/kc.yaml", CONTACTS: "klant-esuite/cmc.yaml"},
    ),
)
