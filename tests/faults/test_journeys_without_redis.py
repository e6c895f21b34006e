"""Redis is killed, slow, emptied, full or a replica while people are at work: nothing that they did is lost."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest

from tests.browser import web
from tests.faults.client import Client
from tests.faults.conftest import killed
from tests.faults.history import Told
from tests.faults.journey import Journey, under_way
from tests.faults.lines import OwnRedis
from tests.stack import until

pytestmark = pytest.mark.long
FORMS = "invitation", "switch", "test"
BUDGET = 8.0
"""Seconds that a form may take longer than before (design/security.md 4.2); a page has 3.5."""
PAGE_BUDGET = 3.5
NOBODY = "127.0.0.1", "9"


@contextmanager
def slow(redis: OwnRedis) -> Iterator[None]:
    redis.line.slow_down(2)
    try:
        yield
    finally:
        redis.line.slow_down(0)


@contextmanager
def full(redis: OwnRedis) -> Iterator[None]:
    redis.tell("CONFIG", "SET", "maxmemory-policy", "noeviction")
    redis.tell("CONFIG", "SET", "maxmemory", "1mb")
    try:
        yield
    finally:
        redis.tell("CONFIG", "SET", "maxmemory", "0")


@contextmanager
def read_only(redis: OwnRedis) -> Iterator[None]:
    redis.tell("REPLICAOF", *NOBODY)
    try:
        yield
    finally:
        redis.tell("REPLICAOF", "NO", "ONE")


@contextmanager
def emptied(redis: OwnRedis) -> Iterator[None]:
    redis.tell("FLUSHALL")
    yield
    redis.tell("FLUSHALL")


TROUBLES = [
    pytest.param(killed, marks=pytest.mark.fault("F22"), id="killed"),
    pytest.param(slow, marks=pytest.mark.fault("F23"), id="slow"),
    pytest.param(emptied, marks=pytest.mark.fault("F24"), id="emptied"),
    pytest.param(full, marks=pytest.mark.fault("F25"), id="full"),
    pytest.param(read_only, marks=pytest.mark.fault("F25"), id="read-only"),
]


@pytest.mark.parametrize("trouble", TROUBLES)
def test_people_go_on_and_nothing_is_lost(
    trouble: Callable[[OwnRedis], AbstractContextManager[None]], redis: OwnRedis, journey: Journey
) -> None:
    with under_way(journey) as history:
        page, form = history.slowest("visit"), history.slowest(*FORMS)
        with trouble(redis):
            journey.everybody_goes_on()

    assert history.troubles() == []
    assert journey.remains.lost(history) == []
    if trouble is slow:
        assert history.slowest("visit") < page + PAGE_BUDGET
        assert history.slowest(*FORMS) < form + BUDGET
    until(journey.remains.nothing_waits, "every command is carried out")


@pytest.mark.fault("F24")
def test_emptied_redis_takes_no_session_along(
    redis: OwnRedis, administrator: Client, operator: Client
) -> None:
    redis.tell("FLUSHALL")

    assert "Welkom" in web.text(administrator.get("/beheer/").body)
    assert "Gemeente openen" in web.text(operator.get("/").body)


@pytest.mark.fault("F26")
def test_mail_that_could_not_be_queued_arrives_within_a_minute_and_once(
    redis: OwnRedis, journey: Journey
) -> None:
    with killed(redis), under_way(journey) as history:
        journey.everybody_goes_on()
    invited = history.of("invitation", Told.DONE)

    arrived = journey.remains.mails(invited, patience=60)

    assert len(invited) >= 2
    assert set(arrived.values()) == {1}
    until(journey.remains.nothing_waits, "every command is carried out")
