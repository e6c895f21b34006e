"""Speak to clamd over its socket: commands VERSION and INSTREAM, each over a connection of its own.

This is the one module that opens sockets to the scanner (architecture, section 3).
"""

import contextlib
import itertools
import socket
import struct
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Final
from urllib.parse import urlsplit

from integrations.errors import UnavailableError
from integrations.http.deadline import Deadline

from .types import Finding, NotExaminedError, Why

PORT: Final = 3310
LONGEST_ANSWER: Final = 4_096
"""Bytes."""
CONNECT: Final = 2.0
"""Seconds."""
PIECE: Final = 65_536
LENGTH: Final = struct.Struct("!I")
CLEAN: Final = b"stream: OK"
FOUND: Final = b" FOUND"
LIMIT: Final = b"size limit exceeded"
MADE_AT: Final = "%a %b %d %H:%M:%S %Y"

type Place = str | tuple[str, int]
"""A path, or host and port."""


def place_of(address: str) -> Place:
    """Read an address: `tcp://host:3310`, or `unix:///run/clamav/clamd.ctl`.

    :raises ValueError: when it is neither.
    """
    parts = urlsplit(address)
    if parts.scheme == "unix" and not parts.netloc and parts.path:
        return parts.path
    if parts.scheme == "tcp" and parts.hostname and not parts.path and not parts.username:
        return parts.hostname, parts.port or PORT
    raise ValueError("The scanner listens at tcp://host:port or unix:///path.")


def definitions_of(address: str, deadline: Deadline) -> datetime:
    """Answer when what the scanner knows was made.

    :raises NotExaminedError: when it does not say so.
    """
    told = _ask(address, b"zVERSION\0", (), deadline)
    made = told.decode("ascii", "replace").rpartition("/")[2]
    try:
        return datetime.strptime(" ".join(made.split()), MADE_AT).replace(tzinfo=UTC)
    except ValueError:
        raise NotExaminedError(Why.ODD_ANSWER) from None


def examine(address: str, content: Iterable[bytes], deadline: Deadline) -> Finding:
    """Send a file through.

    :raises NotExaminedError: when the answer is not one of the two that count.
    """
    told = _ask(address, b"zINSTREAM\0", _framed(content), deadline)
    if told == CLEAN:
        return Finding.CLEAN
    if told.startswith(b"stream: ") and told.endswith(FOUND):
        return Finding.INFECTED
    raise NotExaminedError(Why.TOO_LARGE if LIMIT in told else Why.ODD_ANSWER)


def _framed(content: Iterable[bytes]) -> Iterator[bytes]:
    for piece in content:
        for at in range(0, len(piece), PIECE):
            part = piece[at : at + PIECE]
            yield LENGTH.pack(len(part)) + part
    yield LENGTH.pack(0)


def _ask(address: str, command: bytes, more: Iterable[bytes], deadline: Deadline) -> bytes:
    """Send a command with what belongs to it, and answer what is said, without the NUL at its end."""
    try:
        with _connected(address, deadline) as line:
            _say(line, itertools.chain([command], more), deadline)
            return _heard(line, deadline)
    except (TimeoutError, UnavailableError):
        raise NotExaminedError(Why.TOO_SLOW) from None
    except OSError:
        raise NotExaminedError(Why.UNREACHABLE) from None


def _connected(address: str, deadline: Deadline) -> socket.socket:
    try:
        place = place_of(address)
    except ValueError:
        raise NotExaminedError(Why.NO_SCANNER) from None
    if isinstance(place, tuple):
        return socket.create_connection(place, deadline.left(CONNECT))
    line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        line.settimeout(deadline.left(CONNECT))
        line.connect(place)
    except BaseException:
        line.close()
        raise
    return line


def _say(line: socket.socket, words: Iterable[bytes], deadline: Deadline) -> None:
    """Send it; who has heard enough answers and hangs up while we still speak, and the answer says why."""
    with contextlib.suppress(BrokenPipeError, ConnectionResetError):
        for word in words:
            line.settimeout(deadline.left())
            line.sendall(word)


def _heard(line: socket.socket, deadline: Deadline) -> bytes:
    told = b""
    while not told.endswith(b"\0"):
        line.settimeout(deadline.left())
        piece = line.recv(LONGEST_ANSWER)
        told += piece
        if not piece or len(told) > LONGEST_ANSWER:
            raise NotExaminedError(Why.ODD_ANSWER)
    return told[:-1]
