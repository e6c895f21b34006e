"""Turn the knobs by form, or by JSON from a test."""

import json
from collections.abc import Mapping
from http import HTTPStatus

from integrations.sandbox.web import Request, Response, Route, plain, redirect

from . import Knobs

LONGEST = 120_000
ON = {"1", "on", "true"}


def routes(knobs: Knobs) -> list[Route]:
    """Answer the routes of this part."""

    def show(request: Request) -> Response:
        return Response(json.dumps(knobs.as_dict()).encode(), content_type="application/json")

    def turn(request: Request) -> Response:
        by_program = request.headers.get("content-type", "").startswith("application/json")
        try:
            knobs.turn(**_read(json.loads(request.body) if by_program else request.form))
        except (ValueError, TypeError, AttributeError):
            return plain("Deze stand bestaat niet.", HTTPStatus.BAD_REQUEST)
        return show(request) if by_program else redirect("/")

    return [Route("GET", "/knobs/?", show), Route("POST", "/knobs/?", turn)]


def _read(wanted: Mapping[str, object]) -> dict[str, int | bool]:
    """Read the knobs.

    :raises ValueError: when one is turned further than it goes.
    """
    latency, status = int(str(wanted.get("latency") or 0)), int(str(wanted.get("status") or 0))
    if not 0 <= latency <= LONGEST or (status and status not in set(HTTPStatus)):
        raise ValueError("no such setting")
    flags = {name: str(wanted.get(name, "")).lower() in ON for name in ("malformed", "hang")}
    return {"latency": latency, "status": status, **flags}
