"""A server that keeps connections open, answers as a function says, and remembers what it was asked and by whom."""

import json
import socketserver
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Asked:
    """One request as it arrived."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes
    connection: int
    """Which connection it came over: the first is 1."""


type Answering = Callable[[Asked], bytes]


@dataclass
class Talker:
    """A server on a real socket."""

    host: str
    port: int
    scheme: str
    asked: list[Asked] = field(default_factory=list)
    connections: int = 0

    @property
    def url(self) -> str:
        return f"{self.scheme}://{self.host}:{self.port}"

    @property
    def paths(self) -> list[str]:
        return [each.target for each in self.asked]


def answer(body: bytes = b"", status: int = 200, *headers: str) -> bytes:
    """Write an answer."""
    lines = [f"HTTP/1.1 {status} Said", f"Content-Length: {len(body)}", *headers]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def as_json(value: Any, status: int = 200, *headers: str) -> bytes:
    """Write an answer in JSON."""
    return answer(json.dumps(value).encode(), status, "Content-Type: application/json", *headers)


@contextmanager
def talking(
    say: Answering, host: str = "127.0.0.1", name: str = "", tls: ssl.SSLContext | None = None
) -> Iterator[Talker]:
    """Serve until the block ends; an answer with `Connection: close` ends its connection."""
    lock = threading.Lock()

    class Handler(socketserver.StreamRequestHandler):
        timeout = 10

        def setup(self) -> None:
            with lock:
                talker.connections += 1
                self.number = talker.connections
            super().setup()

        def handle(self) -> None:
            try:
                while asked := _read(self.rfile, self.number):
                    talker.asked.append(asked)
                    said = say(asked)
                    self.wfile.write(said)
                    if b"Connection: close" in said or not said:
                        return
            except OSError:
                return

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True
        block_on_close = False
        allow_reuse_address = True

        def get_request(self) -> Any:
            connection, address = super().get_request()
            return (tls.wrap_socket(connection, server_side=True) if tls else connection), address

        def handle_error(self, *args: Any) -> None:
            """Say nothing."""

    with Server((host, 0), Handler) as server:
        talker = Talker(name or host, server.server_address[1], "https" if tls else "http")
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        yield talker
        server.shutdown()
        thread.join()


def _read(stream: Any, connection: int) -> Asked | None:
    first = stream.readline().decode("latin-1").split()
    if len(first) != 3:
        return None
    headers: dict[str, str] = {}
    while line := stream.readline().decode("latin-1").strip():
        name, _, value = line.partition(":")
        headers[name.lower()] = value.strip()
    if headers.get("transfer-encoding") == "chunked":
        body = b""
        while size := int(stream.readline(), 16):
            body += stream.read(size)
            stream.readline()
        stream.readline()
    else:
        body = stream.read(int(headers.get("content-length", 0)))
    return Asked(first[0], first[1], headers, body, connection)
