"""An operator, and the short way through console and worker."""

import contextlib
import socketserver
import ssl
import threading
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from celery import current_app

from integrations.connections import operations
from integrations.connections.guard import shared
from integrations.connections.inbox.models import Command, Progress
from integrations.connections.types import System
from integrations.http import pools
from tenants.audit import Actor
from tenants.types import TenantRef
from tenants.wires import lines
from tests.integrations.conftest import Sandbox

OPERATOR = Actor("operator", "beheerder@dimpact.example", "192.0.2.10")


@pytest.fixture(autouse=True)
def _patience(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait for a Redis that is there: beside other tests it may take its time."""
    shared.book.cache_clear()
    if not request.path.name.endswith("without_redis.py"):
        monkeypatch.setattr(lines, "PATIENCE", 10.0)
        monkeypatch.setattr(lines, "SLOW", 10.0)


@pytest.fixture(autouse=True)
def no_kept_connections() -> None:
    """Begin with no socket that an earlier test left open for the next call."""
    pools.POOL.clear()


@pytest.fixture
def queued(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, list[str]]]:
    """Note what is queued, and queue nothing."""
    noted: list[tuple[str, list[str]]] = []

    def send_task(name: str, args: list[str]) -> None:
        noted.append((name, args))

    monkeypatch.setattr(current_app, "send_task", send_task)
    return noted


@pytest.fixture
def ask(sandbox: Sandbox, queued: list[Any]) -> Callable[..., uuid.UUID]:
    """Ask for a change, as the console does."""

    def request(tenant: TenantRef, **changes: str) -> uuid.UUID:
        wanted = {"address": sandbox.address, "secret": sandbox.secret, **changes}
        return operations.request_change(tenant=tenant.uuid, system=System.CASE_SYSTEM, by=OPERATOR, **wanted)

    return request


@pytest.fixture
def connect(ask: Callable[..., uuid.UUID]) -> Callable[..., Command]:
    """Ask for a change and carry it out."""

    def change(tenant: TenantRef, **changes: str) -> Command:
        return carried_out(ask(tenant, **changes))

    return change


@contextmanager
def shaking_hands(context: ssl.SSLContext) -> Iterator[int]:
    """Serve TLS on this machine, and nothing behind it; answer the port."""

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            self.request.settimeout(10)
            with contextlib.suppress(OSError), context.wrap_socket(self.request, server_side=True) as secured:
                secured.recv(1)

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True
        block_on_close = False

    with Server(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        yield server.server_address[1]
        server.shutdown()
        thread.join()


class Adding:
    """Ask for a connection and carry it out; `ask` leaves it waiting."""

    def __init__(self, sandbox: Sandbox) -> None:
        self.sandbox = sandbox

    def ask(self, tenant: TenantRef, **changes: Any) -> uuid.UUID:
        wanted = {"system": "case_system", "address": self.sandbox.address, "secret": self.sandbox.secret}
        return operations.request_change(tenant=tenant.uuid, by=OPERATOR, **{**wanted, **changes})

    def __call__(self, tenant: TenantRef, **changes: Any) -> Command:
        done = carried_out(self.ask(tenant, **changes))
        assert done.error == ""
        return done


@pytest.fixture
def add(sandbox: Sandbox, queued: list[Any]) -> Adding:
    """Add connections of any kind."""
    return Adding(sandbox)


@pytest.fixture
def test_of(queued: list[Any]) -> Callable[[TenantRef], Command]:
    """Ask for a test and carry it out."""
    return lambda tenant: carried_out(operations.request_test(tenant=tenant.uuid, by=OPERATOR))


def carried_out(command: uuid.UUID) -> Command:
    """Carry a command out, as the worker does."""
    operations.carry_out(command=command)
    return Command.objects.get(pk=command)


def waiting() -> int:
    """Count what waits."""
    return Command.objects.filter(progress=Progress.OPEN).count()
