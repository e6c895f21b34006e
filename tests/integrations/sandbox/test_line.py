"""What goes wrong below HTTP, on real sockets: hanging, dripping, breaking off; and connections that are kept."""

import http.client
import json
import resource
import socket
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Any

import pytest

from integrations.sandbox.zgw.zaken import CASES
from tests.contracts.asking import CRS
from tests.integrations.conftest import Sandbox

pytestmark = pytest.mark.covers("M-14")
PATH = f"/zgw{CASES.path}"


@pytest.fixture
def connection(sandbox: Sandbox) -> Iterator[http.client.HTTPConnection]:
    made = http.client.HTTPConnection(sandbox.url.removeprefix("http://"), timeout=20)
    with closing(made):
        yield made


def ask(
    connection: http.client.HTTPConnection, path: str = "/t/zonnedam/access.json"
) -> http.client.HTTPResponse:
    connection.request("GET", path, headers=CRS)
    return connection.getresponse()


def line_to(sandbox: Sandbox) -> socket.socket:
    host, port = sandbox.url.removeprefix("http://").split(":")
    made = socket.create_connection((host, int(port)), timeout=20)
    made.sendall(f"GET {PATH} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
    return made


def test_a_connection_is_used_again(connection: http.client.HTTPConnection) -> None:
    ask(connection).read()
    first = connection.sock.getsockname()
    ask(connection).read()

    assert connection.sock.getsockname() == first


def test_what_a_refused_request_brought_does_not_disturb_the_next(
    connection: http.client.HTTPConnection,
) -> None:
    connection.request("POST", "/verzonnen", b"x" * 50_000)
    refused = connection.getresponse()
    refused.read()

    assert refused.status == 404
    assert json.loads(ask(connection).read())["client_id"] == "inwonerplein-zonnedam"


@pytest.mark.fault("F03")
def test_a_hanging_endpoint_answers_nothing_and_others_go_on(
    sandbox: Sandbox, connection: http.client.HTTPConnection
) -> None:
    sandbox.fault("zgw/zaken", hang=True)
    with line_to(sandbox) as waiting:
        assert ask(connection, "/zgw/catalogi/api/v1/zaaktypen").status == 403
        waiting.settimeout(0.2)
        with pytest.raises(TimeoutError):
            waiting.recv(1)


@pytest.mark.fault("F11")
def test_a_reset_is_a_reset(sandbox: Sandbox) -> None:
    sandbox.fault("zgw", reset=True)

    with line_to(sandbox) as broken, pytest.raises(ConnectionResetError):
        broken.recv(1)


@pytest.mark.fault("F20")
def test_an_answer_stops_halfway(sandbox: Sandbox, connection: http.client.HTTPConnection) -> None:
    whole = len(ask(connection, PATH).read())
    sandbox.fault("zgw", cut=True)

    with pytest.raises(http.client.IncompleteRead) as caught:
        ask(connection, PATH).read()
    assert len(caught.value.partial) < whole


@pytest.mark.fault("F04")
def test_an_answer_drips_until_the_fault_is_taken_away(sandbox: Sandbox) -> None:
    sandbox.fault("zgw", drip=60_000)
    with line_to(sandbox) as dripping:
        received = _until(dripping, lambda so_far: bool(so_far.partition(b"\r\n\r\n")[2]))
        dripping.settimeout(0.2)
        with pytest.raises(TimeoutError):
            dripping.recv(1000)
        assert len(received.partition(b"\r\n\r\n")[2]) == 1
        sandbox.turn()
        dripping.settimeout(20)
        received += _until(dripping, lambda so_far: so_far.endswith(b"}"))

    assert json.loads(received.partition(b"\r\n\r\n")[2])["status"] == 403


@pytest.mark.fault("F13")
def test_a_large_answer_is_sent_in_pieces_and_stops_when_nobody_listens(
    sandbox: Sandbox, connection: http.client.HTTPConnection
) -> None:
    sandbox.fault("zgw", large=2_000)
    answer = ask(connection, PATH)
    answer.read(5_000_000)
    connection.close()

    assert answer.headers["Transfer-Encoding"] == "chunked"
    assert _memory(sandbox) < 400_000_000


def test_an_older_client_gets_a_stream_without_pieces(sandbox: Sandbox) -> None:
    sandbox.fault("zgw", large=1)
    host, port = sandbox.url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=20) as older:
        older.sendall(f"GET {PATH} HTTP/1.0\r\nHost: localhost\r\n\r\n".encode())
        received = b"".join(iter(lambda: older.recv(100_000), b""))

    head, _, body = received.partition(b"\r\n\r\n")
    assert b"chunked" not in head
    assert json.loads(body)["status"] == 403


def _until(connection: socket.socket, is_enough: Callable[[bytes], bool]) -> bytes:
    received = b""
    while not is_enough(received):
        received += connection.recv(1000)
    return received


def _memory(sandbox: Sandbox) -> int:
    """The process's memory in bytes."""
    with open(f"/proc/{sandbox.process.pid}/statm") as told:
        return int(told.read().split()[1]) * resource.getpagesize()


def test_each_municipality_has_its_own_access(sandbox: Sandbox) -> None:
    zonnedam: dict[str, Any] = sandbox.access("zonnedam")
    waterrijk = sandbox.access("waterrijk")

    assert zonnedam["addresses"]["zgw"] == f"{sandbox.url}/t/zonnedam/zgw"
    assert zonnedam["secret"] != waterrijk["secret"] != sandbox.secret
