"""Clients behind the guard, over real sockets: refused, silent, in trouble, impatient; and another municipality."""

import dataclasses
import socket
import threading
import uuid
from collections.abc import Callable

import pytest

from config.local import ports
from integrations.connections import clients
from integrations.connections.guard import rules
from integrations.connections.types import Access, Authentication, Limits
from integrations.errors import Reason, UnavailableError
from tenants.types import TenantRef
from tests.integrations.conftest import Listener

type Listen = Callable[..., Listener]

ANSWER = (
    b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}"
)
TROUBLE = b"HTTP/1.1 503 Busy\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
PATIENCE = b"HTTP/1.1 429 Slow down\r\nRetry-After: 90\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"


def silent(_connection: socket.socket, stopping: threading.Event) -> None:
    """Accept, read, and never answer."""
    stopping.wait(5)


@pytest.fixture
def waterrijk_too(sandbox_tenant: TenantRef) -> TenantRef:
    return dataclasses.replace(sandbox_tenant, uuid=uuid.uuid4())


@pytest.fixture
def access(settings: object) -> Callable[[str], Access]:
    """Say how an address is spoken to, by a connection of its own."""

    def make(url: str) -> Access:
        settings.SANDBOX_URL = url  # type: ignore[attr-defined]
        return Access(
            address=url,
            client_id="",
            secret="geheim",
            key=uuid.uuid4(),
            authentication=Authentication.BEARER,
            limits=Limits(connect=0.3, read=0.3, total=0.3),
        )

    return make


def ask(access: Access, tenant: TenantRef) -> Reason | None:
    """Ask one thing; answer why there was no answer."""
    try:
        with clients.open(access, tenant=tenant) as client:
            client.get("x")
    except UnavailableError as error:
        return error.reason
    return None


@pytest.mark.fault("F01")
@pytest.mark.covers("M-06")
def test_where_nobody_listens_five_calls_are_enough(
    access: Callable[[str], Access], sandbox_tenant: TenantRef
) -> None:
    nobody = access(f"http://127.0.0.1:{ports.choose(31_900, purpose='a test', say=lambda text: None)}")

    reasons = [ask(nobody, sandbox_tenant) for _ in range(rules.MOST_IN_ROW + 2)]

    assert reasons == [Reason.NOBODY_LISTENS] * rules.MOST_IN_ROW + [Reason.RESTING] * 2


@pytest.mark.fault("F03", "F18")
@pytest.mark.covers("M-06")
def test_who_never_answers_is_asked_five_times_and_then_nobody_waits(
    access: Callable[[str], Access], listen: Listen, sandbox_tenant: TenantRef, waterrijk_too: TenantRef
) -> None:
    hanging = listen(silent)
    there = access(hanging.url)

    reasons = [ask(there, sandbox_tenant) for _ in range(rules.MOST_IN_ROW + 3)]

    assert reasons == [Reason.TOO_SLOW] * rules.MOST_IN_ROW + [Reason.RESTING] * 3
    assert len(hanging.visits) == rules.MOST_IN_ROW
    working = dataclasses.replace(access(listen(ANSWER).url), key=there.key)
    assert ask(working, waterrijk_too) is None


@pytest.mark.fault("F05")
def test_who_has_trouble_is_not_stormed(
    access: Callable[[str], Access], listen: Listen, sandbox_tenant: TenantRef
) -> None:
    troubled = listen(TROUBLE)
    there = access(troubled.url)

    for _ in range(20):
        ask(there, sandbox_tenant)

    assert len(troubled.visits) <= rules.MOST_IN_ROW + 1


@pytest.mark.fault("F06")
def test_who_asks_for_patience_is_asked_once(
    access: Callable[[str], Access], listen: Listen, sandbox_tenant: TenantRef
) -> None:
    impatient = listen(PATIENCE)
    there = access(impatient.url)

    reasons = [ask(there, sandbox_tenant) for _ in range(3)]

    assert reasons == [Reason.THROTTLED, Reason.RESTING, Reason.RESTING]
    assert len(impatient.visits) == 1
