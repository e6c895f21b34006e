"""Answer as clamd does, on TCP or on a socket of the file system; what it does wrong is chosen by tests."""

import contextlib
import socketserver
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final, cast

from . import finding

LENGTH: Final = struct.Struct("!I")
LONGEST_COMMAND: Final = 64
PATIENCE: Final = 30.0
"""Seconds that it waits for who says nothing."""


@dataclass
class Scanner:
    """A scanner, and how it is."""

    address: str = ""
    largest: int = 25_000_000
    """Bytes that it takes (StreamMaxLength)."""
    made: datetime = field(default_factory=lambda: datetime.now(UTC) - timedelta(hours=5))
    """When its definitions were made."""
    answer: bytes | None = None
    """Said of every file, in place of what is so."""
    is_silent: bool = False
    """Whether it hears files out and says nothing of them."""
    examined: int = 0
    silence_ends: threading.Event = field(default_factory=threading.Event)

    def version(self) -> bytes:
        """Say who it is, with the date of what it knows."""
        return f"ClamAV 1.4.3/27836/{self.made:%a %b %e %H:%M:%S %Y}".encode()


class Handler(socketserver.StreamRequestHandler):
    """One connection: one command."""

    timeout = PATIENCE
    scanner: Scanner

    def handle(self) -> None:
        """Hear the command, and answer."""
        with contextlib.suppress(OSError, struct.error):  # who hangs up hears nothing
            match self._command():
                case b"zPING":
                    self._say(b"PONG")
                case b"zVERSION":
                    self._say(self.scanner.version())
                case b"zINSTREAM":
                    self._instream()
                case _:
                    self._say(b"UNKNOWN COMMAND")

    def _command(self) -> bytes:
        said = b""
        while len(said) < LONGEST_COMMAND and (letter := self.rfile.read(1)) not in (b"", b"\0"):
            said += letter
        return said

    def _instream(self) -> None:
        content = bytearray()
        while length := LENGTH.unpack(self.rfile.read(LENGTH.size))[0]:
            if len(content) + length > self.scanner.largest:
                self._say(b"INSTREAM size limit exceeded. ERROR")
                return
            content += self.rfile.read(length)
        self.scanner.examined += 1
        if self.scanner.is_silent:
            self.scanner.silence_ends.wait(PATIENCE)
        elif self.scanner.answer is not None:
            self.wfile.write(self.scanner.answer)
        else:
            is_bad = finding.is_infected(bytes(content))
            self._say(b"stream: Eicar-Test-Signature FOUND" if is_bad else b"stream: OK")

    def _say(self, text: bytes) -> None:
        self.wfile.write(text + b"\0")


class _Tcp(socketserver.ThreadingTCPServer):
    daemon_threads, block_on_close, allow_reuse_address = True, False, True


class _Unix(socketserver.ThreadingUnixStreamServer):
    daemon_threads, block_on_close = True, False


def _at(server: socketserver.BaseServer) -> str:
    host, port = cast(tuple[str, int], server.server_address)
    return f"tcp://{host}:{port}"


@contextmanager
def running(path: Path | None = None) -> Iterator[Scanner]:
    """Listen at a path, or on a free port of loopback, until it is left."""
    scanner = Scanner()
    kind: Any = type("Handler", (Handler,), {"scanner": scanner})
    if path is not None:
        path.unlink(missing_ok=True)
    server: _Tcp | _Unix = _Unix(str(path), kind) if path is not None else _Tcp(("127.0.0.1", 0), kind)
    scanner.address = f"unix://{path}" if path is not None else _at(server)
    with server:
        # This process has no tenants to lose.
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)  # noqa: TID251
        thread.start()
        try:
            yield scanner
        finally:
            scanner.silence_ends.set()
            server.shutdown()
            thread.join()
            if path is not None:
                path.unlink(missing_ok=True)
