"""A probe finds out which version a case system speaks and what it can do, by harmless reads (M-05)."""

import json
import re
import socket
import threading
from collections.abc import Callable
from typing import Any

import pytest

from integrations.connections.types import Access
from integrations.errors import Reason, UnavailableError
from integrations.zgw import probes
from tenants.types import TenantRef
from tests.integrations.conftest import Listener

pytestmark = pytest.mark.covers("M-05", "architecture I5")
type Probe = Callable[..., tuple[probes.Probed, Listener]]


def page(number: int) -> dict[str, Any]:
    """A page of cases as the contract describes it."""
    return {"count": 3, "next": None, "previous": None, "results": [{"zaaktype": "x"}] * number}


def answer(status: int, content: object, version: str) -> bytes:
    body = json.dumps(content).encode()
    head = f"HTTP/1.1 {status} X\r\nAPI-version: {version}\r\nContent-Type: application/json\r\n"
    return f"{head}Content-Length: {len(body)}\r\nConnection: close\r\n\r\n".encode() + body


@pytest.fixture
def probed(listen: Callable[..., Listener], sandbox_tenant: TenantRef, settings: Any) -> Probe:
    """Probe a case system that answers what a function says to each first line of a request."""

    def run(
        says: Callable[[str], tuple[int, object]], version: str = "1.5.1"
    ) -> tuple[probes.Probed, Listener]:
        def script(connection: socket.socket, stopping: threading.Event) -> None:
            line = theirs.visits[-1].split(b"\r\n")[0].decode()
            connection.sendall(answer(*says(line), version))

        theirs = listen(script)
        settings.SANDBOX_URL = theirs.url
        access = Access(
            address=f"{theirs.url}/zgw", client_id="inwonerplein", secret="x", system="case_system"
        )
        return probes.probe(access, tenant=sandbox_tenant), theirs

    return run


def test_a_current_system_can_do_it_all(probed: Probe) -> None:
    found, _theirs = probed(lambda line: (200, page(1 if "pageSize" in line else 3)))

    assert found.version == "1.5.1"
    assert found.capabilities == {
        "cases.expand": True, "cases.ordering": True, "cases.search": True, "cases.page_size": True,
        "catalogue.list": True, "catalogue.status_order": False, "catalogue.long_result_names": False,
    }  # fmt: skip


def test_one_that_refuses_what_it_does_not_know_cannot(probed: Probe) -> None:
    def first(line: str) -> tuple[int, object]:
        if "_zoek" in line:
            return 404, {}
        if "catalogussen" in line:
            return 500, {}
        return (400, {}) if "expand" in line or "ordering" in line else (200, page(3))

    found, _theirs = probed(first, "1.0.3")

    assert found.version == "1.0.3"
    assert found.capabilities == {
        "cases.expand": False, "cases.ordering": False, "cases.search": False, "cases.page_size": False,
        "catalogue.list": False, "catalogue.status_order": False, "catalogue.long_result_names": False,
    }  # fmt: skip


def test_what_may_not_be_asked_is_not_known(probed: Probe) -> None:
    def guarded(line: str) -> tuple[int, object]:
        is_refused = any(word in line for word in ("_zoek", "expand", "catalogi", "rollen"))
        return (
            (403, {})
            if is_refused
            else (200, {**page(1), "results": [{"zaaktype": "x", "url": "http://x/1"}]})
        )

    found, _theirs = probed(guarded)

    assert set(found.capabilities) == {"cases.ordering", "cases.page_size"}


def test_with_one_case_a_page_size_shows_nothing(probed: Probe) -> None:
    found, _theirs = probed(lambda line: (200, {**page(1), "count": 1}))

    assert "cases.page_size" not in found.capabilities


def test_one_that_falls_silent_is_told(probed: Probe) -> None:
    with pytest.raises(UnavailableError) as raised:
        probed(lambda line: (503, {}))

    assert raised.value.reason is Reason.HAS_TROUBLE


@pytest.mark.covers("M-16")
def test_nobody_is_named(probed: Probe) -> None:
    case = {"zaaktype": "x", "url": "http://127.0.0.1/zaken/1"}
    _found, theirs = probed(lambda line: (200, {**page(1), "results": [case]}))

    asked = b" ".join(theirs.visits).lower()
    assert b"/zaken/api/v1/zaken" in asked
    assert not any(word in asked for word in (b"bsn", b"rol__", b"persoon"))
    assert re.findall(rb"betrokkene\w*=(\w*)", asked) == [b"0" * 12]
