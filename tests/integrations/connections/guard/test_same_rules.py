"""The rules of Redis and those of a process on its own are the same, whatever happens in whatever order."""

import uuid
from collections import Counter

from hypothesis import HealthCheck, given
from hypothesis import settings as effort
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from integrations.connections.guard import breaker, rules, shared
from integrations.connections.guard.types import Asked, Ended, Permission, Phase, Verdict

START = 1_764_000_000_000
AT_ONCE = 3
LEASE = 5_500
verdicts = st.sampled_from([*Verdict, Verdict.BAD, Verdict.BAD])
steps = st.lists(
    st.one_of(
        st.tuples(st.just("take"), st.booleans(), st.booleans()),
        st.tuples(st.just("end"), verdicts, st.sampled_from([0, 0, 0, 7_000, 400_000])),
        st.tuples(st.just("wait"), st.sampled_from([1, 100, 5_000, 6_000, 30_000, 61_000]), st.none()),
    ),
    max_size=40,
)


@given(steps)
@effort(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
def test_redis_and_a_process_judge_alike(story: list[tuple[str, object, object]]) -> None:
    book, state, key = shared.book(), breaker.State(), f"test:{uuid.uuid4().hex}"
    now, under_way = START, list[str]()
    for number, (what, one, other) in enumerate(story):
        if what == "take":
            asked = Asked(str(number), AT_ONCE, LEASE, is_retry=bool(one), is_background=bool(other))
            ours, theirs = breaker.take(state, asked, now), book.take(key, asked, now=now)
            assert ours == theirs
            under_way += [asked.token] if ours[0] is Permission.GRANTED else []
        elif what == "end":
            token = under_way.pop(0) if under_way else "somebody"
            rest = other if one is not Verdict.NEUTRAL else 0
            ended = Ended(token, one, rest=rest, is_throttled=bool(rest), jitter=1.13)  # type: ignore[arg-type]
            assert breaker.give_back(state, ended, now) == book.give_back(key, ended, now=now)[0]
        else:
            now += one  # type: ignore[operator]


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
        before = self.state.standing(self.now)
        asked = Asked(str(self.number), AT_ONCE, LEASE, is_retry=is_retry, is_background=is_background)
        permission, _left = breaker.take(self.state, asked, self.now)
        if permission is Permission.GRANTED:
            assert before.phase is not Phase.OPEN
            assert before.phase is Phase.CLOSED or not self._alive_probe
            self._alive_probe = before.phase is Phase.HALF_OPEN
            self.under_way[asked.token] = self.now + LEASE
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

    @rule(milliseconds=st.sampled_from([1, 400, 5_000, 31_000, 80_000]))
    def wait(self, milliseconds: int) -> None:
        self.now += milliseconds
        self.under_way = {token: until for token, until in self.under_way.items() if until > self.now}

    @property
    def _alive_probe(self) -> bool:
        return self.state.probe_until > self.now and self.state.probe in self.under_way

    @_alive_probe.setter
    def _alive_probe(self, value: bool) -> None:
        assert (self.state.probe == str(self.number)) is value

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
