"""Real sockets to call: a listener that answers as told, and the sandbox as a process of its own."""

import contextlib
import http.client
import json
import os
import re
import signal
import socket
import socketserver
import ssl
import subprocess
import sys
import threading
import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from config.local import children
from tenants.types import Kind, State, TenantRef

type Script = Callable[[socket.socket, threading.Event], None]
PAGE = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"


@dataclass
class Listener:
    """A server on a real socket, and what it was asked."""

    host: str
    port: int
    visits: list[bytes] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://{self.host}:{self.port}"


def _request(connection: socket.socket) -> bytes:
    """Hear a whole request; what belongs together may come in pieces."""
    said = piece = connection.recv(65536)
    while piece and not _is_whole(said):
        piece = connection.recv(65536)
        said += piece
    return said


def _is_whole(said: bytes) -> bool:
    head, end, body = said.partition(b"\r\n\r\n")
    length = re.search(rb"^content-length: *(\d+)", head, re.I | re.M)
    return bool(end) and len(body) >= int(length.group(1) if length else 0)


@contextmanager
def listening(
    script: Script | bytes = PAGE, host: str = "127.0.0.1", port: int = 0, tls: ssl.SSLContext | None = None
) -> Iterator[Listener]:
    """Listen on a loopback address; after each request answer these bytes, or do as the script says."""
    stopping = threading.Event()

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            self.request.settimeout(10)
            try:
                connection = tls.wrap_socket(self.request, server_side=True) if tls else self.request
                listener.visits.append(_request(connection))
                if callable(script):
                    script(connection, stopping)
                else:
                    connection.sendall(script)
                if tls:
                    connection.close()
            except OSError:
                return

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True
        block_on_close = False
        allow_reuse_address = True

    with Server((host, port), Handler) as server:
        listener = Listener(host, server.server_address[1])
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        yield listener
        stopping.set()
        server.shutdown()
        thread.join()


@pytest.fixture
def listen() -> Iterator[Callable[..., Listener]]:
    """Start listeners that go when the test ends."""
    with ExitStack() as stack:
        yield lambda *args, **kwargs: stack.enter_context(listening(*args, **kwargs))


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[list[str]]]:
    """Decide what names resolve to: for each a list of answers, given one after the other, the last again."""
    table: dict[str, list[list[str]]] = {}
    real = socket.getaddrinfo

    def getaddrinfo(host: str, port: int, *args: Any, **kwargs: Any) -> Any:
        if host not in table:
            return real(host, port, *args, **kwargs)
        answers = table[host]
        found = answers.pop(0) if len(answers) > 1 else answers[0]
        return [one for address in found for one in real(address, port, *args, **kwargs)]

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    return table


@dataclass
class Sandbox:
    """The sandbox, running."""

    url: str
    smtp_port: int
    folder: Path
    process: "subprocess.Popen[str]"
    secret: str = "proefgeheim-van-de-tests"

    @property
    def address(self) -> str:
        """The address of its case system."""
        return f"{self.url}/zgw"

    def fault(self, endpoint: str = "", municipality: str = "demo", **fault: Any) -> None:
        """Let something go wrong with what a municipality asks; nothing named takes it away."""
        self._ask("POST", f"/faults/{municipality}/{endpoint}", json.dumps(fault).encode())

    def turn(self, *, malformed: bool = False, **fault: Any) -> None:
        """Let something go wrong with whatever the demo's address is asked, and nothing else."""
        self._ask("POST", "/faults/off")
        self.fault(**fault, html=malformed)

    def access(self, municipality: str) -> dict[str, Any]:
        """Answer what a municipality fills in: addresses, client id and secret."""
        return dict(json.loads(self.get(f"/t/{municipality}/access.json")))

    def get(self, path: str) -> str:
        """Ask for a page."""
        return self._ask("GET", path)

    def _ask(self, method: str, path: str, body: bytes = b"", headers: Mapping[str, str] = {}) -> str:
        connection = http.client.HTTPConnection(self.url.removeprefix("http://"), timeout=10)
        with contextlib.closing(connection):
            connection.request(method, path, body, dict(headers))
            return connection.getresponse().read().decode()

    def post(self, to: str = "") -> list[dict[str, Any]]:
        """List the mail that arrived."""
        return list(json.loads(self.get(f"/mailbox.json?to={to}")))


@contextmanager
def running_sandbox(folder: Path, **environment: str) -> Iterator[Sandbox]:
    """Run the sandbox on ports that are free."""
    wanted = {
        **{name: value for name, value in os.environ.items() if not name.startswith(("SANDBOX", "EMAIL"))},
        "SANDBOX_PORT": "0",
        "SANDBOX_SMTP_PORT": "0",
        "SANDBOX_DATA": str(folder),
        "SANDBOX_SECRET": Sandbox.secret,
        **environment,
    }
    command = [sys.executable, "-m", "integrations.sandbox"]
    with children.undisturbed():  # whoever kills these tests ends it too: nothing else would
        process = subprocess.Popen(
            command,
            env=wanted,
            stdout=subprocess.PIPE,
            text=True,
            preexec_fn=children.newborn(signal.SIGTERM),
        )
    with process:
        assert process.stdout is not None
        pages, mail = process.stdout.readline(), process.stdout.readline()
        try:
            url = pages.removeprefix("pages ").strip().rstrip("/")
            yield Sandbox(url, int(mail.rpartition(":")[2]), folder, process)
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(10)


_one: list[Sandbox] = []


@pytest.fixture(scope="session")
def sandbox_process(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sandbox]:
    """One sandbox for all tests of this worker, also of those that import this fixture: to pytest that is another."""
    if _one:
        yield _one[0]
        return
    with running_sandbox(tmp_path_factory.mktemp("sandbox")) as sandbox:
        _one.append(sandbox)
        yield sandbox
        _one.clear()


@pytest.fixture
def sandbox(sandbox_process: Sandbox, settings: Any) -> Iterator[Sandbox]:
    """The sandbox, with its knobs at rest, as this installation's."""
    settings.SANDBOX_URL = sandbox_process.url
    yield sandbox_process
    sandbox_process.turn()


@pytest.fixture
def sandbox_tenant() -> TenantRef:
    """A sandbox municipality that needs no database."""
    return TenantRef(
        uuid=uuid.UUID("33333333-cccc-4ccc-8ccc-333333333333"),
        schema_name="t_33333333cccc",
        name="Proefdorp",
        state=State.LIVE,
        kind=Kind.SANDBOX,
        site_pk=3,
        host="proefdorp.localhost",
        primary_host="proefdorp.localhost",
        theme="zonnedam",
    )
