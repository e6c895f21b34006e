"""Laposta's lists, without anybody on them."""

from integrations.sandbox.stand_ins import Call, Endpoint, Operation, RefusedError, StandIn
from integrations.sandbox.web import Response

from . import words
from .admission import by_key_as_name

NAMES = ("Nieuws uit de gemeente", "Wegwerkzaamheden")


def _lists(call: Call) -> Response:
    rows = [
        {"list": {"list_id": f"lijst{number}", "name": name, "state": "active"}}
        for number, name in enumerate(NAMES, start=1)
    ]
    return words.give({"data": rows})


def _refuse(error: RefusedError) -> Response:
    told = {"error": {"type": "invalid_request", "message": "Het oefensysteem voert dit verzoek niet uit."}}
    return words.give(told, status=error.status)


STAND_INS = (
    StandIn(
        key="laposta",
        name="Laposta",
        endpoints=[Endpoint("list", "Lijsten", [Operation("GET", "/list", by_key_as_name(_lists))])],
        refuse=_refuse,
        no_contract="er ligt geen contract bij dit project.",
    ),
)
