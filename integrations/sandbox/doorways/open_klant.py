"""Open Klant with nobody in it."""

from http import HTTPStatus

from integrations.sandbox.stand_ins import Call, Endpoint, Operation, RefusedError, StandIn
from integrations.sandbox.web import Response

from . import words
from .admission import by_scheme

START = "/klantinteracties/api/v1"
VERSION = {"API-version": "0.9.0"}


def _nobody(call: Call) -> Response:
    return words.give(words.NOTHING, headers=VERSION)


def _create(call: Call) -> Response:
    raise RefusedError(HTTPStatus.BAD_REQUEST)


STAND_INS = (
    StandIn(
        key="open-klant",
        name="Open Klant",
        endpoints=[
            Endpoint(
                "actoren", "Medewerkers", [Operation("GET", f"{START}/actoren", by_scheme("Token", _nobody))]
            ),
            Endpoint(
                "partijen", "Partijen", [Operation("GET", f"{START}/partijen", by_scheme("Token", _nobody))]
            ),
            Endpoint(
                "klantcontacten",
                "Klantcontacten",
                [
                    Operation("GET", f"{START}/klantcontacten", by_scheme("Token", _nobody)),
                    Operation("POST", f"{START}/maak-klantcontact", by_scheme("Token", _create)),
                ],
            ),
        ],
        refuse=words.detail,
        contracts={START: "klantinteracties/klantinteracties-0.9.yaml"},
        entrance=START,
    ),
)
