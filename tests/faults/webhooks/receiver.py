"""Another program that hears of events on a real socket, and looks at their signatures."""

import base64
import hashlib
import hmac
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

RAW = b"ten minste vierentwintig bytes"
SECRET = f"whsec_{base64.b64encode(RAW).decode()}"


@dataclass(frozen=True)
class Heard:
    """A message that came in."""

    number: str
    body: bytes
    is_signed: bool


@dataclass
class Receiver:
    """What came in."""

    port: int = 0
    heard: list[Heard] = field(default_factory=list)

    def bodies(self) -> dict[str, set[bytes]]:
        """Answer what was told under each number."""
        found: dict[str, set[bytes]] = {}
        for each in self.heard:
            found.setdefault(each.number, set()).add(each.body)
        return found


def signature(number: str, at: str, body: bytes) -> str:
    """Sign as Standard Webhooks says."""
    signed = f"{number}.{at}.".encode() + body
    return f"v1,{base64.b64encode(hmac.new(RAW, signed, hashlib.sha256).digest()).decode()}"


@contextmanager
def receiving() -> Iterator[Receiver]:
    """Listen on a loopback address."""
    receiver = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            number, at = self.headers["webhook-id"], self.headers["webhook-timestamp"]
            is_signed = self.headers["webhook-signature"] == signature(number, at, body)
            receiver.heard.append(Heard(number, body, is_signed))
            try:
                self.send_response(204)
                self.end_headers()
            except OSError:  # who told it is dead
                return

        def log_message(self, *_words: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        receiver.port = server.server_address[1]
        listening = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)  # noqa: TID251 - no tenant here
        listening.start()
        yield receiver
        server.shutdown()
        listening.join()
