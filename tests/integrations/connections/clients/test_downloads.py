"""Large answers arrive piece by piece, within limits of their own (faults F13, F20)."""

import socket
import threading
import tracemalloc
from collections.abc import Callable
from typing import Any

import pytest

from integrations.connections import clients
from integrations.errors import Reason, UnavailableError
from integrations.http import pools
from tests.integrations.talking import Talker, answer, as_json

type Open = Callable[..., clients.Client]
LARGE = 200_000_000
PIECE = b"d" * 262_144


@pytest.fixture
def flood(listen: Any, settings: Any) -> Callable[..., Talker]:
    """Serve so many bytes, and say how many there will be."""

    def start(size: int, told: int) -> Talker:
        def say(connection: socket.socket, stopping: threading.Event) -> None:
            connection.sendall(f"HTTP/1.1 200 OK\r\nContent-Length: {told}\r\n\r\n".encode())
            left = size
            while left > 0 and not stopping.is_set():
                left -= connection.send(PIECE[:left])

        server = listen(say)
        settings.SANDBOX_URL = server.url
        return Talker(server.host, server.port, "http")

    return start


@pytest.mark.fault("F13")
def test_200_mb_stream_through_with_memory_flat(flood: Any, open_to: Open) -> None:
    client, size = open_to(flood(LARGE, LARGE)), 0

    tracemalloc.start()
    with client.download("documenten/1/download") as reply:
        for piece in reply.iter_content(65_536):
            size += len(piece)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert size == LARGE
    assert peak < 5_000_000


@pytest.mark.fault("F13")
def test_a_stream_has_a_limit_too(flood: Any, open_to: Open) -> None:
    client = open_to(flood(1_000_000, 1_000_000))

    with (
        pytest.raises(UnavailableError, match="too large"),
        client.download("documenten/1/download", largest=500_000) as reply,
    ):
        list(reply.iter_content(65_536))


@pytest.mark.fault("F20")
def test_a_stream_that_dies_half_way_is_no_answer(flood: Any, open_to: Open) -> None:
    client = open_to(flood(500_000, 1_000_000))

    with (
        pytest.raises(UnavailableError, match="malformed"),
        client.download("documenten/1/download") as reply,
    ):
        list(reply.iter_content(65_536))

    assert len(pools.POOL) == 0


def test_a_stream_that_was_read_to_its_end_leaves_its_connection(serve: Any, open_to: Open) -> None:
    server = serve(lambda asked: answer(b"document"))
    client = open_to(server)

    for _ in range(2):
        with client.download("documenten/1/download") as reply:
            assert b"".join(reply.iter_content(3)) == b"document"

    assert server.connections == 1


def test_a_stream_that_was_left_does_not(serve: Any, open_to: Open) -> None:
    server = serve(lambda asked: answer(b"document"))
    client = open_to(server)

    for _ in range(2):
        with client.download("documenten/1/download"):
            pass

    assert server.connections == 2


@pytest.mark.parametrize(("status", "reason"), [(403, Reason.REFUSED), (500, Reason.HAS_TROUBLE)])
def test_a_stream_that_does_not_begin_is_no_answer(
    status: int, reason: Reason, serve: Any, open_to: Open
) -> None:
    client = open_to(serve(lambda asked: as_json({"code": "x"}, status)))

    with pytest.raises(UnavailableError) as raised, client.download("documenten/1/download"):
        pytest.fail("there is nothing to read")

    assert raised.value.reason is reason


def test_a_document_that_is_not_there_is_told(serve: Any, open_to: Open) -> None:
    client = open_to(serve(lambda asked: answer(b"weg", 404)))

    with client.download("documenten/1/download") as reply:
        assert (reply.status_code, reply.content) == (404, b"weg")
