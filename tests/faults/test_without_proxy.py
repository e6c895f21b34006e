"""What the web processes do when nobody keeps slow people away from them: they serve nobody else, live, and recover.

That is why docs/operating.md wants a proxy; test_slow_visitors.py shows what it changes.
"""

import contextlib
import http.client
import resource
import socket
from collections.abc import Iterator

import pytest

from tests.browser import web
from tests.faults import crowd
from tests.faults.conftest import fresh_portal
from tests.stack import Stack, children_of, until

HOST, HOME = "zonnedam.localhost", "/"
pytestmark = pytest.mark.long
FEW_FILES = 40
WORKERS, THREADS = 2, 8
"""Of all workers together."""
MOST_CONNECTIONS = 200
"""Of each worker: `--worker-connections`."""
ROOM = 100
"""Files that a worker needs for itself: its code, sockets to database and Redis, what its threads open."""


@pytest.fixture
def port(stack: Stack) -> Iterator[int]:
    """The port of a web process of its own."""
    with fresh_portal(stack) as port:
        until(lambda: len(workers(stack)) == WORKERS, "all workers are there")
        yield port


def workers(stack: Stack) -> list[int]:
    return children_of(stack.running["fresh"].pid)


def serves(port: int, *, patience: float = 5) -> bool:
    """Tell whether somebody who waits this long gets the first page."""
    try:
        return web.get(port, HOST, HOME, timeout=patience).status == 200
    except (OSError, http.client.HTTPException):
        return False


def allow_files(stack: Stack, most: int) -> None:
    for worker in workers(stack):
        resource.prlimit(worker, resource.RLIMIT_NOFILE, (most, most))


@contextlib.contextmanager
def silent(port: int, number: int) -> Iterator[None]:
    """Have so many connect and say nothing."""
    with contextlib.ExitStack() as people:
        for _one in range(number):
            with contextlib.suppress(OSError):
                people.enter_context(socket.create_connection(("127.0.0.1", port), timeout=5))
        yield


@pytest.mark.fault("F51")
def test_who_connects_and_says_nothing_is_put_aside_and_others_are_served(port: int) -> None:
    with silent(port, THREADS):
        assert serves(port, patience=20)


@pytest.mark.fault("F51")
def test_hundreds_who_say_nothing_end_no_process_and_once_they_leave_all_is_well(
    stack: Stack, port: int
) -> None:
    before = workers(stack)

    with silent(port, 3 * MOST_CONNECTIONS):
        assert not serves(port)  # the control: a proxy would have kept them away
    until(lambda: serves(port), "it serves")

    assert workers(stack) == before


@pytest.mark.fault("F51")
def test_some_who_never_finish_keep_all_others_out_and_end_no_process(stack: Stack, port: int) -> None:
    before = workers(stack)

    with crowd.gathered(port, heads=MOST_CONNECTIONS + 2 * THREADS):  # so that each worker has its share
        assert not serves(port)  # the control: a proxy would have read them to the end first
    until(lambda: serves(port), "it serves")

    assert workers(stack) == before


@pytest.mark.fault("F51")
def test_connections_are_not_taken_beyond_the_files_that_a_process_may_have(stack: Stack, port: int) -> None:
    before = workers(stack)
    allow_files(stack, MOST_CONNECTIONS + ROOM)

    with silent(port, 3 * (MOST_CONNECTIONS + ROOM)):
        pass
    until(lambda: serves(port), "it serves")

    assert workers(stack) == before


@pytest.mark.fault("F51")
def test_a_process_without_files_left_is_replaced_and_serves_again(stack: Stack, port: int) -> None:
    """The control of the test before this: fewer files than connections that are taken."""
    before = workers(stack)
    allow_files(stack, FEW_FILES)

    with silent(port, 3 * FEW_FILES):
        until(lambda: workers(stack) != before, "a process that could not go on has ended")
    until(lambda: serves(port), "it serves")
