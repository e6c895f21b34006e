"""Open sockets, only to addresses that were judged, and hold them to the deadline."""

import ssl
from collections.abc import Iterable
from typing import Any

import httpcore

from integrations.errors import Reason, UnavailableError

from . import names
from .deadline import Deadline
from .reach import Reach

PATIENCE = 5.0
"""Seconds for one address to accept a connection, when a name has several."""
PIECE = 16_384
"""Bytes written at once, so that the deadline is looked at in between."""


class GuardedBackend(httpcore.NetworkBackend):
    """Connect within reach: look the name up once, judge every address, connect to one of them."""

    def __init__(self, reach: Reach, deadline: Deadline) -> None:
        self._reach = reach
        self._deadline = deadline
        self._sockets = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first judged address that accepts.

        :raises UnavailableError: when the name leads out of reach, nowhere, or nobody accepts in time.
        """
        found = names.resolve(host, port, self._deadline)
        self._reach.check_addresses(found)
        reason = Reason.NOBODY_LISTENS
        for address in found:
            try:
                stream = self._sockets.connect_tcp(address, port, self._deadline.left(PATIENCE))
            except httpcore.ConnectTimeout:
                reason = Reason.TOO_SLOW
            except httpcore.ConnectError:
                reason = Reason.NOBODY_LISTENS
            else:
                return HurriedStream(stream, self._deadline)
        raise UnavailableError(reason)


class HurriedStream(httpcore.NetworkStream):
    """A connection on which every wait ends with the deadline of the whole call."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Read what is there, for as long as is left."""
        return self._stream.read(max_bytes, self._deadline.left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Write, for as long as is left."""
        for start in range(0, len(buffer), PIECE):
            self._stream.write(buffer[start : start + PIECE], self._deadline.left())

    def close(self) -> None:
        """Close the socket."""
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        """Shake hands, for as long as is left; the certificate must be the name's, not the address's.

        :raises UnavailableError: when it is not, or nobody we trust vouches for it.
        """
        try:
            secured = self._stream.start_tls(ssl_context, server_hostname, self._deadline.left())
        except httpcore.ConnectError as error:
            failed = isinstance(error.__cause__, ssl.SSLError)
            raise UnavailableError(Reason.NOT_SECURE if failed else Reason.BROKEN_OFF) from None
        return HurriedStream(secured, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        """Pass the question on."""
        return self._stream.get_extra_info(info)
