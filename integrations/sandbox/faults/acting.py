"""Let a call go wrong as it was asked for: before there is an answer, in what it says, and on its way back."""

import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from http import HTTPStatus

from integrations.sandbox.line import BrokenLineError, Line
from integrations.sandbox.web import Request, Response

from . import contents, sizes
from .board import LONGEST, Board, Place
from .kinds import Fault

PAGE = (
    "<!doctype html><html lang=nl><title>Onderhoud</title><h1>Even geduld</h1><p>Log opnieuw in.</p></html>"
)
_chance = random.Random(20260105)  # noqa: S311 - how long a stand-in dawdles is no secret

type Refuse = Callable[[int, str], Response]
"""Makes an error as this stand-in words it, of a status and a code."""


def act(
    fault: Fault,
    request: Request,
    answer: Callable[[], Response],
    *,
    board: Board,
    place: Place,
    refuse: Refuse,
) -> Response:
    """Answer, or fail to."""
    dawdle = fault.latency + (_chance.uniform(0, fault.jitter) if fault.jitter else 0)
    if fault.hang or dawdle:
        board.wait(LONGEST if fault.hang else dawdle / 1000, place, request.line)
    if fault.reset:
        request.line.reset()
        raise BrokenLineError
    response = _instead(fault, refuse) or contents.spoil(answer(), fault)
    response = sizes.grow(response, fault)
    if fault.cut:
        response = _cut(response, request.line)
    return _drip(response, fault, board, place, request.line) if fault.drip else response


def _instead(fault: Fault, refuse: Refuse) -> Response | None:
    """Answer what comes in the place of an answer, if anything does."""
    if fault.status or fault.code:
        response = refuse(fault.status or HTTPStatus.FORBIDDEN, fault.code)
        waits = {"Retry-After": str(fault.retry_after)} if fault.retry_after else {}
        leads = {"Location": fault.redirect} if fault.redirect else {}
        return replace(response, headers={**response.headers, **waits, **leads})
    if fault.redirect:
        return Response(b"", HTTPStatus.FOUND, headers={"Location": fault.redirect})
    return Response(PAGE.encode()) if fault.html else None


def _cut(response: Response, line: Line) -> Response:
    """Announce the whole, and send half."""
    whole = response.content
    headers = {**response.headers, "Content-Length": str(len(whole))}

    def half() -> Iterator[bytes]:
        yield whole[: len(whole) // 2]
        raise BrokenLineError

    return replace(response, body=half(), headers=headers)


def _drip(response: Response, fault: Fault, board: Board, place: Place, line: Line) -> Response:
    """Send a byte at a time; what is left comes at once when the fault is taken away."""
    headers = response.headers
    if isinstance(response.body, bytes):
        headers = {**headers, "Content-Length": str(len(response.body))}

    def slowly() -> Iterator[bytes]:
        before = board.at(*place)
        for chunk in [response.body] if isinstance(response.body, bytes) else response.body:
            for number in range(len(chunk)):
                if board.at(*place) is not before:
                    yield chunk[number:]
                    break
                yield chunk[number : number + 1]
                board.wait(fault.drip / 1000, place, line)

    return replace(response, body=slowly(), headers=headers)
