"""Another system on a real socket, which counts the effects that it had.

`POST /effects` has an effect, unless this system knows idempotency keys and has seen this one. `GET /effects/KEY` tells
whether there was one.
"""

import json
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Receiver:
    """What it was asked, and what it did."""

    def __init__(self, *, knows_keys: bool) -> None:
        self.knows_keys = knows_keys
        self.effects: Counter[str] = Counter()
        self.order: list[str] = []
        self.seen: set[str] = set()
        self.port = 0
        self._lock = threading.Lock()

    def take(self, key: str, idempotency_key: str) -> None:
        with self._lock:
            if self.knows_keys and idempotency_key in self.seen:
                return
            self.seen.add(idempotency_key)
            self.effects[key] += 1
            self.order.append(key)


@contextmanager
def receiving(*, knows_keys: bool) -> Iterator[Receiver]:
    """Listen on a loopback address."""
    receiver = Receiver(knows_keys=knows_keys)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            receiver.take(body["key"], self.headers["Idempotency-Key"])
            self._answer(201)

        def do_GET(self) -> None:
            self._answer(200 if receiver.effects[self.path.rpartition("/")[2]] else 404)

        def _answer(self, status: int) -> None:
            try:
                self.send_response(status)
                self.send_header("Content-Length", "0")
                self.end_headers()
            except OSError:  # who asked is dead
                return

        def log_message(self, *_words: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        receiver.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        yield receiver
        server.shutdown()
        thread.join()
