"""A system that lets in whom it knows by certificate, and says so to others in one of the ways that there are."""

import contextlib
import hashlib
import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.integrations.connections.pem import Made, make

HOST = "127.0.0.1"
PERMISSIONS = '{"count": 1, "next": null, "previous": null, "results": [{}]}'
"""What the Objects API says of what we may do there."""


class Mutual:
    """What it knows may be changed while it is used."""

    def __init__(self, folder: Path, known: list[Made], *, refuses: str) -> None:
        """Begin.

        :param refuses: `tls`, or the status with which a stranger is turned away.
        """
        self.ours = make(HOST, ca=True)
        self._file = folder / "mutual.pem"
        self._file.write_text(self.ours.chain + self.ours.key())
        self.refuses = refuses
        self.everybody, self.known = list(known), list(known)
        self.answered = 0
        self.turned_away = 0
        self.port = 0

    @property
    def url(self) -> str:
        return f"https://{HOST}:{self.port}"

    def context(self) -> ssl.SSLContext:
        """Make what a handshake needs."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self._file)
        context.verify_mode = ssl.CERT_REQUIRED
        for each in self.known if self.refuses == "tls" else self.everybody:
            context.load_verify_locations(cadata=each.chain)
        return context

    def lets_in(self, connection: ssl.SSLSocket) -> bool:
        """Tell whether it knows who calls."""
        shown = hashlib.sha256(connection.getpeercert(binary_form=True) or b"").hexdigest()
        return self.refuses == "tls" or shown in {each.mark for each in self.known}


@contextmanager
def serving(system: Mutual) -> Iterator[Mutual]:
    """Serve until the block ends."""

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            self.request.settimeout(10)
            with contextlib.suppress(OSError):
                try:
                    secured = system.context().wrap_socket(self.request, server_side=True)
                except ssl.SSLError:
                    system.turned_away += 1
                    raise
                with secured:
                    _converse(system, secured)

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True
        block_on_close = False
        request_queue_size = 100

    with Server((HOST, 0), Handler) as server:
        system.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        yield system
        server.shutdown()
        thread.join()


def _converse(system: Mutual, secured: ssl.SSLSocket) -> None:
    stream: Any = secured.makefile("rb")
    while first := stream.readline():
        length = 0
        while line := stream.readline().strip().lower():
            length = int(line.partition(b":")[2]) if line.startswith(b"content-length") else length
        stream.read(length)
        assert first.startswith((b"GET", b"POST", b"HEAD"))
        is_known = system.lets_in(secured)
        system.answered, system.turned_away = system.answered + is_known, system.turned_away + (not is_known)
        status = "200" if is_known else system.refuses
        head = (
            f"HTTP/1.1 {status} Said\r\nContent-Type: application/json\r\nContent-Length: {len(PERMISSIONS)}"
        )
        secured.sendall(f"{head}\r\n\r\n{PERMISSIONS}".encode())
