"""Whatever happens in whatever order: no item is lost, has two effects, or moves where no move leads."""

import contextlib
import itertools
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from integrations import outbox
from integrations.errors import NotConfiguredError, Reason, UnavailableError
from integrations.outbox import moves, operations
from integrations.outbox.types import Answer, State, Verdict
from tenants.audit import Actor
from tenants.types import TenantRef
from tests.integrations.outbox.conftest import Receiver, deliver, item, kinds_of_tests, let_time_pass, put

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
NOOR = Actor("staff", "noor")
KIND = kinds_of_tests().get("core.asked")
PAUSES = st.none() | st.timedeltas(timedelta(0), timedelta(days=400))
ANSWERS = st.builds(
    Answer, verdict=st.sampled_from(Verdict), reason=st.just("why"), retry_after=PAUSES, reference=st.just("")
)
LEGAL = {
    (State.WAITING, State.WAITING),
    (State.WAITING, State.SENDING),
    (State.WAITING, State.DONE),
    (State.WAITING, State.DEAD),
    (State.WAITING, State.WITHDRAWN),
    (State.SENDING, State.WAITING),
    (State.SENDING, State.DONE),
    (State.SENDING, State.DEAD),
    (State.DEAD, State.WAITING),
    (State.DEAD, State.WITHDRAWN),
}
STEPS = st.sampled_from(
    ["works", "fails", "refuses", "away", "dies before", "dies after", "offer", "withdraw", "put"]
)


@given(answer=ANSWERS, attempts=st.integers(1, 100), chance=st.floats(0, 1))
def test_an_answer_leads_to_a_state_that_is_settled_or_has_a_next_attempt(
    answer: Answer, attempts: int, chance: float
) -> None:
    move = moves.after(answer, kind=KIND, attempts=attempts, now=NOW, chance=chance)

    assert (move.state is State.WAITING) == (move.settled_at is None)
    assert move.state is not State.WAITING or move.next_attempt_at >= NOW
    assert move.attempts == (attempts - 1 if answer.verdict is Verdict.HELD else attempts)
    if move.state is State.WAITING and answer.retry_after is not None:
        assert move.next_attempt_at - NOW >= min(answer.retry_after, moves.LONGEST_HOLD)
        assert move.next_attempt_at - NOW <= max(moves.LONGEST_HOLD * 1.1, KIND.longest_pause)
    if answer.verdict is Verdict.LATER:
        assert (move.state is State.DEAD) == (attempts >= KIND.most_attempts)


@given(attempts=st.integers(1, 10_000), chance=st.floats(0, 1))
def test_each_pause_is_longer_until_the_longest(attempts: int, chance: float) -> None:
    pause, following = (moves.pause_after(number, KIND, chance) for number in (attempts, attempts + 1))

    assert KIND.first_pause / 2 <= pause <= following <= KIND.longest_pause


class Dead(BaseException):
    """A worker that is killed: nothing catches it."""


def die_after(delivery: outbox.Delivery, effects: set[Any]) -> Answer:
    effects.add(delivery.idempotency_key)
    raise Dead


numbers = itertools.count()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(STEPS, min_size=3, max_size=14))
def test_whatever_happens_an_item_has_at_most_one_effect_and_one_if_it_is_done(
    inside: TenantRef, receiver: Receiver, steps: list[str]
) -> None:
    key, seen, effects = f"vraag-{next(numbers)}", [], set[Any]()

    def works(delivery: outbox.Delivery) -> Answer:
        effects.add(delivery.idempotency_key)
        return outbox.done()

    put(key)
    for step in steps:
        before = State(item(key).state)
        act(step, key, receiver, works, effects)
        seen.append((before, State(item(key).state)))
        let_time_pass()

        found = item(key)
        assert (found.payload == "") == (found.state in {State.DONE, State.WITHDRAWN})
        assert (found.settled_at is None) == (found.state in {State.WAITING, State.SENDING})
        assert effects <= {found.pk}
        assert effects or found.state != State.DONE

    assert {move for move in seen if move[0] != move[1]} <= LEGAL
    if item(key).state in {State.WAITING, State.SENDING}:  # it is never stuck
        receiver.answers = [works] * 2
        for _again in range(2):
            let_time_pass()
            deliver(key)
        assert item(key).state in {State.DONE, State.DEAD}


def act(step: str, key: str, receiver: Receiver, works: Any, effects: set[Any]) -> None:
    answers: dict[str, Any] = {
        "works": works,
        "fails": lambda _delivery: outbox.later(Reason.TOO_SLOW),
        "refuses": lambda _delivery: outbox.refused(Reason.MALFORMED),
        "away": lambda _delivery: raise_(UnavailableError(Reason.MAINTENANCE)),
        "dies before": lambda _delivery: raise_(Dead()),
        "dies after": lambda delivery: die_after(delivery, effects),
    }
    if step in answers:
        receiver.answers = [answers[step]]
        with contextlib.suppress(Dead):
            deliver(key)
    elif step == "put":
        put(key)
    else:
        {"offer": operations.offer_again, "withdraw": operations.withdraw}[step](item(key).pk, by=NOOR)


def raise_(error: BaseException) -> Answer:
    raise error


@pytest.mark.parametrize("error", [UnavailableError(Reason.SWITCHED_OFF), NotConfiguredError()])
def test_however_long_it_is_away_nothing_is_given_up(
    inside: TenantRef, receiver: Receiver, error: Exception
) -> None:
    put()
    for _day in range(30):
        receiver.then(error)
        deliver()
        let_time_pass()

    assert item("vraag-1").attempts == 0
    assert item("vraag-1").next_attempt_at < timezone.now()
    assert deliver().state is State.DONE
