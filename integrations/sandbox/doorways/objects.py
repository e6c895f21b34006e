"""What a token may do at the Objects API."""

from integrations.sandbox.stand_ins import Call, Endpoint, Operation, StandIn
from integrations.sandbox.web import Response

from . import words
from .admission import by_scheme

START = "/api/v2"
TASK = "https://objecttypen.example/api/v2/objecttypes/11111111-1111-4111-8111-111111111111"


def _permissions(call: Call) -> Response:
    rows = [{"type": TASK, "mode": "read_and_write", "use_fields": False, "fields": None}]
    return words.give({**words.NOTHING, "count": 1, "results": rows}, headers={"API-version": "2.7.0"})


STAND_INS = (
    StandIn(
        key="objects",
        name="Objecten",
        endpoints=[
            Endpoint(
                "permissions",
                "Rechten",
                [Operation("GET", f"{START}/permissions", by_scheme("Token", _permissions))],
            )
        ],
        refuse=words.detail,
        contracts={START: "objects/objects-v2.yaml"},
        entrance=START,
    ),
)
