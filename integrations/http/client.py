"""Make one call."""

import time
from collections.abc import Iterator
from types import TracebackType
from typing import Self

import structlog

from integrations.errors import Reason, UnavailableError
from tenants import tracing

from . import exchange, places
from .deadline import Deadline
from .types import Answer, Call

log = structlog.get_logger(__name__)


def call(request: Call) -> Answer:
    """Make a call and answer what came back, whatever its status; nothing is followed or tried again.

    :raises UnavailableError: when there is no complete answer in time, or the place is out of reach.
    """
    with stream(request) as arriving:
        body = b"".join(arriving.pieces())
        return Answer(arriving.status, arriving.headers, body)


def stream(request: Call, *, whole: Deadline | None = None) -> "Stream":
    """Make a call and answer as soon as the head is there; the body is read piece by piece.

    :param whole: by when the body must be there, where that is later than the call's own deadline.
    :raises UnavailableError: when there is no answer in time, or the place is out of reach.
    """
    return Stream(request, whole)


class Stream:
    """An answer of which the body is still to come; close it, or use it in a `with`."""

    def __init__(self, request: Call, whole: Deadline | None) -> None:
        self._request, self._whole = request, whole
        self._trace = tracing.traceparent()
        self._span = tracing.begin_span(request.method, request.about.get("system") or request.reach.name)
        self._started = time.monotonic()
        self._place: places.Place | None = None
        self._outcome, self._is_told = "", False
        try:
            self._place = _place(request)
            deadline = request.deadline or Deadline(request.timeout)
            self._exchange = exchange.begin(request, self._place, deadline, self._trace)
        except UnavailableError as error:
            self._tell(error.reason.value)
            raise
        self.status, self.headers = self._exchange.status, self._exchange.headers

    def pieces(self, *, largest: int | None = None) -> Iterator[bytes]:
        """Yield the body as it arrives.

        :raises UnavailableError: when it breaks off or is larger than allowed: what came before is then no answer.
        """
        most = self._request.largest_answer if largest is None else largest
        try:
            yield from self._exchange.pieces(largest=most, deadline=self._whole)
        except UnavailableError as error:
            self._outcome = error.reason.value
            raise

    def close(self) -> None:
        """End the call and let the log know of it, once."""
        self._exchange.close()
        self._tell(self._outcome or str(self.status))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _tell(self, outcome: str) -> None:
        if self._is_told:
            return
        self._is_told, place = True, self._place
        tracing.end_span(self._span, outcome)
        log.info(
            "http.called",
            method=self._request.method,
            host=place.host if place else "",
            port=place.port if place else 0,
            path=place.template if place else "",  # never the query, never a number of somebody
            reach=self._request.reach.name,
            outcome=outcome,
            traceparent=self._trace,
            milliseconds=round((time.monotonic() - self._started) * 1000),
            **self._request.about,
        )


def _place(request: Call) -> places.Place:
    try:
        place = places.parse(request.url)
    except ValueError:
        raise UnavailableError(Reason.ADDRESS_REFUSED) from None
    request.reach.check_place(place)
    return place
