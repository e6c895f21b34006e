"""Faults and counts as JSON, for tests.

GET  /faults.json                           all faults that are on
POST /faults/zonnedam/zgw/zaken/rollen      set one, {"latency": 300}; {} takes it away; in the place of the
                                            municipality `*` is all, and without an endpoint it is for all
POST /faults/off                            take all away; /faults/off/zonnedam those of one municipality
GET  /calls/zonnedam.json                   how often each endpoint was called
"""

import json
from collections.abc import Collection
from http import HTTPStatus

from integrations.sandbox.municipality import SLUG
from integrations.sandbox.web import Request, Response, Route, plain

from . import kinds
from .board import Board


def routes(board: Board, places: Collection[str]) -> list[Route]:
    """Answer the routes of this part.

    :param places: what can have a fault.
    """

    def turn(request: Request, municipality: str, endpoint: str | None) -> Response:
        try:
            wanted, place = json.loads(request.body or b"{}"), (endpoint or "").strip("/")
            if not isinstance(wanted, dict) or place not in places:
                raise ValueError(place)
            board.turn(municipality, place, kinds.read(wanted))
        except ValueError as error:
            return plain(f"Deze fout bestaat niet. {error}".strip(), HTTPStatus.BAD_REQUEST)
        return _json(on(board))

    def off(request: Request, municipality: str | None) -> Response:
        board.turn_off(municipality or "")
        return _json(on(board))

    return [
        Route("GET", "/faults.json", lambda request: _json(on(board))),
        Route("POST", rf"/faults/off(?:/(?P<municipality>\*|{SLUG}))?/?", off),
        Route("POST", rf"/faults/(?P<municipality>\*|{SLUG})(?P<endpoint>/[a-z0-9./_-]*)?", turn),
        Route(
            "GET",
            rf"/calls/(?P<municipality>{SLUG}).json",
            lambda request, municipality: _json(board.calls(municipality)),
        ),
    ]


def on(board: Board) -> dict[str, dict[str, object]]:
    """Answer all faults that are on, by municipality and endpoint."""
    told: dict[str, dict[str, object]] = {}
    for (municipality, endpoint), fault in board.on().items():
        told.setdefault(municipality, {})[endpoint] = fault.as_dict()
    return told


def _json(content: object) -> Response:
    return Response(json.dumps(content).encode(), content_type="application/json")
