"""What a page asks side by side: all at once where there is room, one after the other where there is little."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from math import ceil
from typing import Any, Final

import pytest

from integrations.connections import catalogue
from integrations.connections.guard import books
from integrations.connections.guard.books import Place
from integrations.connections.guard.types import Ended, Verdict
from integrations.errors import Reason
from integrations.outcomes import Kind
from tenants.postgresql.base import DatabaseWrapper
from tenants.types import TenantRef
from tenants.wires import lines
from tests.integrations.zgw.conftest import Asker

OF_ONE_PAGE: Final = 28
"""Calls for the cases of a list where the system cannot expand: twenty statuses, and results of those that ended."""
OTHER_PAGES_OF_ROLES: Final = 2
LEASE: Final = 60_000
"""Milliseconds."""


@contextmanager
def taken(tenant: TenantRef, asker: Asker, *, free: int) -> Iterator[None]:
    """Have others use all places of a connection but so many."""
    at_once = asker.connection.access.limits.at_once
    places = [
        books.take(tenant.uuid, asker.connection.key, at_once=at_once, lease=LEASE)
        for _ in range(at_once - free)
    ]
    assert all(isinstance(place, Place) for place in places)
    try:
        yield
    finally:
        for place in places:
            assert isinstance(place, Place)
            books.give_back(place, Ended(place.token, Verdict.NEUTRAL, outcome="other"))


@pytest.mark.covers("I-014", "I-070")
def test_what_belongs_to_the_cases_of_a_page_is_asked_for_in_few_rounds_and_leaves_room_for_another_page() -> (
    None
):
    limits = catalogue.systems()["case_system"].limits

    for_one_page = limits.at_once // 2

    assert ceil((OF_ONE_PAGE + OTHER_PAGES_OF_ROLES) / for_one_page) <= 2


@pytest.mark.covers("M-06")
@pytest.mark.parametrize("asker", ["zgw-1.0"], indirect=True)
def test_calls_that_begin_together_ask_redis_for_their_places_in_one_packet(
    asker: Asker, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    ask = lines.Wires.ask

    def counting(self: lines.Wires, *orders: Any, **more: Any) -> list[Any]:
        if orders:
            asked.append(len(orders))
        return ask(self, *orders, **more)

    monkeypatch.setattr(lines.Wires, "ask", counting)

    assert asker.list_of().kind is Kind.OK

    calls, for_one_page = sum(asker.calls().values()), asker.connection.access.limits.at_once // 2
    assert for_one_page in asked
    assert len(asked) <= 2 + calls - 3 - for_one_page


def test_what_is_asked_side_by_side_opens_no_session_with_our_database(
    asker: Asker, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    real = DatabaseWrapper.get_new_connection

    def counting(self: DatabaseWrapper, values: dict[str, Any]) -> Any:
        opened.append(threading.current_thread().name)
        return real(self, values)

    monkeypatch.setattr(DatabaseWrapper, "get_new_connection", counting)

    cases = asker.list_of().value
    assert cases
    assert asker.one_of(cases.cases[0].uuid).value

    assert not opened


@pytest.mark.covers("M-06")
@pytest.mark.parametrize("asker", ["zgw-1.0"], indirect=True)
def test_a_page_that_finds_few_places_waits_for_its_own_calls_and_is_whole(
    asker: Asker, zonnedam: TenantRef
) -> None:
    at_leisure = asker.list_of()

    with taken(zonnedam, asker, free=2):
        in_a_crowd = asker.list_of()

    assert at_leisure.kind is Kind.OK
    assert in_a_crowd == at_leisure


@pytest.mark.covers("M-06")
@pytest.mark.parametrize("asker", ["zgw-1.0"], indirect=True)
def test_the_negative_control_who_finds_no_place_at_all_is_told_so(asker: Asker, zonnedam: TenantRef) -> None:
    with taken(zonnedam, asker, free=0):
        outcome = asker.list_of()

    assert (outcome.kind, outcome.reason) == (Kind.UNAVAILABLE, Reason.CROWDED)
