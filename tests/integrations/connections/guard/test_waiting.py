"""Who finds no place waits a moment for one: many pages at once are slower, not emptier (M-06)."""

import time
import uuid

import pytest

from integrations.connections import guard
from integrations.connections.guard import books, rules, shared
from integrations.connections.guard.types import Permission
from integrations.errors import Reason
from tests.integrations.connections.guard.conftest import Caller, Other

LEASE = 60_000
A_MOMENT = int(sum(books.PAUSES) * 500)
"""Milliseconds: half of the longest wait."""


@pytest.mark.covers("M-06")
def test_a_citizens_call_waits_a_moment_for_a_place_that_becomes_free() -> None:
    caller = Caller(uuid.uuid4(), uuid.uuid4(), at_once=1)
    place = books.take(caller.tenant, caller.access.key, at_once=1, lease=A_MOMENT)
    assert isinstance(place, books.Place)

    assert caller.call(Other()) == "answer"


@pytest.mark.fault("F06")
def test_the_negative_control_work_in_the_background_does_not_wait_for_a_place_so_long() -> None:
    caller = Caller(uuid.uuid4(), uuid.uuid4(), at_once=1)
    place = books.take(caller.tenant, caller.access.key, at_once=1, lease=LEASE)
    assert isinstance(place, books.Place)
    waited: list[float] = []

    with guard.in_background(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(books.time, "sleep", waited.append)
        assert caller.refused(Other()) is Reason.CROWDED

    assert waited == [books.PAUSES[0]]


def test_who_has_little_time_left_spends_it_on_the_call() -> None:
    caller = Caller(uuid.uuid4(), uuid.uuid4(), at_once=1)
    books.take(caller.tenant, caller.access.key, at_once=1, lease=LEASE)
    waited: list[float] = []

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(books.time, "sleep", waited.append)
        short = rules.MARGIN + int(sum(books.PAUSES) * 1_000)
        assert books.take(caller.tenant, caller.access.key, at_once=1, lease=short) is Permission.CROWDED

    assert waited == [books.PAUSES[0]]


@pytest.mark.covers("M-06")
def test_a_place_is_waited_for_also_while_redis_is_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shared.book()._wires, "_away_until", time.monotonic() + 60)
    caller = Caller(uuid.uuid4(), uuid.uuid4(), at_once=1)
    place = books.take(caller.tenant, caller.access.key, at_once=1, lease=A_MOMENT)
    assert isinstance(place, books.Place)
    assert not place.is_shared

    assert caller.call(Other()) == "answer"
