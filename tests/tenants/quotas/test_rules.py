"""The rules of shares and quotas, and that Redis says the same of a long story."""

import random
import uuid

import pytest
from django.conf import settings

from tenants.quotas import rules, shared
from tenants.quotas.rules import State
from tenants.quotas.shared import SharedBook
from tenants.quotas.types import Answer, Limits

EIGHT = rules.shared(8, 30, 0)
NOW = 1_000_000


def take(state: State, tenant: str, limits: Limits = EIGHT, now: int = NOW) -> Answer:
    return rules.take(state, tenant, uuid.uuid4().hex, limits, now)[0]


def fill(state: State, limits: Limits, *, among: tuple[str, ...], now: int = NOW) -> dict[str, int]:
    """Let these ask in turn until none of them gets anything; answer who has how many."""
    while Answer.GRANTED in [take(state, tenant, limits, now) for tenant in among]:
        pass
    return {tenant: len(state.places.get(tenant, ())) for tenant in among}


@pytest.mark.parametrize(("places", "share"), [(8, 2), (32, 9), (100, 30), (2, 1)])
def test_a_share_is_a_third_of_the_places_at_most(places: int, share: int) -> None:
    assert rules.shared(places, 30, 0).share == share


@pytest.mark.parametrize("places", [2, 8, 32, 100])
def test_who_floods_alone_leaves_half_of_the_places_to_others(places: int) -> None:
    assert fill(State(), rules.shared(places, 30, 0), among=("noisy",)) == {"noisy": places // 2}


def test_who_floods_beside_others_has_no_more_than_its_share() -> None:
    state, limits = State(), rules.shared(100, 30, 0)
    others = tuple(f"other{number}" for number in range(10))
    for tenant in others:
        for _ in range(5):
            assert take(state, tenant, limits) is Answer.GRANTED

    assert fill(state, limits, among=("noisy",)) == {"noisy": 30}
    assert [take(state, tenant, limits) for tenant in others] == [Answer.GRANTED] * 10


def test_a_place_is_free_when_its_request_is_answered_and_when_its_process_died() -> None:
    state = State()
    fill(state, EIGHT, among=("noisy",))
    token = next(iter(state.places["noisy"]))

    assert take(state, "noisy") is Answer.CROWDED
    rules.give_back(state, "noisy", token)
    assert take(state, "noisy") is Answer.GRANTED
    assert take(state, "noisy") is Answer.CROWDED
    assert take(state, "noisy", now=NOW + rules.LEASE) is Answer.GRANTED


def test_a_quota_is_of_one_municipality_and_begins_with_two_seconds_of_it() -> None:
    state, limits = State(), Limits(1_000, 1_000, 1, 2)

    assert [take(state, "noisy", limits) for _ in range(5)] == [Answer.GRANTED] * 4 + [Answer.SPENT]
    assert take(state, "other", limits) is Answer.GRANTED
    assert rules.take(state, "noisy", "x", limits, NOW + 1) == (Answer.SPENT, 499)


def test_whoever_goes_on_flooding_gets_the_quota_and_never_a_burst_again() -> None:
    state, limits = State(), Limits(1_000, 1_000, 1, 5)
    flood = [(at, take(state, "noisy", limits, NOW + at)) for at in range(0, 60_000, 50)]  # twenty a second

    later = [at for at, answer in flood if answer is Answer.GRANTED and at >= 20_000]
    assert len(later) in {199, 200}  # five a second, for forty seconds
    assert max(sum(start <= at < start + 1_000 for at in later) for start in later) <= 6


def test_a_process_alone_is_more_generous_and_keeps_a_thread_for_others() -> None:
    limits = rules.alone(4, 8, 200)

    assert fill(State(), limits, among=("noisy",)) == {"noisy": 3}
    assert limits.requests == 100  # half of the threads, half of the requests


def test_redis_says_the_same_of_a_long_story(monkeypatch: pytest.MonkeyPatch) -> None:
    draw, state, book = random.Random(4711), State(), SharedBook(settings.REDIS_URL)  # noqa: S311
    mark, now, limits = uuid.uuid4().hex, NOW, Limits(8, 2, 4, 3)
    monkeypatch.setattr(shared, "ALL", f"{mark}:all")
    under_way: list[tuple[str, str]] = []
    for number in range(400):
        now += draw.choice((0, 1, 300, 2_000)) if draw.random() < 0.99 else 70_000
        tenant = f"{mark}{draw.choice('aab')}"
        if under_way and draw.random() < 0.4:
            done = under_way.pop(draw.randrange(len(under_way)))
            rules.give_back(state, *done)
            book.give_back(*done, at_once=True)
            continue
        token = f"{mark}{number}"
        answer = rules.take(state, tenant, token, limits, now)
        assert book.take(tenant, token, limits, now=now)[:2] == answer, number
        if answer[0] is Answer.GRANTED:
            under_way.append((tenant, token))
