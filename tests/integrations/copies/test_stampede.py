"""A hot copy that ends is fetched once, not once per visitor: over threads and processes (F52)."""

import http.client
import json
import os
import socket
import threading
import time
from collections.abc import Callable
from datetime import timedelta
from itertools import chain
from typing import Any

import pytest
from django.db import connection

from integrations import copies
from integrations.copies import backend, flights
from integrations.errors import Reason
from integrations.http.deadline import Deadline
from integrations.outcomes import Kind, Outcome, failed, found
from tenants import parallel
from tenants.entry import current, enter
from tenants.types import TenantRef
from tests.integrations.copies.conftest import TYPE, Clock

PROCESSES, THREADS, EACH = 3, 4, 10
OLD, NEW = 41, 42
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n42"


def slowly(client: socket.socket, stopping: threading.Event) -> None:
    """Answer after as long as many would need to ask."""
    stopping.wait(0.3)
    client.sendall(ANSWER)


def asked_over_a_socket(port: int) -> Callable[[Any], Outcome[int]]:
    def fetch(deadline: Any) -> Outcome[int]:
        with_it = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        with_it.request("GET", "/")
        answer = with_it.getresponse().read()
        with_it.close()
        return found(int(answer))

    return fetch


def visitors(ask: Callable[[], Outcome[Any]], tenant: TenantRef) -> list[Any]:
    """Have threads of this process ask until they see the new value: some 200 times a second over all processes."""

    def visit(_: int) -> list[Any]:
        seen = [ask().value]
        while len(seen) < EACH or seen[-1] != NEW:
            time.sleep(0.05)
            seen.append(ask().value)
        return seen

    with enter(tenant):
        return list(chain.from_iterable(parallel.run(visit, range(THREADS), threads=THREADS)))


def in_processes(work: Callable[[], list[Any]]) -> list[Any]:
    """Do work in processes that were forked, and answer what all of them say."""
    pipes = []
    for _ in range(PROCESSES):
        reading, writing = os.pipe()
        if os.fork() == 0:
            code = 1
            try:
                connection.connection = None  # the parent's
                os.write(writing, json.dumps(work()).encode())
                code = 0
            finally:
                os._exit(code)
        os.close(writing)
        pipes.append(reading)
    told: list[Any] = []
    for reading in pipes:
        with os.fdopen(reading, "rb") as pipe:
            told += json.loads(pipe.read() or b'["failed"]')
        assert os.wait()[1] == 0
    return told


@pytest.fixture
def upstream(listen: Callable[..., Any]) -> Any:
    return listen(slowly)


@pytest.mark.fault("F52")
@pytest.mark.parametrize("age", [timedelta(minutes=5), timedelta(hours=2)], ids=["soft end", "hard end"])
def test_a_hot_copy_that_ends_costs_at_most_two_calls(
    zonnedam: TenantRef, upstream: Any, url: str, age: timedelta
) -> None:
    parts, fetch = {"url": url}, asked_over_a_socket(upstream.port)
    with enter(zonnedam):
        copies.put(TYPE, parts, found(OLD), clock=lambda: time.time() - age.total_seconds())

    told = in_processes(lambda: visitors(lambda: copies.get(TYPE, parts, fetch), zonnedam))

    assert len(told) >= PROCESSES * THREADS * EACH
    assert set(told) <= {OLD, NEW}
    assert 1 <= len(upstream.visits) <= 2


def test_asked_directly_each_visitor_costs_a_call(zonnedam: TenantRef, upstream: Any) -> None:
    """The negative control."""
    fetch = asked_over_a_socket(upstream.port)

    with enter(zonnedam):
        parallel.run(lambda _: fetch(None), range(THREADS), threads=THREADS)

    assert len(upstream.visits) == THREADS


class Awaited(flights.Flights):
    """Tells when so many have come to a flight, or made it."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self._coming = threading.Semaphore(0)
        self._number = number

    def depart(self, tenant: str, key: str) -> tuple[flights.Flight, bool]:
        """Count who comes."""
        answer = super().depart(tenant, key)
        self._coming.release()
        return answer

    def wait(self) -> None:
        """Wait until the last of them is there."""
        while self._number:
            assert self._coming.acquire(timeout=10)
            self._number -= 1


@pytest.mark.fault("F52", "F25")
def test_without_redis_each_process_asks_once_at_a_time(
    zonnedam: TenantRef, upstream: Any, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backend._rest, "until", time.monotonic() + 60)  # as if it had just been found away
    asked, everybody = asked_over_a_socket(upstream.port), Awaited(THREADS)
    monkeypatch.setattr(flights, "under_way", everybody)

    def fetch(deadline: Any) -> Outcome[int]:
        everybody.wait()
        return asked(deadline)

    with enter(zonnedam):
        ask = lambda _: copies.get(TYPE, {"url": url}, fetch)  # noqa: E731
        answers = parallel.run(ask, range(THREADS), threads=THREADS)
        assert len(upstream.visits) == 1
        ask(0)

    assert answers == [found(42)] * THREADS
    assert len(upstream.visits) == 2


def test_who_joins_a_flight_gets_its_failure_too(zonnedam: TenantRef, url: str) -> None:
    joined, asked = threading.Barrier(3), []

    def fails(deadline: Any) -> Outcome[str]:
        asked.append(1)
        joined.wait(10)
        return failed(Reason.HAS_TROUBLE)

    def ask(number: int) -> Outcome[str]:
        if number == 0:
            return copies.get(TYPE, {"url": url}, fails)
        while not asked:
            time.sleep(0.001)
        flight, is_mine = flights.under_way.depart(
            current().uuid.hex, next(iter(flights.under_way._under_way))[1]
        )
        assert not is_mine
        joined.wait(10)
        return flight.join(10)

    with enter(zonnedam):
        answers = parallel.run(ask, range(3), threads=3)

    assert answers == [failed(Reason.HAS_TROUBLE)] * 3
    assert len(asked) == 1


def test_who_waits_for_another_process_gives_up_at_its_deadline(
    zonnedam: TenantRef, url: str, clock: Clock
) -> None:
    from integrations.copies import places, store
    from tenants import registers

    with enter(zonnedam):
        place = places.of(registers.copies.get(TYPE), {"url": url})
        token = store.lock(place, 30)
        try:
            outcome = copies.get(TYPE, {"url": url}, lambda _: found(1), deadline=Deadline(0.05))
        finally:
            store.unlock(place, token)

        assert outcome == failed(Reason.TOO_SLOW)
        assert copies.get(TYPE, {"url": url}, lambda _: found(1)).kind is Kind.OK


def test_a_lock_that_passed_to_another_is_left_alone(zonnedam: TenantRef, url: str) -> None:
    from integrations.copies import places, store
    from tenants import registers

    with enter(zonnedam):
        place = places.of(registers.copies.get(TYPE), {"url": url})
        token = store.lock(place, 30)
        store.unlock(place, "of somebody else")
        assert store.lock(place, 30) == ""
        store.unlock(place, token)
        assert store.lock(place, 1)


def test_a_fetch_that_raises_ends_the_flight(zonnedam: TenantRef, url: str) -> None:
    def breaks(deadline: Any) -> Outcome[str]:
        raise ZeroDivisionError

    with enter(zonnedam):
        with pytest.raises(ZeroDivisionError):
            copies.get(TYPE, {"url": url}, breaks)

        assert copies.get(TYPE, {"url": url}, lambda _: found(1)) == found(1)
    assert flights.under_way._under_way == {}


@pytest.mark.attack("T32")
def test_a_fetch_of_one_municipality_is_not_joined_by_another(
    zonnedam: TenantRef, waterrijk: TenantRef, url: str
) -> None:
    both, tenants = threading.Barrier(2), [zonnedam, waterrijk]

    def fetch(deadline: Any) -> Outcome[str]:
        both.wait(10)  # nobody leaves before both are here
        return found(current().name)

    def ask(tenant: TenantRef) -> Any:
        with enter(tenant):
            return copies.get(TYPE, {"url": url}, fetch).value

    with enter(zonnedam):
        assert parallel.run(ask, tenants, threads=2) == ["Zonnedam", "Waterrijk"]
