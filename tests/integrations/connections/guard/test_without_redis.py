"""Redis gone, silent, full or emptied: each process guards for itself, and no call waits for Redis (F22, F23, F25)."""

import os
import signal
import time
import uuid
from collections.abc import Callable, Iterator

import pytest
from django.conf import settings

from integrations.connections.guard import books, rules, shared
from integrations.connections.guard.shared import AwayError, SharedBook
from integrations.connections.guard.types import Permission
from integrations.errors import Reason
from tests.integrations.connections.guard.conftest import NOBODY, Caller, Harmed, Other, opened
from tests.integrations.connections.guard.test_calling import brought_down
from tests.stack import until


@pytest.fixture(params=["gone", "silent", "full"])
def trouble(request: pytest.FixtureRequest, harmed: Harmed) -> Iterator[str]:
    """What is wrong with Redis, and where it is."""
    if request.param == "gone":
        yield NOBODY
    elif request.param == "silent":
        harmed.hold()
        yield harmed.url
        harmed.go_on()
    else:
        harmed.tell("CONFIG", "SET", "maxmemory", "1")
        yield harmed.url
        harmed.tell("CONFIG", "SET", "maxmemory", "0")


@pytest.mark.fault("F22", "F23", "F25")
@pytest.mark.covers("M-06")
def test_calls_are_made_and_guarded_without_redis(
    of_zonnedam: Caller, of_waterrijk: Caller, another_process: Callable[..., SharedBook], trouble: str
) -> None:
    another_process(trouble)

    assert of_zonnedam.call(Other()) == "answer"
    brought_down(of_zonnedam)
    assert of_zonnedam.refused(Other()) is Reason.RESTING
    assert of_waterrijk.call(Other()) == "answer"


@pytest.mark.fault("F22")
def test_places_are_counted_per_process_without_redis(another_process: Callable[..., SharedBook]) -> None:
    another_process(NOBODY)
    caller = Caller(uuid.uuid4(), uuid.uuid4(), at_once=1)

    assert caller.call(lambda: caller.refused(Other())) is Reason.CROWDED
    assert caller.call(Other()) == "answer"


@pytest.mark.fault("F22")
def test_what_was_open_stays_open_when_redis_goes(
    of_zonnedam: Caller, another_process: Callable[..., SharedBook], monkeypatch: pytest.MonkeyPatch
) -> None:
    brought_down(of_zonnedam)
    gone = opened(NOBODY)
    monkeypatch.setattr(shared, "book", lambda: gone)

    assert of_zonnedam.refused(Other()) is Reason.RESTING
    assert of_zonnedam.standing.trips == 1


@pytest.mark.fault("F22")
def test_failures_that_redis_counted_are_not_forgotten_when_it_goes(
    of_zonnedam: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(rules.MOST_IN_ROW - 1):
        of_zonnedam.refused(Other(Reason.TOO_SLOW))
    gone = opened(NOBODY)
    monkeypatch.setattr(shared, "book", lambda: gone)

    of_zonnedam.refused(Other(Reason.TOO_SLOW))

    assert of_zonnedam.refused(Other()) is Reason.RESTING


@pytest.mark.fault("F23")
def test_a_silent_redis_is_asked_once_and_then_left_alone(
    of_zonnedam: Caller, another_process: Callable[..., SharedBook], harmed: Harmed
) -> None:
    book = another_process(harmed.url)
    harmed.hold()
    try:
        of_zonnedam.call(Other())
        book._wires._talk = lambda *args, **kwargs: pytest.fail("asked again")  # type: ignore[method-assign]
        for _ in range(20):
            of_zonnedam.call(Other())
    finally:
        harmed.go_on()


@pytest.mark.fault("F23")
def test_a_redis_that_answers_slowly_is_left_alone_too(
    of_zonnedam: Caller, another_process: Callable[..., SharedBook], harmed: Harmed
) -> None:
    book = another_process(harmed.url)

    def ask_slowly() -> None:
        for _ in range(30):
            book.ask(["DEBUG", "SLEEP", "0.015"])

    with pytest.raises(AwayError):
        ask_slowly()
    assert of_zonnedam.call(Other()) == "answer"


@pytest.mark.fault("F23")
def test_a_redis_is_not_taken_for_slow_by_a_process_that_was_busy_itself_meanwhile(
    another_process: Callable[..., SharedBook], harmed: Harmed, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Threads with much to do keep the one that asks from hearing an answer that is there."""
    book = another_process(harmed.url)
    monkeypatch.setattr(time, "process_time", time.monotonic)  # it computes all the time

    answers = [book.ask(["PING"], ["DEBUG", "SLEEP", "0.015"])[0] for _ in range(30)]

    assert len(answers) == 30


@pytest.mark.fault("F24")
def test_a_redis_that_lost_everything_guards_from_the_next_call_on(
    of_zonnedam: Caller, another_process: Callable[..., SharedBook], harmed: Harmed
) -> None:
    another_process(harmed.url)
    of_zonnedam.call(Other())
    harmed.tell("FLUSHALL")
    harmed.tell("SCRIPT", "FLUSH")

    brought_down(of_zonnedam)
    another_process(harmed.url)

    assert of_zonnedam.refused(Other()) is Reason.RESTING


@pytest.mark.covers("M-06")
def test_who_is_killed_keeps_no_place() -> None:
    tenant, connection = uuid.uuid4(), uuid.uuid4()

    def taken() -> books.Place | Permission:
        return books.take(tenant, connection, at_once=1, lease=700)

    child = os.fork()
    if not child:
        taken()
        os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(child, 0)

    assert taken() is Permission.CROWDED
    until(lambda: isinstance(taken(), books.Place), "the place of who was killed")


def test_the_suite_has_a_redis() -> None:
    """The control of this page: with Redis there, Redis is asked."""
    assert opened(settings.REDIS_URL).ask(["PING"]) in ([b"PONG"], ["PONG"])


@pytest.mark.fault("F24")
@pytest.mark.parametrize("before", [0, 2])
def test_with_a_redis_that_lost_our_scripts_places_are_given_back(
    before: int, another_process: Callable[..., SharedBook], harmed: Harmed
) -> None:
    """Who succeeds gives back without listening, so nobody hears that the script is unknown."""
    another_process(harmed.url)
    caller = Caller(uuid.uuid4(), uuid.uuid4(), at_once=2)
    for _ in range(before):
        caller.call(Other())
    harmed.tell("SCRIPT", "FLUSH")

    assert [caller.call(Other()) for _ in range(5)] == ["answer"] * 5
