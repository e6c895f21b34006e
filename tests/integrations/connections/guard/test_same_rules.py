"""The rules of Redis and those of a process on its own are the same, whatever happens in whatever order."""

import random
import uuid
from collections import Counter

import pytest
from hypothesis import settings as effort
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from integrations.connections.guard import breaker, rules, shared
from integrations.connections.guard.types import Asked, Ended, Permission, Phase, Verdict

START = 1_764_000_000_000
AT_ONCE = 3
LEASE = 5_500
verdicts = st.sampled_from([*Verdict, Verdict.BAD, Verdict.BAD])


@pytest.mark.parametrize("seed", range(12))
def test_redis_and_a_process_judge_alike(seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311 - a story to be told again
    state, key, now = breaker.State(), f"test:{uuid.uuid4().hex}", START
    under_way, seen, chance = ["somebody"], set[Phase](), dice.choice([0.3, 0.5, 0.8])
    for number in range(200):
        match dice.choice(["take", "take", "end", "end", "wait"]):
            case "take":
                is_retry, is_background = dice.random() < 0.2, dice.random() < 0.2
                asked = Asked(str(number), AT_ONCE, LEASE, is_retry=is_retry, is_background=is_background)
                ours = breaker.take(state, asked, now)
                assert ours == shared.book().take(key, asked, now=now)[:2]
                under_way += [asked.token] if ours[0] is Permission.GRANTED else []
            case "end":
                token = under_way.pop(dice.randrange(len(under_way))) if len(under_way) > 1 else "somebody"
                verdict = Verdict.BAD if dice.random() < chance else dice.choice(list(Verdict))
                rest = dice.choice([0] * 40 + [7_000, 400_000])
                ended = Ended(
                    token, verdict, rest=rest, is_throttled=rest > 0, jitter=dice.uniform(*rules.JITTER)
                )
                standing = breaker.give_back(state, ended, now)
                assert standing == shared.book().give_back(key, ended, now=now)[0]
                seen.add(standing.phase)
            case "wait":
                now += dice.choice([1, 100, 250, 4_000, 6_000, 70_000, 400_000])
    assert seen >= {Phase.CLOSED, Phase.OPEN}, "a story in which nothing happens compares nothing"


@pytest.mark.fault("F05")
def test_the_budget_of_one_minute_is_not_spent_in_the_next() -> None:
    state, key = breaker.State(), f"test:{uuid.uuid4().hex}"
    for number in range(10):
        breaker.take(state, Asked(str(number), 20, 1), START)
        shared.book().take(key, Asked(str(number), 20, 1), now=START)
    again, later = Asked("again", 20, 1, is_retry=True), START + breaker.MINUTE

    assert breaker.take(state, again, START)[0] is Permission.GRANTED
    assert breaker.take(state, again, later)[0] is Permission.SPENT
    assert shared.book().take(key, again, now=later)[0] is Permission.SPENT


@pytest.mark.fault("F17")
def test_pauses_grow_and_end() -> None:
    state, now, pauses = breaker.State(), START, list[int]()
    for number in range(rules.MOST_IN_ROW + 8):
        if breaker.take(state, Asked(str(number), 1, 1), now)[0] is Permission.GRANTED:
            left = breaker.give_back(state, Ended(str(number), Verdict.BAD), now).left
            pauses += [left] if left else []
            now += left

    assert pauses[:3] == [rules.FIRST_PAUSE, 2 * rules.FIRST_PAUSE, 4 * rules.FIRST_PAUSE]
    assert max(pauses) == pauses[-1] == rules.LONGEST_PAUSE


class Calls(RuleBasedStateMachine):
    """Calls that begin and end in any order, by a clock that only goes on."""

    @initialize()
    def begin(self) -> None:
        self.state, self.now, self.number = breaker.State(), START, 0
        self.under_way: dict[str, int] = {}
        self.counts: dict[int, Counter[str]] = {}

    @rule(is_retry=st.booleans(), is_background=st.booleans())
    def take(self, is_retry: bool, is_background: bool) -> None:
        self.number += 1
        before, is_tried = self.state.standing(self.now), self.is_tried
        asked = Asked(str(self.number), AT_ONCE, LEASE, is_retry=is_retry, is_background=is_background)
        permission, _left = breaker.take(self.state, asked, self.now)
        if permission is Permission.GRANTED:
            assert before.phase is not Phase.OPEN
            assert before.phase is Phase.CLOSED or not is_tried
            self.under_way[asked.token] = self.now + LEASE
            assert self.is_tried is (before.phase is Phase.HALF_OPEN)
            self._counted["retries" if is_retry else "calls"] += 1

    @rule(verdict=verdicts, jitter=st.floats(*rules.JITTER), rest=st.sampled_from([0, 0, 0, 20_000]))
    def end(self, verdict: Verdict, jitter: float, rest: int) -> None:
        if not self.under_way:
            return
        token = next(iter(self.under_way))
        del self.under_way[token]
        was_probe = self.state.probe == token
        before = self.state.standing(self.now)
        ended = Ended(token, verdict, rest=rest, jitter=jitter)
        after = breaker.give_back(self.state, ended, self.now)
        if was_probe and verdict is Verdict.GOOD and not rest:
            assert after.phase is Phase.CLOSED
        if was_probe and verdict is Verdict.BAD:
            assert after.phase is Phase.OPEN
            assert after.trips == before.trips + 1
        if before.phase is not Phase.CLOSED and not was_probe:
            assert after.phase is not Phase.CLOSED, "a call from before the pause has no say"

    @rule()
    def fail_in_a_row(self) -> None:
        for _ in range(rules.MOST_IN_ROW):
            self.take(is_retry=False, is_background=False)
            self.end(verdict=Verdict.BAD, jitter=1.0, rest=0)

    @rule(milliseconds=st.sampled_from([1, 400, 5_000, 31_000, 80_000]))
    def wait(self, milliseconds: int) -> None:
        self.now += milliseconds
        self.under_way = {token: until for token, until in self.under_way.items() if until > self.now}

    @property
    def is_tried(self) -> bool:
        """Tell whether the call that decides is under way."""
        return bool(self.state.until) and self.state.probe in self.under_way

    @property
    def _counted(self) -> Counter[str]:
        return self.counts.setdefault(self.now // breaker.MINUTE, Counter())

    @invariant()
    def nobody_takes_more_than_all_places(self) -> None:
        if hasattr(self, "state"):
            assert len([until for until in self.state.places.values() if until > self.now]) <= AT_ONCE

    @invariant()
    def retries_are_at_most_a_fifth_of_the_calls(self) -> None:
        for counted in getattr(self, "counts", {}).values():
            assert counted["retries"] * 5 <= counted["calls"]

    @invariant()
    def nobody_rests_for_ever(self) -> None:
        if hasattr(self, "state"):
            longest = max(rules.LONGEST_PAUSE * rules.JITTER[1], rules.LONGEST_REST)
            assert self.state.standing(self.now).left <= longest


Calls.TestCase.settings = effort(max_examples=60, stateful_step_count=40, deadline=None)
test_whatever_happens_the_promises_of_the_breaker_hold = Calls.TestCase
