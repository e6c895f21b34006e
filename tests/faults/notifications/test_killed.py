"""Workers are killed with -9 while they look at news: none is lost, none has two effects, a case keeps its order."""

import os
import random
import secrets
import uuid
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
import pytest

from tests import databases
from tests.faults.notifications.process import HEARD
from tests.faults.outbox.place import FREE, SCHEMA, Worker
from tests.integrations.notifications.conftest import HOME
from tests.stack import until

pytestmark = [pytest.mark.fault("F37", "F38", "F58"), pytest.mark.covers("M-10")]
MODULE = "tests.faults.notifications.process"
CASES, EACH = 2, 3
SAMPLE = 4
"""At how many statements `make test-processes` kills, besides where news is heard."""
STORM = 12
CLEAN = (
    f"TRUNCATE {SCHEMA}.notifications_message, public.schedule_work",
    f"DELETE FROM {SCHEMA}.audit_auditrecord WHERE action = '{HEARD}'",
)
LET_TIME_PASS = (
    f"UPDATE {SCHEMA}.notifications_message SET due_at = now() - interval '1 hour', "
    "busy_until = busy_until - interval '1 hour' WHERE state IN ('waiting', 'busy')",
    "UPDATE public.schedule_work SET due_at = now(), queued_at = now() - interval '1 hour', attempts = 0, "
    "state = CASE state WHEN 'dead' THEN 'waiting' ELSE state END WHERE state <> 'done'",
)
OPEN = f"SELECT count(*) FROM {SCHEMA}.notifications_message WHERE state <> 'done'"
KEPT = f"SELECT count(*), (SELECT count(*) FROM public.schedule_work) FROM {SCHEMA}.notifications_message"
EFFECTS = f"SELECT target FROM {SCHEMA}.audit_auditrecord WHERE action = '{HEARD}' ORDER BY id"


def news() -> list[dict[str, Any]]:
    """Make messages of several cases, mixed, each later than the one before."""
    cases = [f"{HOME}/zaken/api/v1/zaken/{uuid.uuid4()}" for _ in range(CASES)]
    begin = datetime.now(UTC) - timedelta(minutes=5)
    return [
        {
            "kanaal": "zaken",
            "hoofdObject": cases[number % CASES],
            "resource": "status",
            "resourceUrl": f"{HOME}/zaken/api/v1/statussen/{uuid.uuid4()}",
            "actie": "create",
            "aanmaakdatum": (begin + timedelta(seconds=number)).isoformat(),
            "kenmerken": {},
        }
        for number in range(CASES * EACH)
    ]


def by_case(lines: Sequence[str]) -> dict[str, list[str]]:
    """Put effects, or messages, together by their case, in order."""
    found: dict[str, list[str]] = {}
    for line in lines:
        case, _, what = line.partition(" ")
        found.setdefault(case, []).append(what)
    return found


class Place:
    """A municipality that receives news, and workers that can be killed."""

    def __init__(self, database: str, ending: ExitStack) -> None:
        self._ending, self._name = ending, database
        self.database: psycopg.Connection = ending.enter_context(databases.administrator(database))
        self.worker, self.second = self._start(), self._start()
        self.secrets = {"address": secrets.token_hex(16), "password": secrets.token_hex(16)}
        self.worker.do(what="prepare", **self.secrets)

    def _start(self) -> Worker:
        worker = Worker(self._name, MODULE)
        self._ending.callback(worker.process.communicate)
        self._ending.callback(worker.process.kill)
        return worker

    def run(self, *statements: str) -> psycopg.Cursor:
        for statement in statements:
            ran = self.database.execute(statement)  # type: ignore[arg-type]
        return ran

    def ask(self, statement: str) -> tuple[Any, ...]:
        row = self.run(statement).fetchone()
        assert row
        return tuple(row)

    def begin(self) -> dict[str, list[str]]:
        """Take news in, of which nobody has heard; answers what is to be heard of each case."""
        self.run(*CLEAN)
        bodies = news()
        self.worker.do(what="receive", bodies=bodies, **self.secrets)
        return by_case([f"{body['hoofdObject']} {body['resourceUrl']}" for body in bodies])

    def let_time_pass(self) -> None:
        until(lambda: bool(self.ask(FREE)[0]), "its sessions have ended")
        self.run(*LET_TIME_PASS)

    def die(self, point: int, **order: Any) -> str:
        """Kill a worker at a point, and let so much time pass that others may go on."""
        at = self.worker.die(what="work", point=point, **order)
        self.let_time_pass()
        return at

    def heard(self) -> dict[str, list[str]]:
        """Let workers go on until nothing waits; answers what was heard of each case."""
        for _worker in range(2 * CASES * EACH):
            if self.ask(OPEN) == (0,):
                break
            self.worker.do(what="work")
            self.let_time_pass()
        assert self.ask(OPEN) == (0,)
        rows = self.run(EFFECTS).fetchall()
        return by_case([str(target) for (target,) in rows])


@pytest.fixture(scope="module")
def place() -> Iterator[Place]:
    database = f"inwonerplein_news_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
    databases.clone(database)
    with ExitStack() as ending:
        yield Place(database, ending)
    databases.drop(database)


@pytest.mark.parametrize(
    "sample", [pytest.param(SAMPLE, id="few"), pytest.param(1_000, id="every", marks=pytest.mark.long)]
)
def test_killed_at_any_point_each_message_is_heard_once_and_in_order(place: Place, sample: int) -> None:
    told = place.begin()
    points = place.worker.do(what="work")
    assert points.count("heard") == CASES
    assert place.heard() == told

    chosen = {points.index("heard"), *random.sample(range(len(points)), k=min(sample, len(points)))}
    for point in sorted(chosen):
        told = place.begin()
        at = place.die(point)

        assert place.heard() == told, (point, at)


def test_two_workers_that_are_killed_again_and_again_lose_nothing(place: Place) -> None:
    told = place.begin()
    most = len(place.worker.do(what="work"))
    place.heard()

    told = place.begin()
    for _round in range(STORM // 4):
        place.second.begin(what="work")
        place.worker.die(what="work", point=random.sample(range(most), k=1)[0])
        place.second.end()
        place.let_time_pass()
    assert place.heard() == told


@pytest.mark.long
def test_twelve_storms_lose_nothing(place: Place) -> None:
    for _storm in range(STORM):
        test_two_workers_that_are_killed_again_and_again_lose_nothing(place)


def test_killed_while_it_is_taken_in_a_message_is_there_with_its_work_or_not_at_all(place: Place) -> None:
    """Whoever brought it got no answer, and brings it again: it is kept once."""
    place.begin()
    bodies = news()[:1]
    number = len(place.worker.do(what="receive", bodies=bodies, **place.secrets))

    for point in random.sample(range(number), k=min(SAMPLE, number)):
        place.run(*CLEAN)
        place.worker.die(what="receive", point=point, bodies=bodies, **place.secrets)
        place.let_time_pass()
        assert place.ask(KEPT) in {(0, 0), (1, 1)}

        place.worker.do(what="receive", bodies=bodies, **place.secrets)
        assert place.ask(KEPT) == (1, 1)
        assert [len(each) for each in place.heard().values()] == [1]


def test_the_negative_control_an_effect_that_is_written_at_once_comes_twice(place: Place) -> None:
    place.begin()
    points = place.worker.do(what="work", carelessly=True)

    told = place.begin()
    assert place.die(points.index("written"), carelessly=True) == "written"
    heard = place.heard()

    assert heard != told
    assert {case: sorted(set(each)) for case, each in heard.items()} == {
        case: sorted(each) for case, each in told.items()
    }
