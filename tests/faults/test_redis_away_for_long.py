"""Redis is away for as long as a repair takes: people work on, and all they asked for is done once it is back."""

import json
import time
from collections import Counter
from dataclasses import dataclass

import pytest

from tests.browser import web
from tests.faults.client import Client
from tests.faults.conftest import killed
from tests.faults.history import History, Told
from tests.faults.journey import Journey, under_way
from tests.faults.lines import OwnRedis
from tests.stack import Stack, until

CAUGHT_UP = 60.0
"""Seconds after its return within which nothing waits any more (design/security.md 4.2)."""
OUTAGES = [
    pytest.param(1, 0.05, id="a moment"),
    pytest.param(600, 6.0, id="ten minutes", marks=pytest.mark.long),
]
"""Seconds, and how long each of those at work rests after an act."""


@dataclass(frozen=True, slots=True)
class Look:
    """What somebody finds who keeps looking."""

    redis: str
    administrator_is_in: bool
    operator_is_in: bool


STEADY = Look("away", administrator_is_in=True, operator_is_in=True)


def look(stack: Stack, administrator: Client, operator: Client) -> Look:
    """Ask the portals what they know of Redis, and for the first page of two who have signed in."""
    ready = json.loads(web.get(stack.portal_port, "127.0.0.1", "/readyz").body)
    return Look(
        str(ready["redis"]),
        "Welkom" in web.text(administrator.again().get("/beheer/").body),
        "Gemeente openen" in web.text(operator.again().get("/").body),
    )


@pytest.mark.fault("F22")
@pytest.mark.fault("F26")
@pytest.mark.parametrize(("seconds", "rest"), OUTAGES)
def test_whatever_was_asked_for_while_redis_was_away_is_done_within_a_minute_of_its_return_and_once(
    seconds: float, rest: float, stack: Stack, redis: OwnRedis, journey: Journey,
    administrator: Client, operator: Client, capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    journey.rest, looks = rest, []
    with killed(redis), under_way(journey) as history:
        end = time.monotonic() + seconds
        while not looks or time.monotonic() < end:
            looks.append(look(stack, administrator, operator))
            journey.everybody_goes_on()
    returned = time.monotonic()
    invited = history.of("invitation", Told.DONE)

    journey.remains.mails(invited, patience=CAUGHT_UP)
    until(journey.remains.nothing_waits, "every command is carried out")

    caught_up = time.monotonic() - returned
    mails = mails_after_one_more(journey, invited)
    with capsys.disabled():
        print(f"\n{told(history, seconds, len(looks), caught_up, mails)}")
    assert Counter(looks) == {STEADY: len(looks)}
    assert history.troubles() == []
    assert journey.remains.lost(history) == []
    assert set(mails.values()) == {1}


@pytest.mark.fault("F22")
def test_workers_and_beat_look_for_redis_for_as_long_as_it_takes() -> None:
    from config.celery import app

    assert app.conf.broker_connection_max_retries is None  # Celery's own hundred are most of an hour


def mails_after_one_more(journey: Journey, invited: list[str]) -> Counter[str]:
    """Count everybody's mail again after that of somebody who is invited now: a second copy would be there by then."""
    journey.invite()
    return journey.remains.mails(
        [*invited, journey.history.of("invitation", Told.DONE)[-1]], patience=CAUGHT_UP
    )


def told(history: History, seconds: float, looks: int, caught_up: float, mails: Counter[str]) -> str:
    """Say what happened, in two lines."""
    acts = ", ".join(f"{number} {kind}" for kind, number in Counter(act.kind for act in history.acts).items())
    return (
        f"Redis away for {seconds:.0f} s: {acts}; {len(history.troubles())} not done; {looks} looks\n"
        f"after its return: caught up within {caught_up:.0f} s; mails per person {dict(Counter(mails.values()))}"
    )
