"""What is left on an account at MessageBird."""

from integrations.sandbox.stand_ins import Call, Endpoint, Operation, RefusedError, StandIn
from integrations.sandbox.web import Response

from . import words
from .admission import by_scheme


def _balance(call: Call) -> Response:
    return words.give({"payment": "prepaid", "type": "credits", "amount": 9.2})


def _refuse(error: RefusedError) -> Response:
    fault = {
        "code": 2,
        "description": "Request not allowed (incorrect access_key)",
        "parameter": "access_key",
    }
    return words.give({"errors": [fault]}, status=error.status)


STAND_INS = (
    StandIn(
        key="sms",
        name="MessageBird (sms)",
        endpoints=[
            Endpoint("balance", "Tegoed", [Operation("GET", "/balance", by_scheme("AccessKey", _balance))])
        ],
        refuse=_refuse,
        no_contract="er ligt geen contract bij dit project.",
    ),
)
