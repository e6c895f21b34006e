"""Send one call over a connection, kept or new, and hand out the answer while it arrives."""

import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import httpcore

from integrations.errors import Reason, UnavailableError
from tenants import tracing

from . import places, pools, tls
from .deadline import Deadline
from .network import GuardedBackend, Leash
from .types import Call

USER_AGENT = "Inwonerplein"
KEPT_AT_MOST = 60.0
NOT_HTTP = "This call has a header or a path that HTTP does not allow."


class Exchange:
    """An answer that is arriving. It must be closed; only one that was read to its end leaves a connection."""

    def __init__(
        self, call: Call, kept: pools.Kept, key: pools.Key | None, response: httpcore.Response
    ) -> None:
        self._call, self._kept, self._key, self._response = call, kept, key, response
        self._is_open = True
        self.status = response.status
        self.headers: Mapping[str, str] = {
            name.decode("latin-1").lower(): value.decode("latin-1") for name, value in response.headers
        }

    def pieces(self, *, largest: int, deadline: Deadline | None = None) -> Iterator[bytes]:
        """Yield the body, each piece as it arrives.

        :param deadline: by when it must be there, where that is later than the head.
        :raises UnavailableError: when it is larger than allowed, packed, broken off, or late.
        """
        if self.headers.get("content-encoding", "identity") != "identity":  # not asked for, and it may burst
            raise UnavailableError(Reason.MALFORMED)
        told = self.headers.get("content-length", "")
        if self._call.method != "HEAD" and told.isdecimal() and int(told) > largest:
            raise UnavailableError(Reason.TOO_LARGE)
        if deadline is not None:
            self._kept.leash.extend(deadline)
        size = 0
        with in_our_words(self._kept.leash):
            for piece in self._response.iter_stream():
                size += len(piece)
                if size > largest:
                    raise UnavailableError(Reason.TOO_LARGE)
                yield piece

    def close(self) -> None:
        """Give the connection back, or close it when there is more on it."""
        if not self._is_open:
            return
        self._is_open = False
        self._response.close()
        if self._key is None:
            self._kept.connection.close()
        else:
            pools.POOL.give(self._key, self._kept)


def begin(call: Call, place: places.Place, deadline: Deadline, trace: str) -> Exchange:
    """Send a call and wait for the head of the answer.

    :param trace: by which both sides find it in their logs.
    :raises UnavailableError: when there is none.
    """
    context = tls.context(call.identity) if place.scheme == "https" else None
    key = pools.Key(call.owner, place.origin, call.reach.name, call.identity) if call.owner else None
    # What changes something goes over a new connection: of a kept one that turns out to be dead nobody could
    # tell whether it carried the change.
    kept = pools.POOL.take(key) if key and call.is_repeatable else None
    if kept:
        try:
            return _send(call, place, deadline, kept, key, trace)
        except UnavailableError as error:
            if error.reason is not Reason.BROKEN_OFF or kept.leash.has_heard:
                raise
    return _send(call, place, deadline, _new(call, place, context), key, trace)


def _new(call: Call, place: places.Place, context: ssl.SSLContext | None) -> pools.Kept:
    leash = Leash()
    connection = httpcore.HTTPConnection(
        httpcore.Origin(place.scheme.encode(), place.host.encode(), place.port),
        ssl_context=context,
        keepalive_expiry=KEPT_AT_MOST,
        network_backend=GuardedBackend(call.reach, leash),
    )
    return pools.POOL.wrap(connection, leash)


def _send(
    call: Call, place: places.Place, deadline: Deadline, kept: pools.Kept, key: pools.Key | None, trace: str
) -> Exchange:
    kept.leash.take(deadline, connect=call.connect, read=call.read)
    request = httpcore.Request(
        call.method,
        httpcore.URL(scheme=place.scheme, host=place.host, port=place.port, target=place.target),
        headers=_headers(call, place, trace),
        content=call.content or None,
    )
    try:
        with in_our_words(kept.leash):
            return Exchange(call, kept, key, kept.connection.handle_request(request))
    except BaseException:
        kept.connection.close()
        raise


def _headers(call: Call, place: places.Place, trace: str) -> list[tuple[str, str]]:
    ours = {
        "Host": place.netloc,
        "User-Agent": USER_AGENT,
        tracing.HEADER: trace,
        "Accept-Encoding": "identity",  # what is not packed cannot burst
        "Connection": "keep-alive" if call.owner else "close",
    }
    if not all(text.isascii() for pair in call.headers.items() for text in pair):
        raise ValueError(NOT_HTTP)
    given = {name.lower() for name in call.headers}
    if not isinstance(call.content, bytes):
        if "content-length" not in given:
            ours["Transfer-Encoding"] = "chunked"
    elif call.content or call.method in {"POST", "PUT", "PATCH"}:
        ours["Content-Length"] = str(len(call.content))
    return [
        *((name, value) for name, value in ours.items() if name.lower() not in given),
        *call.headers.items(),
    ]


@contextmanager
def in_our_words(leash: Leash) -> Iterator[None]:
    """Translate what httpcore raises; its texts quote the other side, so they go no further."""
    try:
        yield
    except httpcore.TimeoutException:
        raise UnavailableError(Reason.TOO_SLOW) from None
    except httpcore.NetworkError:
        raise UnavailableError(Reason.BROKEN_OFF) from None
    except httpcore.RemoteProtocolError:
        raise UnavailableError(Reason.MALFORMED if leash.has_heard else Reason.BROKEN_OFF) from None
    except httpcore.LocalProtocolError:
        raise ValueError(NOT_HTTP) from None
