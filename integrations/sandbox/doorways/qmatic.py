"""The counters of Orchestra."""

from integrations.sandbox.stand_ins import Call, Endpoint, Operation, RefusedError, StandIn
from integrations.sandbox.web import Response

from . import words
from .admission import by_password


def _branches(call: Call) -> Response:
    branch = {"publicId": "balie-1", "name": "Stadskantoor", "timeZone": "Europe/Amsterdam"}
    return words.give({"meta": {"totalResults": 1}, "branchList": [branch]})


def _refuse(error: RefusedError) -> Response:
    return words.give({"msg": "Het oefensysteem voert dit verzoek niet uit."}, status=error.status)


STAND_INS = (
    StandIn(
        key="qmatic",
        name="Qmatic Orchestra",
        endpoints=[Endpoint("branches", "Balies", [Operation("GET", "/branches", by_password(_branches))])],
        refuse=_refuse,
        no_contract="er ligt geen contract bij dit project.",
    ),
)
