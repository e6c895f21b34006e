"""Take the error reports of real processes as Sentry's own server would, over loopback, and keep them."""

import gzip
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Final

import brotli

from tests.scan import collecting

UNPACK: Final[Mapping[str, Callable[[bytes], bytes]]] = {"gzip": gzip.decompress, "br": brotli.decompress}


@contextmanager
def receiving() -> Iterator[str]:
    """Receive for the length of a block; answers the DSN to give to processes."""

    class Receiver(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            unpack = UNPACK.get(self.headers.get("Content-Encoding", ""), bytes)
            collecting.put(collecting.REPORT, unpack(body).decode("utf-8", "replace"))
            self.send_response(200)
            self.send_header("Content-Length", "2")
            self.end_headers()
            self.wfile.write(b"{}")

        def log_message(self, *_args: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Receiver) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()  # noqa: TID251
        yield f"http://key@127.0.0.1:{server.server_port}/1"
        server.shutdown()
