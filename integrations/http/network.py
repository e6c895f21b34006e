"""Open sockets, only to addresses that were judged, and hold them to the deadline."""

import ssl
from collections.abc import Iterable
from typing import Any

import httpcore

from integrations.errors import Reason, UnavailableError

from . import names
from .deadline import Deadline
from .reach import Reach

PIECE = 16_384
"""Bytes written at once, so that the deadline is looked at in between."""


class Leash:
    """What holds one connection to the deadline of the call that it carries now; each call takes it anew."""

    def __init__(self) -> None:
        self.take(Deadline(0), connect=0, read=0)

    def take(self, deadline: Deadline, *, connect: float, read: float) -> None:
        """Begin a call: by when it must be done, and how long to wait for a connection and for each answer."""
        self.deadline = deadline
        self.read = read
        self.connecting = deadline.within(connect)
        self.has_heard = False
        """Whether the other side said anything during this call."""

    def extend(self, deadline: Deadline) -> None:
        """Go on until another moment: the head has arrived, a large body follows."""
        self.deadline = deadline


class GuardedBackend(httpcore.NetworkBackend):
    """Connect within reach: look the name up once, judge every address, connect to one of them."""

    def __init__(self, reach: Reach, leash: Leash) -> None:
        self._reach = reach
        self._leash = leash
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
        by_when = self._leash.connecting
        found = names.resolve(host, port, by_when)
        self._reach.check_addresses(found)
        reason = Reason.NOBODY_LISTENS
        for waiting, address in zip(range(len(found), 0, -1), found, strict=True):
            try:
                # Each address has a fair share of what is left, so that the last one has its turn.
                stream = self._sockets.connect_tcp(address, port, by_when.left() / waiting)
            except httpcore.ConnectTimeout:
                reason = Reason.TOO_SLOW
            except httpcore.ConnectError:
                reason = Reason.NOBODY_LISTENS
            else:
                return HurriedStream(stream, self._leash)
        raise UnavailableError(reason)


class HurriedStream(httpcore.NetworkStream):
    """A connection on which every wait ends with the deadline of the call at hand."""

    def __init__(self, stream: httpcore.NetworkStream, leash: Leash) -> None:
        self._stream = stream
        self._leash = leash

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Read what is there, for as long as is left.

        :raises UnavailableError: when the other side does not accept our certificate: in TLS 1.3 it says so
            only now.
        """
        try:
            data = self._stream.read(max_bytes, self._leash.deadline.left(self._leash.read))
        except httpcore.ReadError as error:
            if _is_about_trust(error):
                raise UnavailableError(Reason.NOT_SECURE) from None
            raise
        self._leash.has_heard = self._leash.has_heard or bool(data)
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Write, for as long as is left."""
        for start in range(0, len(buffer), PIECE):
            self._stream.write(buffer[start : start + PIECE], self._leash.deadline.left(self._leash.read))

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
            secured = self._stream.start_tls(ssl_context, server_hostname, self._leash.connecting.left())
        except httpcore.ConnectError as error:
            failed = isinstance(error.__cause__, ssl.SSLError)
            raise UnavailableError(Reason.NOT_SECURE if failed else Reason.BROKEN_OFF) from None
        return HurriedStream(secured, self._leash)

    def get_extra_info(self, info: str) -> Any:
        """Pass the question on."""
        return self._stream.get_extra_info(info)


def _is_about_trust(error: httpcore.ReadError) -> bool:
    return isinstance(error.__cause__, ssl.SSLError) and not isinstance(error.__cause__, ssl.SSLEOFError)
