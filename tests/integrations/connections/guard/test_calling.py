"""A call is guarded: who fails is left alone and tried again by one, nobody is stormed, nobody takes all places."""

import uuid
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from integrations.connections import guard
from integrations.connections.guard import background, books, rules
from integrations.connections.guard.types import Phase
from integrations.connections.types import NO_RECORD, Limits
from integrations.errors import Reason, UnavailableError
from tenants.cache import shared_key
from tests.integrations.connections.guard.conftest import Caller, Other


def brought_down(caller: Caller, reason: Reason = Reason.NOBODY_LISTENS) -> None:
    """Call somebody who is down until the breaker opens."""
    for _ in range(rules.MOST_IN_ROW):
        assert caller.refused(Other(reason)) is reason


def after_the_pause(monkeypatch: pytest.MonkeyPatch, caller: Caller) -> None:
    """Let the pause be over, as Redis and this process see it."""
    key = books.key_for(caller.tenant, caller.access.key)
    books.shared.book().ask(["HSET", key, "until", 1])
    books._own.forget(key)


def test_an_answer_is_passed_on(of_zonnedam: Caller) -> None:
    assert of_zonnedam.call(Other()) == "answer"


@pytest.mark.fault("F01")
@pytest.mark.covers("M-06", "W-12")
@pytest.mark.parametrize(
    "reason", [Reason.NOBODY_LISTENS, Reason.TOO_SLOW, Reason.NAME_UNKNOWN, Reason.HAS_TROUBLE]
)
def test_who_failed_five_times_is_left_alone(of_zonnedam: Caller, reason: Reason) -> None:
    brought_down(of_zonnedam, reason)
    other = Other()

    assert of_zonnedam.refused(other) is Reason.RESTING
    assert other.calls == 0


@pytest.mark.fault("F01")
def test_after_four_failures_somebody_is_still_called(of_zonnedam: Caller) -> None:
    for _ in range(rules.MOST_IN_ROW - 1):
        of_zonnedam.refused(Other(Reason.NOBODY_LISTENS))

    assert of_zonnedam.call(Other()) == "answer"


@pytest.mark.fault("F03")
def test_every_process_leaves_alone_who_failed_in_one(
    of_zonnedam: Caller, another_process: Callable[..., object]
) -> None:
    brought_down(of_zonnedam)
    another_process()

    assert of_zonnedam.refused(Other()) is Reason.RESTING


@pytest.mark.fault("F03")
def test_a_call_to_who_rests_asks_nobody_anything(
    of_zonnedam: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    brought_down(of_zonnedam)
    monkeypatch.setattr(books.shared, "book", lambda: pytest.fail("Redis was asked"))

    assert of_zonnedam.refused(Other()) is Reason.RESTING


@pytest.mark.fault("F17")
@pytest.mark.covers("M-06")
def test_after_the_pause_one_call_tries_and_opens_the_way_for_all(
    of_zonnedam: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    brought_down(of_zonnedam)
    after_the_pause(monkeypatch, of_zonnedam)
    meanwhile: list[Reason | None] = []

    of_zonnedam.call(lambda: meanwhile.append(of_zonnedam.refused(Other())))

    assert meanwhile == [Reason.RESTING]
    assert of_zonnedam.standing.phase is Phase.CLOSED


@pytest.mark.fault("F17")
def test_a_try_that_fails_makes_the_pause_longer(
    of_zonnedam: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    brought_down(of_zonnedam)
    first = of_zonnedam.standing
    after_the_pause(monkeypatch, of_zonnedam)

    of_zonnedam.refused(Other(Reason.TOO_SLOW))

    assert first.left <= rules.FIRST_PAUSE * 1.2
    assert of_zonnedam.standing.left > rules.FIRST_PAUSE * 1.2


@pytest.mark.fault("F17")
def test_who_fails_every_other_call_is_left_alone_too(of_zonnedam: Caller) -> None:
    flapping = Other(script=[None, Reason.HAS_TROUBLE] * rules.LEAST_TRIED)

    reasons = {of_zonnedam.refused(flapping) for _ in range(2 * rules.LEAST_TRIED)}

    assert Reason.RESTING in reasons
    assert flapping.calls <= rules.LEAST_TRIED + 2  # a minute may begin in between


def test_who_refuses_our_secret_is_no_breakdown(of_zonnedam: Caller) -> None:
    for _ in range(2 * rules.MOST_IN_ROW):
        assert of_zonnedam.refused(Other(Reason.REFUSED)) is Reason.REFUSED


def test_who_had_no_time_is_not_called_slow(of_zonnedam: Caller) -> None:
    for _ in range(2 * rules.MOST_IN_ROW):
        assert of_zonnedam.refused(Other(Reason.TOO_SLOW), seconds=0.5) is Reason.TOO_SLOW


def test_who_had_all_the_time_that_a_call_may_take_is_called_slow(of_zonnedam: Caller) -> None:
    of_zonnedam.access = replace(of_zonnedam.access, limits=Limits(total=0.3))
    for _ in range(rules.MOST_IN_ROW):
        of_zonnedam.refused(Other(Reason.TOO_SLOW), seconds=0.3)

    assert of_zonnedam.refused(Other()) is Reason.RESTING


@pytest.mark.fault("F18")
@pytest.mark.covers("M-06")
def test_the_breaker_of_one_municipality_is_not_that_of_another(
    of_zonnedam: Caller, of_waterrijk: Caller
) -> None:
    brought_down(of_zonnedam)

    assert of_waterrijk.call(Other()) == "answer"
    assert of_zonnedam.refused(Other()) is Reason.RESTING


@pytest.mark.fault("F18", "F03")
@pytest.mark.covers("M-06")
def test_calls_that_hang_at_one_municipality_take_no_place_of_another(
    of_zonnedam: Caller, of_waterrijk: Caller
) -> None:
    def hanging(depth: int) -> tuple[Reason | None, object]:
        if depth:
            return of_zonnedam.call(lambda: hanging(depth - 1))  # type: ignore[no-any-return]
        return of_zonnedam.refused(Other()), of_waterrijk.call(Other())

    assert hanging(of_zonnedam.access.limits.at_once) == (Reason.CROWDED, "answer")


def test_a_worker_works_in_the_background_without_being_told(settings: Any) -> None:
    settings.PROCESS = "portal_worker"

    assert background.is_background()
    with guard.in_background(False):
        assert not background.is_background()


def test_with_one_key_for_all_it_would_be(
    of_zonnedam: Caller, of_waterrijk: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The negative control."""
    monkeypatch.setattr(books, "key_for", lambda tenant, connection: shared_key(connection.hex, "guard", 1))

    brought_down(of_zonnedam)

    assert of_waterrijk.refused(Other()) is Reason.RESTING


@pytest.mark.covers("W-11")
@pytest.mark.parametrize("reason", [Reason.NOBODY_LISTENS, Reason.BROKEN_OFF, Reason.HAS_TROUBLE])
def test_a_safe_call_is_tried_once_more(of_zonnedam: Caller, reason: Reason) -> None:
    for _ in range(5):
        of_zonnedam.call(Other())

    assert of_zonnedam.call(Other(script=[reason]), is_safe=True) == "answer"
    assert len(of_zonnedam.slept) == 1


@pytest.mark.covers("W-11")
@pytest.mark.parametrize("reason", [Reason.TOO_SLOW, Reason.REFUSED, Reason.MALFORMED, Reason.NOT_SECURE])
def test_what_would_not_help_is_not_tried_again(of_zonnedam: Caller, reason: Reason) -> None:
    for _ in range(5):
        of_zonnedam.call(Other())
    other = Other(reason)

    assert of_zonnedam.refused(other, is_safe=True) is reason
    assert other.calls == 1


def test_what_changes_something_there_is_not_done_twice(of_zonnedam: Caller) -> None:
    for _ in range(5):
        of_zonnedam.call(Other())
    other = Other(Reason.BROKEN_OFF)

    of_zonnedam.refused(other, is_safe=False)

    assert other.calls == 1


def test_there_is_no_second_try_after_the_deadline(of_zonnedam: Caller) -> None:
    for _ in range(5):
        of_zonnedam.call(Other())
    other = Other(Reason.BROKEN_OFF)

    assert of_zonnedam.refused(other, is_safe=True, seconds=0.04) is Reason.BROKEN_OFF
    assert other.calls == 1


@pytest.mark.fault("F05")
def test_retries_are_at_most_a_fifth_of_the_calls(of_zonnedam: Caller) -> None:
    made, other = 60, Other(script=[None, None, Reason.HAS_TROUBLE] * 60)

    for _ in range(made):
        of_zonnedam.refused(other, is_safe=True)

    assert made < other.calls <= 1.2 * made


@pytest.mark.fault("F05", "F06")
@pytest.mark.parametrize("reason", [Reason.HAS_TROUBLE, Reason.THROTTLED])
def test_who_asks_for_a_pause_gets_it_from_everybody(
    of_zonnedam: Caller, of_waterrijk: Caller, reason: Reason
) -> None:
    other = Other(reason, retry_after=90)

    assert of_zonnedam.refused(other, is_safe=True) is reason

    assert other.calls == 1
    assert of_zonnedam.refused(other) is Reason.RESTING
    assert 80_000 < of_zonnedam.standing.left <= 90_000
    assert of_waterrijk.call(Other()) == "answer"


@pytest.mark.fault("F06")
def test_nobody_can_ask_for_a_pause_of_a_day(of_zonnedam: Caller) -> None:
    of_zonnedam.refused(Other(Reason.THROTTLED, retry_after=86_400))

    assert of_zonnedam.standing.left <= rules.LONGEST_REST


@pytest.mark.fault("F06")
def test_after_throttling_citizens_go_before_work_in_the_background(
    of_zonnedam: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    of_zonnedam.refused(Other(Reason.THROTTLED, retry_after=10))
    after_the_pause(monkeypatch, of_zonnedam)

    with guard.in_background():
        assert of_zonnedam.refused(Other()) is Reason.RESTING
    assert of_zonnedam.call(Other()) == "answer"


@pytest.mark.covers("M-06")
def test_as_many_calls_are_under_way_as_may_be(another_process: Callable[..., object]) -> None:
    caller = Caller(uuid.uuid4(), uuid.uuid4(), at_once=2)

    def within(depth: int) -> Reason | None:
        another_process()  # each in a process of its own
        return caller.call(lambda: within(depth - 1)) if depth else caller.refused(Other())

    assert within(2) is Reason.CROWDED
    assert within(1) is None


@pytest.mark.fault("F06")
def test_work_in_the_background_leaves_a_place_for_citizens() -> None:
    caller = Caller(uuid.uuid4(), uuid.uuid4(), at_once=4)

    def within(depth: int) -> list[Reason | None]:
        if depth:
            return list(caller.call(lambda: within(depth - 1)))
        with guard.in_background(False):
            return [caller.refused(Other())]

    with guard.in_background():
        assert within(3) == [None]
        assert caller.refused(lambda: within(3)) is Reason.CROWDED


def test_a_place_is_returned_whatever_happens(of_zonnedam: Caller) -> None:
    def breaks() -> None:
        raise ZeroDivisionError

    for _ in range(of_zonnedam.access.limits.at_once + 1):
        with pytest.raises(ZeroDivisionError):
            of_zonnedam.call(breaks)

    assert of_zonnedam.call(Other()) == "answer"


def test_what_is_not_saved_yet_is_called_unguarded(of_zonnedam: Caller) -> None:
    caller = Caller(of_zonnedam.tenant, NO_RECORD)
    for _ in range(rules.MOST_IN_ROW):
        caller.refused(Other(Reason.NOBODY_LISTENS))

    assert caller.call(Other()) == "answer"


def test_who_changed_a_connection_begins_anew(of_zonnedam: Caller) -> None:
    brought_down(of_zonnedam)

    guard.forget(of_zonnedam.tenant, of_zonnedam.access.key)

    assert of_zonnedam.call(Other()) == "answer"


def test_without_time_nobody_is_called(of_zonnedam: Caller) -> None:
    other = Other()

    with pytest.raises(UnavailableError):
        of_zonnedam.call(other, seconds=0)
    assert other.calls == 0
