"""Who begins to hang gets no more callers, and is left alone from the first call whose time is over (F01, F03, F06)."""

import random
import uuid
from collections.abc import Callable

import pytest

from integrations.connections import guard
from integrations.connections.guard import books, breaker, rules, shared
from integrations.connections.guard.types import Asked, Ended, Permission, Phase, Standing, Verdict
from integrations.errors import Reason
from tests.integrations.connections.guard.conftest import Caller, Other

START = 1_764_000_000_000
PLACES, LEASE = 8, 5_500
USUAL = 50


class System:
    """Another system, called by a clock of its own; Redis and a process on its own must judge alike all the time."""

    def __init__(self, *, took: int = USUAL) -> None:
        """:param took: how long its answer of a moment ago took; 0 where it never answered."""
        self.state, self.key, self.now, self.number = breaker.State(), f"test:{uuid.uuid4().hex}", START, 0
        if took:
            token = self.let_in()
            self.wait(took)
            self.end(token)

    def wait(self, milliseconds: int) -> None:
        self.now += milliseconds

    def call(self, *, is_background: bool = False) -> tuple[Permission, str]:
        self.number += 1
        asked = Asked(str(self.number), PLACES, LEASE, is_background=is_background)
        permission, left = breaker.take(self.state, asked, self.now)
        assert shared.book().take(self.key, asked, now=self.now)[:2] == (permission, left)
        return permission, asked.token

    def asked(self, *, is_background: bool = False) -> Permission:
        return self.call(is_background=is_background)[0]

    def is_in_vain(self) -> bool:
        """Look as a page does that waits for one of the calls."""
        found = breaker.is_in_vain(self.state, self.now)
        assert shared.book().is_in_vain(self.key, now=self.now) == found
        return found

    def let_in(self) -> str:
        permission, token = self.call()
        assert permission is Permission.GRANTED
        return token

    def end(self, token: str, verdict: Verdict = Verdict.GOOD) -> Standing:
        ended = Ended(token, verdict)
        standing = breaker.give_back(self.state, ended, self.now)
        assert shared.book().give_back(self.key, ended, now=self.now)[0] == standing
        return standing

    def hang(self, calls: int = rules.MOST_UNANSWERED) -> list[str]:
        """Let so many wait for a little longer than is usual."""
        self.wait(1)
        tokens = [self.let_in() for _ in range(calls)]
        self.wait(rules.LEAST_PATIENCE)
        return tokens


@pytest.mark.fault("F03")
@pytest.mark.covers("M-06")
def test_where_three_wait_in_vain_nobody_joins_them() -> None:
    system = System()
    system.hang()

    assert system.asked() is Permission.RESTING
    assert len(system.state.places) == rules.MOST_UNANSWERED < PLACES


@pytest.mark.fault("F03", "F18")
@pytest.mark.covers("M-04")
def test_where_nobody_joins_them_it_is_in_vain_to_wait_until_one_good_answer() -> None:
    system = System()
    first, *_others = system.hang()
    assert system.is_in_vain()

    system.end(first)

    assert not system.is_in_vain()


@pytest.mark.fault("F03")
@pytest.mark.parametrize(("calls", "took"), [(2, USUAL), (8, 0), (8, 600)], ids=["few", "never", "slow"])
def test_else_it_is_not_in_vain(calls: int, took: int) -> None:
    """Too few wait, nobody knows what is usual there, or they wait no longer than is usual."""
    system = System(took=took)
    system.hang(calls)

    assert not system.is_in_vain()


@pytest.mark.fault("F01", "F17")
def test_while_the_breaker_is_open_it_is_in_vain_and_while_one_call_tries_it_is_not() -> None:
    system = System()
    for token in [system.let_in() for _ in range(rules.MOST_IN_ROW)]:
        system.end(token, Verdict.BAD)
    assert system.is_in_vain()

    system.wait(rules.FIRST_PAUSE)
    assert not system.is_in_vain()
    probe = system.let_in()
    assert not system.is_in_vain()

    system.end(probe, Verdict.BAD)
    assert system.is_in_vain()


@pytest.mark.fault("F03")
def test_before_they_have_waited_longer_than_is_usual_others_are_let_in() -> None:
    system = System()
    system.wait(1)
    for _ in range(rules.MOST_UNANSWERED):
        system.let_in()
    system.wait(rules.LEAST_PATIENCE - 1)

    assert [system.asked(), system.asked()] == [Permission.GRANTED] * 2


@pytest.mark.fault("F03", "F17")
def test_while_it_is_silent_one_call_tries_every_two_seconds() -> None:
    system = System()
    system.hang()

    let_in = 0
    for _ in range(40):  # two seconds, and another two
        let_in += system.asked() is Permission.GRANTED
        system.wait(rules.TRIED_AGAIN // 20)

    assert let_in == 2


@pytest.mark.fault("F17")
def test_one_good_answer_opens_the_way_for_all() -> None:
    system = System()
    first, *_others = system.hang()
    assert system.asked() is Permission.RESTING

    system.end(first)

    assert [system.asked() for _ in range(3)] == [Permission.GRANTED] * 3


@pytest.mark.fault("F01", "F03")
@pytest.mark.covers("M-06")
def test_the_first_whose_time_is_over_opens_the_breaker_where_four_more_wait_in_vain() -> None:
    system = System()
    first, *_others = system.hang(rules.MOST_IN_ROW)

    standing = system.end(first, Verdict.BAD)

    assert (standing.phase, standing.in_row) == (Phase.OPEN, 1)
    assert system.asked() is Permission.RESTING


@pytest.mark.fault("F01")
@pytest.mark.parametrize(
    "why_not", ["too few wait", "they wait no longer than is usual", "it answered meanwhile"]
)
def test_else_it_takes_five_failures(why_not: str) -> None:
    system = System(took=3_000 if why_not == "they wait no longer than is usual" else USUAL)
    first, second, *_others = system.hang(rules.MOST_IN_ROW + 1 - (why_not == "too few wait") * 2)
    if why_not == "it answered meanwhile":
        system.end(second)

    assert system.end(first, Verdict.BAD).phase is Phase.CLOSED


@pytest.mark.fault("F01", "F03")
def test_of_who_never_answered_nobody_knows_what_is_usual() -> None:
    system = System(took=0)
    first, *_others = system.hang(rules.MOST_IN_ROW)

    assert system.asked() is Permission.GRANTED
    assert system.end(first, Verdict.BAD).phase is Phase.CLOSED


@pytest.mark.fault("F03")
@pytest.mark.parametrize(("took", "every"), [(1_500, 250), (4_500, 700)])
def test_a_system_that_is_always_slow_is_not_cut_off(took: int, every: int) -> None:
    """As many are under way all the time as there are places, nearly, and each waits for seconds."""
    system = System(took=took)
    under_way: dict[str, int] = {}

    for _ in range(120):
        for token in [token for token, ends in under_way.items() if ends <= system.now]:
            system.end(token)
            del under_way[token]
        under_way[system.let_in()] = system.now + took
        assert not system.is_in_vain()
        system.wait(every)

    assert len(under_way) >= PLACES - 2


@pytest.mark.fault("F03")
def test_a_system_that_becomes_slow_is_waited_for_as_long_as_it_takes_now() -> None:
    system = System()
    for token in system.hang():
        system.wait(500)
        system.end(token)

    system.hang()
    system.wait(500)

    assert [system.asked() for _ in range(3)] == [Permission.GRANTED] * 3


@pytest.mark.fault("F06")
def test_work_in_the_background_makes_nobody_silent_and_yields_to_who_is() -> None:
    system = System()
    system.wait(1)
    for _ in range(rules.MOST_UNANSWERED):
        assert system.asked(is_background=True) is Permission.GRANTED
    system.wait(rules.LEAST_PATIENCE)
    assert [system.asked() for _ in range(3)] == [Permission.GRANTED] * 3
    system.wait(rules.TRIED_AGAIN)

    assert system.asked(is_background=True) is Permission.RESTING
    assert system.asked() is Permission.GRANTED


@pytest.mark.fault("F03")
def test_who_was_killed_is_no_witness() -> None:
    system = System()
    system.hang(rules.MOST_IN_ROW)
    system.wait(LEASE)

    first, *_others = system.hang(2)

    assert not system.is_in_vain()
    assert system.end(first, Verdict.BAD).phase is Phase.CLOSED


TIME = 5_000
"""Milliseconds that a call may take."""


def who_wait(system: System) -> int:
    """Let two citizens a second call, for eight seconds, who begins to hang; answer how many of the sixteen wait."""
    hanging, waited = dict[str, int](), 0
    for _ in range(16):
        system.wait(500)
        for token in [token for token, ends in hanging.items() if ends <= system.now]:
            system.end(token, Verdict.BAD)
            del hanging[token]
        permission, token = system.call()
        if permission is Permission.GRANTED:
            hanging[token], waited = system.now + TIME, waited + 1
    return waited


@pytest.mark.fault("F03", "F18")
def test_at_the_beginning_of_an_outage_five_citizens_wait() -> None:
    assert who_wait(System()) == 5


@pytest.mark.fault("F03")
def test_without_the_rule_it_would_be_twelve() -> None:
    """The negative control: of who never answered nobody knows what is usual, and failures alone count."""
    assert who_wait(System(took=0)) == 12


@pytest.mark.parametrize("seed", range(6))
def test_redis_and_a_process_judge_alike_who_begins_to_hang(seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311 - a story to be told again
    system, waiting, sent_away, in_vain = System(), list[str](), set[str](), set[bool]()
    for _outage in range(8):
        for _ in range(dice.randrange(8)):
            permission, token = system.call()
            system.wait(dice.choice([20, 300]))
            if permission is Permission.GRANTED:
                system.end(token)
        for _ in range(20):
            why = "open" if system.state.until else "silent"
            permission, token = system.call(is_background=dice.random() < 0.2)
            waiting += [token] if permission is Permission.GRANTED else []
            sent_away |= {why} if permission is Permission.RESTING else set()
            in_vain.add(system.is_in_vain())
            system.wait(dice.choice([1, 100, 250, 700]))
            if waiting and dice.random() < 0.2:
                system.end(
                    waiting.pop(0), dice.choice([Verdict.BAD, Verdict.BAD, Verdict.NEUTRAL, Verdict.GOOD])
                )
        system.wait(70_000)
    assert sent_away == {"open", "silent"}, "a story in which nothing happens compares nothing"
    assert in_vain == {True, False}


def waits_in_vain(caller: Caller) -> None:
    """Let all who wait have waited for longer than is usual, as Redis sees it."""
    key = books.key_for(caller.tenant, caller.access.key)
    _facts, waiting = shared.book().ask(
        ["HSET", key, "heard_at", 1, "longest", USUAL], ["ZRANGE", f"{key}:w", 0, -1]
    )
    began = 1_000 + rules.LEAST_PATIENCE
    shared.book().ask(*(["ZADD", f"{key}:w", began, token] for token in waiting))


@pytest.mark.fault("F03", "F18")
@pytest.mark.covers("M-06")
def test_every_process_lets_in_one_and_asks_nobody_again_for_a_moment(
    of_zonnedam: Caller,
    of_waterrijk: Caller,
    another_process: Callable[..., object],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def hanging(depth: int) -> list[Reason | None]:
        if depth:
            return list(of_zonnedam.call(lambda: hanging(depth - 1)))
        waits_in_vain(of_zonnedam)
        return list(of_zonnedam.call(meanwhile))  # the one that tries

    def meanwhile() -> list[Reason | None]:
        another_process()
        sent_away = of_zonnedam.refused(Other())
        other_municipality = of_waterrijk.refused(Other())
        monkeypatch.setattr(books.shared, "book", lambda: pytest.fail("Redis was asked"))
        again = of_zonnedam.refused(Other())
        another_process()
        return [sent_away, other_municipality, again]

    assert hanging(rules.MOST_UNANSWERED) == [Reason.RESTING, None, Reason.RESTING]


@pytest.mark.fault("F03")
def test_who_changed_a_connection_that_hangs_begins_anew(of_zonnedam: Caller) -> None:
    def hanging(depth: int) -> list[Reason | None]:
        if depth:
            return list(of_zonnedam.call(lambda: hanging(depth - 1)))
        waits_in_vain(of_zonnedam)
        guard.forget(of_zonnedam.tenant, of_zonnedam.access.key)
        waits_in_vain(of_zonnedam)
        return [of_zonnedam.refused(Other()), of_zonnedam.refused(Other())]

    assert hanging(rules.MOST_UNANSWERED) == [None, None]
