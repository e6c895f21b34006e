"""What a stand-in is made of, and how a call finds its way to one.

A stand-in is a folder with a module that answers a `StandIn`: endpoints with routes, and how it words an error.
It is reached below `/t/<municipality>/<key>`, and below `/<key>` by whoever shares the demo's address. Faults,
counting and finding the municipality happen here, so that a stand-in has nothing of it.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from urllib.parse import urlencode

from . import municipality
from .faults import acting
from .faults.board import Board
from .faults.kinds import Fault
from .municipality import SLUG, Municipality
from .settings import Settings
from .web import Request, Response, Route
from .world.worlds import World, Worlds


@dataclass(frozen=True)
class Call:
    """A request to a stand-in, and what it is answered from."""

    request: Request
    municipality: Municipality
    world: World
    base: str
    """What the stand-in's addresses begin with, for this municipality."""
    fault: Fault

    def about_somebody_else(self) -> "Call":
        """Answer the same call, asking for the number of another person."""
        query = self.request.query
        swapped = {
            name: self.world.stranger_to(value).bsn if name.lower().endswith("bsn") else value
            for name, value in query.items()
        }
        return replace(self, request=replace(self.request, query_string=urlencode(swapped)))


class RefusedError(Exception):
    """Raised by a stand-in to answer with an error of its own wording."""

    def __init__(self, status: int, code: str = "", **details: object) -> None:
        super().__init__(code)
        self.status, self.code, self.details = status, code, details


@dataclass(frozen=True)
class Operation:
    """One method on one path, as a contract has it: `/zaken/{uuid}`."""

    method: str
    path: str
    view: Callable[..., Response]
    has_head: bool = False
    pattern: re.Pattern[str] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        pattern = re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", self.path)
        object.__setattr__(self, "pattern", re.compile(pattern))


@dataclass(frozen=True)
class Endpoint:
    """Operations that share a fault."""

    key: str
    """Below the stand-in's own: `zaken/rollen`."""
    name: str
    operations: Sequence[Operation]


@dataclass(frozen=True)
class StandIn:
    """One system that is played."""

    key: str
    name: str
    endpoints: Sequence[Endpoint]
    refuse: Callable[[RefusedError], Response]
    contracts: Mapping[str, str] = field(default_factory=dict)
    """What paths begin with, and the file of the contract for them; empty when there is no contract."""
    no_contract: str = ""
    """Why there is none."""
    entrance: str = ""
    """What follows in the address that a municipality fills in, where not all paths begin at the top."""

    def find(self, path: str, method: str) -> tuple[str, Callable[..., Response], dict[str, str]]:
        """Find what answers; whatever does not exist is answered so.

        :raises RefusedError: when nothing has this path, or it has no such method.
        """
        is_there = False
        for endpoint in self.endpoints:
            for operation in endpoint.operations:
                found = operation.pattern.fullmatch(path)
                if found and (operation.method == method or (method == "HEAD" and operation.has_head)):
                    return f"{self.key}/{endpoint.key}", operation.view, found.groupdict()
                is_there = is_there or found is not None
        raise RefusedError(HTTPStatus.METHOD_NOT_ALLOWED if is_there else HTTPStatus.NOT_FOUND)


def places(stand_ins: Sequence[StandIn]) -> dict[str, str]:
    """Answer all that can have a fault, with its name, from everything to a single endpoint."""
    found = {"": "Alle oefensystemen"}
    for stand_in in stand_ins:
        found[stand_in.key] = stand_in.name
        for endpoint in stand_in.endpoints:
            api, _, part = endpoint.key.partition("/")
            if part:
                found.setdefault(f"{stand_in.key}/{api}", f"– {api.capitalize()}: alles")
            name = f"{api.capitalize()}: {endpoint.name}" if part else endpoint.name
            found[f"{stand_in.key}/{endpoint.key}"] = f"– {name}"
    return found


def routes(stand_ins: Sequence[StandIn], settings: Settings, board: Board, worlds: Worlds) -> list[Route]:
    """Answer the routes of all stand-ins."""

    def of(stand_in: StandIn) -> Route:
        def answer(request: Request, path: str, slug: str | None = None) -> Response:
            whose = municipality.of(slug or municipality.DEMO, settings)
            base = f"{request.base}{whose.path}/{stand_in.key}"
            return _answer(
                stand_in, request, path, Call(request, whose, worlds.of(whose.slug), base, Fault()), board
            )

        return Route(
            "*",
            rf"(?:/t/(?P<slug>{SLUG}))?/{re.escape(stand_in.key)}(?P<path>/.*)",
            answer,
            is_for_others=True,
        )

    return [of(stand_in) for stand_in in stand_ins]


def _answer(stand_in: StandIn, request: Request, path: str, call: Call, board: Board) -> Response:
    def refuse(status: int, code: str) -> Response:
        return stand_in.refuse(RefusedError(status, code))

    try:
        endpoint, view, groups = stand_in.find(path, request.method)
    except RefusedError as error:
        endpoint, view, groups = stand_in.key, _raising(error), {}
    page = request.query.get("page") or request.query.get("pagina", "1")
    fault = board.call(call.municipality.slug, endpoint, int(page) if page.isdecimal() else 1)

    def answer() -> Response:
        try:
            return view(Call(request, call.municipality, call.world, call.base, fault), **groups)
        except RefusedError as error:
            return stand_in.refuse(error)

    place = (call.municipality.slug, endpoint)
    return acting.act(fault, request, answer, board=board, place=place, refuse=refuse)


def _raising(error: RefusedError) -> Callable[..., Response]:
    def view(call: Call) -> Response:
        raise error

    return view
