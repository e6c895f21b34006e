"""The connection over which a request came: for what goes wrong below HTTP."""

import os
import select
import socket
import struct
from typing import Protocol


class BrokenLineError(Exception):
    """Raised to end a connection in the middle of whatever is being sent."""


class Line(Protocol):
    """As much of a connection as faults need."""

    def is_gone(self) -> bool:
        """Tell whether the other side has left."""

    def reset(self) -> None:
        """Throw the connection away, so that the other side is told of a reset."""


class NoLine:
    """What there is when nobody listens on a socket, as in most tests and under other servers."""

    def is_gone(self) -> bool:
        """Say no."""
        return False

    def reset(self) -> None:
        """Leave it to whoever catches the error that follows."""


class SocketLine:
    """A real connection."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection

    def is_gone(self) -> bool:
        """Tell whether the other side has left; what it may have sent stays unread."""
        try:
            readable, _, _ = select.select([self._connection], [], [], 0)
            return bool(readable) and not self._connection.recv(1, socket.MSG_PEEK)
        except (OSError, ValueError):
            return True

    def reset(self) -> None:
        """Close without a goodbye: what was not yet sent is dropped, and a reset follows."""
        self._connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        os.close(self._connection.detach())


NO_LINE = NoLine()
