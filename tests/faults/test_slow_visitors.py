"""Thousands who say nothing, or take for ever, are dropped by the proxy; everybody else is served meanwhile (F51)."""

import http.client
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.faults import crowd, front
from tests.stack import Stack

PAGES = ("/", "/onderwerpen/burgerzaken/", "/onderwerpen/producten/paspoort/", "/zoeken/?q=paspoort")
PATIENCE = 120.0
AT_LEAST = 40
PER_ADDRESS = 50
"""Requests under way from one address: `limit_conn per_visitor` in docs/proxy/connections.conf."""


@pytest.fixture
def proxy(stack: Stack, tmp_path: Path) -> Iterator[int]:
    """The port of the proxy as it is proposed."""
    with front.standing(tmp_path, stack.portal_port) as port:
        yield port


@pytest.fixture
def small_proxy(stack: Stack, tmp_path: Path) -> Iterator[int]:
    """The same with fewer connections than there will be visitors."""
    with front.standing(tmp_path, stack.portal_port, connections=512) as port:
        yield port


def visit_until(enough: Callable[[], bool], port: int) -> list[int]:
    """Ask page after page, each from another address, until something holds; answers how each was answered."""
    statuses: list[int] = []
    end = time.monotonic() + PATIENCE
    while len(statuses) < AT_LEAST or not enough():
        assert time.monotonic() < end, f"not within {PATIENCE:.0f} s, after {len(statuses)} pages"
        statuses.append(visit(port, len(statuses)))
    return statuses


def visit(port: int, number: int) -> int:
    """Ask for one page as the visitor with this number."""
    visitor = http.client.HTTPConnection("127.0.0.1", port, 30, (f"127.8.0.{number % 200 + 1}", 0))
    try:
        visitor.request("GET", PAGES[number % len(PAGES)], headers={"Host": f"zonnedam.localhost:{port}"})
        answer = visitor.getresponse()
        body = answer.read()
        return answer.status if b"Zonnedam" in body else 0
    finally:
        visitor.close()


@pytest.mark.fault("F51")
def test_every_page_is_served_while_thousands_are_silent_and_hundreds_slow(proxy: int) -> None:
    with crowd.gathered(proxy, silent=3000, heads=200, stalled=200, dripping=100) as people:
        statuses = visit_until(lambda: people.was_sent_off("silent", "heads", "stalled"), proxy)
        told = people.tell()

    assert set(statuses) == {200}
    assert told["dripping"]["there"] == 100  # a body that never ends waits at the proxy, and nowhere else


@pytest.mark.fault("F51")
def test_one_address_has_no_more_than_its_share(proxy: int) -> None:
    with crowd.gathered(proxy, greedy=200) as people:
        statuses = visit_until(lambda: people.was_sent_off("greedy"), proxy)
        told = people.tell()

    assert set(statuses) == {200}
    assert told["greedy"]["refused"] >= 200 - PER_ADDRESS


@pytest.mark.fault("F51")
def test_when_connections_run_out_who_says_nothing_makes_room(small_proxy: int) -> None:
    with crowd.gathered(small_proxy, silent=3000) as people:
        statuses = visit_until(lambda: people.was_sent_off("silent"), small_proxy)

    assert set(statuses) == {200}
