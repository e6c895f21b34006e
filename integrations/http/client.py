"""Make one call."""

import functools
import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager

import httpcore
import structlog

from integrations.errors import Reason, UnavailableError

from . import places
from .deadline import Deadline
from .network import GuardedBackend
from .types import Answer, Call

log = structlog.get_logger(__name__)
USER_AGENT = "Inwonerplein"


def call(request: Call) -> Answer:
    """Make a call and answer what came back, whatever its status; nothing is followed or tried again.

    :raises UnavailableError: when there is no complete answer in time, or the place is out of reach.
    """
    started = time.monotonic()
    place, outcome = None, ""
    try:
        place = _place(request)
        with _in_our_words():
            answer = _exchange(request, place)
        outcome = str(answer.status)
        return answer
    except UnavailableError as error:
        outcome = error.reason.value
        raise
    finally:
        log.info(
            "http.called",
            method=request.method,
            host=place.host if place else "",
            port=place.port if place else 0,
            path=place.path if place else "",  # never the query
            reach=request.reach.name,
            outcome=outcome,
            milliseconds=round((time.monotonic() - started) * 1000),
        )


def _place(request: Call) -> places.Place:
    try:
        place = places.parse(request.url)
    except ValueError:
        raise UnavailableError(Reason.ADDRESS_REFUSED) from None
    request.reach.check_place(place)
    return place


def _exchange(request: Call, place: places.Place) -> Answer:
    backend = GuardedBackend(request.reach, Deadline(request.timeout))
    with (
        httpcore.ConnectionPool(ssl_context=_trusted(), network_backend=backend) as pool,
        pool.stream(
            request.method,
            httpcore.URL(scheme=place.scheme, host=place.host, port=place.port, target=place.target),
            headers=_headers(request, place),
            content=request.content or None,
        ) as response,
    ):
        headers = {
            name.decode("latin-1").lower(): value.decode("latin-1") for name, value in response.headers
        }
        return Answer(response.status, headers, _body(response, headers, request.largest_answer))


def _headers(request: Call, place: places.Place) -> list[tuple[str, str]]:
    ours = {
        "Host": place.netloc,
        "User-Agent": USER_AGENT,
        "Accept-Encoding": "identity",  # what is not packed cannot burst
        "Connection": "close",
    }
    given = {name.lower() for name in request.headers}
    return [
        *((name, value) for name, value in ours.items() if name.lower() not in given),
        *request.headers.items(),
    ]


def _body(response: httpcore.Response, headers: dict[str, str], largest: int) -> bytes:
    if headers.get("content-encoding", "identity") != "identity":
        raise UnavailableError(Reason.MALFORMED)
    body = bytearray()
    for piece in response.iter_stream():
        body += piece
        if len(body) > largest:
            raise UnavailableError(Reason.TOO_LARGE)
    return bytes(body)


@contextmanager
def _in_our_words() -> Iterator[None]:
    """Translate what httpcore raises; its texts quote the other side, so they go no further."""
    try:
        yield
    except httpcore.TimeoutException:
        raise UnavailableError(Reason.TOO_SLOW) from None
    except httpcore.NetworkError:
        raise UnavailableError(Reason.BROKEN_OFF) from None
    except httpcore.RemoteProtocolError:
        raise UnavailableError(Reason.MALFORMED) from None
    except httpcore.LocalProtocolError:
        raise ValueError("This call has a header or a path that HTTP does not allow.") from None


@functools.cache
def _trusted() -> ssl.SSLContext:
    return ssl.create_default_context()
