"""Serve a WSGI application over HTTP/1.1: connections are kept, streams are sent as they come.

Python's own `wsgiref` closes after every answer and lets nobody near the socket.
"""

import io
import socketserver
import sys
import traceback
from collections.abc import Iterable
from http.server import BaseHTTPRequestHandler
from typing import Any, BinaryIO
from urllib.parse import unquote

from .line import BrokenLineError, SocketLine

LARGEST_LEFT = 1_000_000
"""Bytes of a request that are read and thrown away, so that its connection can be used again."""


class Server(socketserver.ThreadingTCPServer):
    """A thread for each connection."""

    daemon_threads = True
    block_on_close = False
    allow_reuse_address = True
    request_queue_size = 256

    def __init__(self, address: tuple[str, int], application: Any) -> None:
        self.application = application
        super().__init__(address, Handler)

    @property
    def port(self) -> int:
        """Answer where we listen."""
        return int(self.server_address[1])

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of clients that leave; whatever else goes wrong is a mistake of ours, and told."""
        if not isinstance(sys.exception(), OSError):
            traceback.print_exc()


class Handler(BaseHTTPRequestHandler):
    """One connection."""

    protocol_version = "HTTP/1.1"
    timeout = 120
    disable_nagle_algorithm = True
    server: Server

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the parent's name for it
        """Say nothing: addresses of pages hold the addresses of people."""

    def answer(self) -> None:
        """Answer one request."""
        announced = self.headers.get("Content-Length") or "0"
        body = _Body(self.rfile, int(announced) if announced.isdecimal() else 0)
        try:
            self._send(self.server.application(self._environ(body), self._keep))
        except BrokenLineError:
            self.close_connection = True
        self._finish(body)

    do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = answer  # noqa: N815 - the parent's names

    def _keep(self, status: str, headers: list[tuple[str, str]]) -> None:
        self._status, self._headers = status, headers

    def _send(self, chunks: Iterable[bytes]) -> None:
        code, _, phrase = self._status.partition(" ")
        named = {name.lower() for name, _ in self._headers}
        has_no_body = self.command == "HEAD" or code in {"204", "304"}
        is_chunked = not has_no_body and "content-length" not in named and self.request_version != "HTTP/1.0"
        self.send_response_only(int(code), phrase)
        for name, value in self._headers:
            if not (code in {"204", "304"} and name.lower() in {"content-length", "content-type"}):
                self.send_header(name, value)
        if is_chunked:
            self.send_header("Transfer-Encoding", "chunked")
        elif "content-length" not in named and not has_no_body:
            self.close_connection = True
        self.end_headers()
        for chunk in () if has_no_body else chunks:
            if chunk:
                self.wfile.write(b"%x\r\n%b\r\n" % (len(chunk), chunk) if is_chunked else chunk)
        if is_chunked:
            self.wfile.write(b"0\r\n\r\n")

    def _finish(self, body: "_Body") -> None:
        if body.left > LARGEST_LEFT:
            self.close_connection = True
        elif not self.close_connection:
            body.read()

    def _environ(self, body: "_Body") -> dict[str, Any]:
        path, _, query = self.path.partition("?")
        headers = {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in self.headers.items()}
        return {
            **headers,
            "REQUEST_METHOD": self.command,
            "PATH_INFO": unquote(path),
            "QUERY_STRING": query,
            "CONTENT_TYPE": self.headers.get("Content-Type", ""),
            "CONTENT_LENGTH": self.headers.get("Content-Length", ""),
            "SERVER_PROTOCOL": self.request_version,
            "wsgi.input": body,
            "wsgi.url_scheme": "http",
            "sandbox.line": SocketLine(self.connection),
        }


class _Body(io.RawIOBase):
    """The body of a request: as long as was announced, and not a byte longer."""

    def __init__(self, source: BinaryIO | io.BufferedIOBase, length: int) -> None:
        super().__init__()
        self._source, self.left = source, length

    def read(self, size: int = -1) -> bytes:
        """Read what is left, or so much of it."""
        content = self._source.read(self.left if size < 0 else min(size, self.left))
        self.left -= len(content)
        return content
