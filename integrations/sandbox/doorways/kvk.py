"""The KVK's search, which wants at least one thing to search for."""

from http import HTTPStatus

from integrations.sandbox.stand_ins import Call, Endpoint, Operation, RefusedError, StandIn
from integrations.sandbox.web import Response

from . import words
from .admission import by_header


def _search(call: Call) -> Response:
    if not call.request.query:
        raise RefusedError(HTTPStatus.BAD_REQUEST, "IPD1998")
    return words.give({"pagina": 1, "resultatenPerPagina": 10, "totaal": 0, "resultaten": []})


def _refuse(error: RefusedError) -> Response:
    fault = {"code": error.code or "IPD9999", "omschrijving": "Het oefensysteem voert dit verzoek niet uit."}
    return words.give({"fout": [fault]}, status=error.status)


STAND_INS = (
    StandIn(
        key="kvk",
        name="KvK",
        endpoints=[
            Endpoint("zoeken", "Zoeken", [Operation("GET", "/v2/zoeken", by_header("apikey", _search))])
        ],
        refuse=_refuse,
        no_contract="er ligt geen contract bij dit project.",
    ),
)
