"""A page that waits for a call looks whether that is in vain, whichever process found out (F03, F18)."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings

from integrations.connections import guard
from integrations.connections.guard import books, local, rules
from integrations.connections.guard.shared import SharedBook
from integrations.connections.guard.types import Asked, Ended, Verdict
from integrations.errors import Reason
from integrations.sources import waits
from integrations.sources.waits import Wait
from tests.integrations.connections.guard.conftest import NOBODY, Caller, Other, opened
from tests.integrations.connections.guard.test_calling import after_the_pause, brought_down
from tests.integrations.connections.guard.test_silence import USUAL, waits_in_vain


def seen(caller: Caller, look: Callable[[Wait], Any], *, is_safe: bool = True) -> Any:
    """Look, as the page does, during a call."""
    wait = Wait()
    with waits.of(wait):
        return caller.call(lambda: look(wait), is_safe=is_safe)


class Others:
    """Calls of another process to the same connection."""

    def __init__(self, caller: Caller) -> None:
        self._caller, self._key = caller, books.key_for(caller.tenant, caller.access.key)
        self._book: SharedBook = opened(settings.REDIS_URL)
        self._tokens = list[str]()

    def hang(self) -> None:
        """Let so many wait in vain that nobody joins them."""
        for _ in range(rules.MOST_UNANSWERED):
            self._tokens.append(uuid.uuid4().hex)
            self._book.take(self._key, Asked(self._tokens[-1], 8, 60_000))
        waits_in_vain(self._caller)

    def hear(self) -> None:
        """Let one of them be answered."""
        self._book.give_back(self._key, Ended(self._tokens.pop(), Verdict.GOOD))


@pytest.mark.fault("F03", "F18")
@pytest.mark.covers("M-04", "M-06")
def test_what_hangs_for_others_hangs_for_this_page_until_one_is_answered(of_zonnedam: Caller) -> None:
    others = Others(of_zonnedam)

    def look(wait: Wait) -> list[bool]:
        before = wait.is_in_vain()
        others.hang()
        meanwhile = wait.is_in_vain()
        others.hear()
        return [before, meanwhile, wait.is_in_vain()]

    assert seen(of_zonnedam, look) == [False, True, False]


@pytest.mark.fault("F18")
def test_what_hangs_at_one_municipality_is_waited_for_at_another(
    of_zonnedam: Caller, of_waterrijk: Caller
) -> None:
    Others(of_zonnedam).hang()

    assert not seen(of_waterrijk, Wait.is_in_vain)


@pytest.mark.fault("F01")
def test_when_the_breaker_opens_no_process_asks_redis_to_know_it(
    of_zonnedam: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    def look(wait: Wait) -> bool:
        brought_down(of_zonnedam)
        with monkeypatch.context() as patch:
            patch.setattr(books.shared, "book", lambda: pytest.fail("Redis was asked"))
            return wait.is_in_vain()

    assert seen(of_zonnedam, look)


def test_who_changes_something_there_is_not_looked_at(of_zonnedam: Caller) -> None:
    def look(wait: Wait) -> bool:
        Others(of_zonnedam).hang()
        return wait.is_in_vain()

    assert not seen(of_zonnedam, look, is_safe=False)
    assert seen(of_zonnedam, look)  # the control


def test_work_in_the_background_is_not_looked_at(of_zonnedam: Caller) -> None:
    def look(wait: Wait) -> bool:
        Others(of_zonnedam).hang()
        return wait.is_in_vain()

    with guard.in_background():
        assert not seen(of_zonnedam, look)


@pytest.mark.fault("F17")
def test_the_call_that_tries_a_breaker_is_not_looked_at(
    of_zonnedam: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    brought_down(of_zonnedam)
    after_the_pause(monkeypatch, of_zonnedam)

    def look(wait: Wait) -> tuple[Reason | None, bool]:
        return of_zonnedam.refused(Other()), wait.is_in_vain()

    assert seen(of_zonnedam, look) == (Reason.RESTING, False)


@pytest.mark.parametrize("reason", [None, Reason.MALFORMED])
def test_who_has_no_call_under_way_any_more_waits_for_something_else(
    of_zonnedam: Caller, reason: Reason | None
) -> None:
    wait = Wait()
    with waits.of(wait):
        of_zonnedam.refused(Other(reason), is_safe=True)
    Others(of_zonnedam).hang()

    assert not wait.is_in_vain()


@pytest.mark.fault("F22")
def test_without_redis_a_process_looks_at_what_it_knows_itself(
    of_zonnedam: Caller, another_process: Callable[..., SharedBook]
) -> None:
    another_process(NOBODY)
    key = books.key_for(of_zonnedam.tenant, of_zonnedam.access.key)

    def look(wait: Wait) -> list[bool]:
        before, state = wait.is_in_vain(), books._own._state(key)
        state.longest = USUAL
        began = local.clock() - rules.LEAST_PATIENCE
        state.heard_at = began - 1
        for number in range(rules.MOST_UNANSWERED):
            state.waiting[str(number)], state.places[str(number)] = began, began + 60_000
        return [before, wait.is_in_vain()]

    assert seen(of_zonnedam, look) == [False, True]


@pytest.mark.fault("F22")
def test_when_redis_goes_a_page_waits_for_its_call(
    of_zonnedam: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    nobody = opened(NOBODY)

    def look(wait: Wait) -> bool:
        Others(of_zonnedam).hang()
        with monkeypatch.context() as patch:
            patch.setattr(books.shared, "book", lambda: nobody)
            return wait.is_in_vain()

    assert not seen(of_zonnedam, look)
