"""The worker is killed with -9 while it brings events to webhooks: each is told, always as the same one."""

import os
from collections.abc import Iterator
from contextlib import ExitStack

import psycopg
import pytest

from tests import databases
from tests.faults.outbox.place import FREE, Worker
from tests.faults.webhooks.receiver import SECRET, Receiver, receiving
from tests.stack import until

pytestmark = [
    pytest.mark.long,
    pytest.mark.fault("F38", "F41"),
    pytest.mark.covers("C-071"),
]
MODULE = "tests.faults.webhooks.process"
EVENTS = 3
DUE = "UPDATE public.webhooks_delivery SET next_attempt_at = now() WHERE state = 'waiting'"
WAITING = "SELECT count(*) FROM public.webhooks_delivery WHERE state <> 'delivered'"
STORED = "SELECT count(*), (SELECT count(*) FROM public.webhooks_event) FROM public.webhooks_delivery"
CLEAN = "TRUNCATE public.webhooks_event, public.webhooks_delivery"


class Place:
    """A database with one webhook, who receives, and a worker that can be killed."""

    def __init__(self, database: str, ending: ExitStack) -> None:
        self.database: psycopg.Connection = ending.enter_context(databases.administrator(database))
        self.receiver: Receiver = ending.enter_context(receiving())
        self.worker = Worker(database, MODULE)
        ending.callback(self.worker.process.communicate)
        ending.callback(self.worker.process.kill)
        self.worker.do(what="endpoint", secret=SECRET)

    def ask(self, statement: str) -> tuple[int, ...]:
        row = self.database.execute(statement).fetchone()  # type: ignore[arg-type]
        assert row
        return tuple(row)

    def begin(self) -> None:
        """Let some operations end, of which nobody has been told."""
        self.database.execute(CLEAN)
        self.receiver.heard.clear()
        self.worker.do(what="end", number=EVENTS)

    def work(self) -> list[str]:
        """Let a worker bring what is due."""
        points: list[str] = self.worker.do(what="work", port=self.receiver.port)
        return points

    def die(self, point: int, *, careless: bool = False) -> str:
        """Kill a worker at a point; its sessions end, and what it held is due again."""
        at = self.worker.die(what="work", port=self.receiver.port, point=point, careless=careless)
        if at == "sent":
            until(lambda: bool(self.receiver.heard), "what was sent has arrived")
        until(lambda: bool(self.ask(FREE)[0]), "its sessions have ended")
        self.database.execute(DUE)
        return at


@pytest.fixture(scope="module")
def place() -> Iterator[Place]:
    database = f"inwonerplein_hooks_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
    databases.clone(database)
    with ExitStack() as ending:
        yield Place(database, ending)
    databases.drop(database)


def test_killed_at_every_point_each_event_is_told_under_its_own_number_and_signed(place: Place) -> None:
    place.begin()
    points = place.work()
    assert points.count("sent") == EVENTS
    assert len(points) > 10

    for point in range(len(points)):
        place.begin()
        assert place.die(point) == points[point]
        place.work()

        told = place.receiver.bodies()
        assert (len(told), place.ask(WAITING)) == (EVENTS, (0,)), (point, points[point])
        assert all(len(bodies) == 1 for bodies in told.values()), (point, points[point])
        assert all(each.is_signed for each in place.receiver.heard)
        assert len(place.receiver.heard) <= EVENTS + 1  # only the one that it was at may come twice


def test_killed_twice_at_the_same_event_it_is_still_told(place: Place) -> None:
    place.begin()
    sent = place.work().index("sent")

    place.begin()
    assert [place.die(sent), place.die(sent)] == ["sent", "sent"]
    place.work()

    assert len(place.receiver.bodies()) == EVENTS
    assert place.ask(WAITING) == (0,)


def test_killed_while_endings_are_written_down_all_are_or_none(place: Place) -> None:
    place.database.execute(CLEAN)
    number = len(place.worker.do(what="end", number=EVENTS))

    for point in range(0, number, 3):
        place.database.execute(CLEAN)
        assert place.worker.die(what="end", number=EVENTS, point=point)
        until(lambda: bool(place.ask(FREE)[0]), "its sessions have ended")
        assert place.ask(STORED) == (0, 0)


def test_the_negative_control_written_down_before_it_is_told_an_event_is_lost(place: Place) -> None:
    place.begin()
    points: list[str] = place.worker.do(what="work", port=place.receiver.port, careless=True)

    place.begin()
    assert place.die(points.index("before the post"), careless=True) == "before the post"
    place.work()

    assert len(place.receiver.bodies()) == EVENTS - 1
