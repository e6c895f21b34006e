"""A client's limits: what never comes, comes late, comes broken or is too much ends the call."""

import socket
import threading
from collections.abc import Callable
from typing import Any

import pytest

from integrations.connections import clients
from integrations.connections.types import Limits
from integrations.errors import Reason, UnavailableError
from integrations.http import Deadline
from tests.integrations.talking import Asked, Talker, answer

type Serve = Callable[..., Talker]
type Open = Callable[..., clients.Client]


def reason_of(do: Callable[[], Any]) -> Reason:
    with pytest.raises(UnavailableError) as raised:
        do()
    return raised.value.reason


def hanging(release: threading.Event) -> Callable[[Asked], bytes]:
    """Accept, and never answer."""

    def say(asked: Asked) -> bytes:
        release.wait(20)
        return b""

    return say


@pytest.mark.fault("F01")
def test_nobody_listens(open_to: Open, settings: Any) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        server = Talker("127.0.0.1", unused.getsockname()[1], "http")
        settings.SANDBOX_URL = server.url
        client = open_to(server)
        assert reason_of(lambda: client.get("zaken")) is Reason.NOBODY_LISTENS


@pytest.mark.fault("F02")
def test_a_slow_name_server_takes_no_longer_than_connecting_may(
    open_to: Open, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The whole call might take an hour; looking the name up may not."""
    release = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **kwargs: release.wait(20) and [])
    settings.SANDBOX_URL = "http://traag.example:8000"
    limits = Limits(connect=0.1, read=3600, total=3600)
    client = open_to(Talker("traag.example", 8000, "http"), limits=limits)

    assert reason_of(lambda: client.get("zaken")) is Reason.TOO_SLOW
    release.set()


@pytest.mark.fault("F03")
@pytest.mark.parametrize(
    "limits", [Limits(read=0.1, total=3600), Limits(read=3600, total=0.1)], ids=["silence", "total"]
)
def test_a_system_that_accepts_and_never_answers_is_left(limits: Limits, serve: Serve, open_to: Open) -> None:
    release = threading.Event()
    client = open_to(serve(hanging(release)), limits=limits)

    assert reason_of(lambda: client.get("zaken")) is Reason.TOO_SLOW
    release.set()


@pytest.mark.fault("F03")
def test_the_deadline_of_the_page_is_the_deadline_of_the_call(serve: Serve, open_to: Open) -> None:
    release = threading.Event()
    server = serve(hanging(release))
    client = open_to(server, deadline=Deadline(0.1), limits=Limits(read=3600, total=3600))

    assert reason_of(lambda: client.get("zaken")) is Reason.TOO_SLOW
    assert reason_of(lambda: client.get("zaken")) is Reason.TOO_SLOW
    release.set()
    assert len(server.asked) == 1


@pytest.mark.fault("F04")
def test_an_answer_that_drips_in_ends_at_the_total(
    listen: Callable[..., Any], open_to: Open, settings: Any
) -> None:
    """Each byte comes before the other side has been silent for long."""

    def drip(connection: socket.socket, stopping: threading.Event) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
        while not stopping.wait(0.02):
            connection.sendall(b".")

    server = listen(drip)
    settings.SANDBOX_URL = server.url
    client = open_to(server, limits=Limits(read=3600, total=0.3))

    assert reason_of(lambda: client.get("zaken")) is Reason.TOO_SLOW


@pytest.mark.fault("F11")
@pytest.mark.parametrize(
    ("said", "reason"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\nConnection: close\r\n\r\nhalf", Reason.MALFORMED),
        (b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\nConnection: close\r\n\r\nx", Reason.MALFORMED),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\nzz", Reason.MALFORMED),
        (b"", Reason.BROKEN_OFF),
        (answer(b"geen gzip", 200, "Content-Encoding: gzip", "Connection: close"), Reason.MALFORMED),
    ],
    ids=["truncated", "wrong length", "wrong chunk", "nothing", "bad gzip"],
)
def test_half_an_answer_is_none(said: bytes, reason: Reason, serve: Serve, open_to: Open) -> None:
    client = open_to(serve(lambda asked: said))

    assert reason_of(lambda: client.get("zaken")) is reason


def test_after_a_broken_answer_the_next_call_gets_its_own(serve: Serve, open_to: Open) -> None:
    """Too much was sent: what is left over on the connection is nobody's answer."""
    said = iter([answer(b'{"van":1}') + answer(b'{"van":"een ander"}'), answer(b'{"van":2}')])
    client = open_to(serve(lambda asked: next(said)))

    assert client.get("zaken").json() == {"van": 1}
    assert client.get("zaken").json() == {"van": 2}


@pytest.mark.fault("F13")
@pytest.mark.parametrize("size", ["Content-Length: 200000000", "X-Size: untold"])
def test_an_answer_larger_than_allowed_stops(
    size: str, listen: Callable[..., Any], open_to: Open, settings: Any
) -> None:
    sent = 0

    def flood(connection: socket.socket, stopping: threading.Event) -> None:
        nonlocal sent
        connection.sendall(f"HTTP/1.1 200 OK\r\nConnection: close\r\n{size}\r\n\r\n".encode())
        while not stopping.is_set():
            sent += connection.send(b"x" * 65_536)

    server = listen(flood)
    settings.SANDBOX_URL = server.url
    client = open_to(server, limits=Limits(largest_answer=100_000))

    assert reason_of(lambda: client.get("zaken")) is Reason.TOO_LARGE
    assert sent < 20_000_000
