"""The worker is killed with -9 while it sends a document: the citizen sees it waiting, and it arrives once."""

import os
import random
import uuid
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

import pytest

from integrations.sandbox.world.cases import Case
from integrations.sandbox.world.worlds import World
from tests import databases
from tests.faults.outbox.place import FREE, LET_TIME_PASS, SCHEMA, Worker
from tests.integrations.conftest import Sandbox, sandbox_process
from tests.integrations.saved import new_slug
from tests.integrations.zgw.conftest import FATIMA, world_of
from tests.stack import until

__all__ = ["sandbox_process"]
pytestmark = [
    pytest.mark.fault("F37", "F38"),
    pytest.mark.covers("M-09", "I-080", "issue 10 §6"),
]
SMALL, IN_PARTS = 0, 5_000_000
HEAD = len(b"%PDF-1.7\n%%EOF")
UPLOAD = f"SELECT uuid::text, state FROM {SCHEMA}.case_uploads_upload WHERE uuid = %(key)s"
WAITING = f"SELECT uuid::text FROM {SCHEMA}.case_uploads_upload WHERE state <> 'delivered'"
LATEST = f"SELECT uuid::text FROM {SCHEMA}.case_uploads_upload ORDER BY received_at DESC LIMIT 1"
TRACES = f"""
SELECT (SELECT count(*) FROM {SCHEMA}.case_uploads_upload), (SELECT count(*) FROM {SCHEMA}.case_uploads_piece),
       (SELECT count(*) FROM {SCHEMA}.outbox_item WHERE kind = 'cases.add_document'),
       (SELECT count(*) FROM {SCHEMA}.core_outboxmessage WHERE feature = 'cases')
"""


@dataclass
class Place:
    """A municipality with a case system, and a worker that can be killed."""

    database: Any
    worker: Worker
    connection: str
    case: Case
    kind: str
    rsin: str

    def put(self, size: int) -> str:
        """Accept a document; answers its number."""
        self.worker.do(what="put", **self.order(size))
        return str(self.ask(LATEST)[0])

    def order(self, size: int) -> dict[str, Any]:
        where = {"connection": self.connection, "case": str(self.case.uuid), "kind": self.kind}
        return {**where, "sending": str(uuid.uuid4()), "size": size}

    def ask(self, statement: str, **values: str) -> Any:
        return self.database.execute(statement, values).fetchone()

    def state(self, key: str) -> str:
        return str(self.ask(UPLOAD, key=key)[1])

    def settle(self, key: str) -> None:
        """Let other workers go on, much later."""
        for _worker in range(6):
            if self.state(key) == "delivered":
                return
            until(lambda: bool(self.ask(FREE)[0]), "its sessions have ended")
            for statement in LET_TIME_PASS:
                self.database.execute(statement)
            self.worker.do(what="work")
        raise AssertionError(f"it is {self.state(key)}")

    def points(self, size: int) -> list[str]:
        """Name the points of a sending that nobody disturbs, and beside which there is no other."""
        for (waiting,) in self.database.execute(WAITING).fetchall():
            self.settle(waiting)
        key = self.put(size)
        points = self.worker.do(what="work")
        self.settle(key)
        return points

    def killed(self, size: int, point: int | str) -> tuple[str, list[str]]:
        """Answer what the citizen sees when the worker was killed there, and what the case system has in the end."""
        key = self.put(size)
        at = self.worker.die(what="work", point=point)
        assert at or isinstance(point, int), "it never came there"
        seen = self.state(key)
        self.settle(key)
        number = key.replace("-", "")
        where = {"connection": self.connection, "case": str(self.case.uuid), "rsin": self.rsin}
        return seen, self.worker.do(what="count", number=number, **where)


def running(world: World) -> list[Case]:
    return [
        case
        for case in world.cases.values()
        if getattr(case.roles[0].party, "bsn", "") == FATIMA.bsn
        and case.ended is None
        and case.type.confidentiality == "openbaar"
        and not case.type.is_internal
    ]


@pytest.fixture(scope="module")
def place(sandbox_process: Sandbox) -> Iterator[Place]:
    database = f"inwonerplein_uploads_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
    databases.clone(database)
    slug = new_slug()
    while not running(world_of(slug)):
        slug = new_slug()
    with ExitStack() as ending, pytest.MonkeyPatch.context() as patch:
        ending.callback(databases.drop, database)
        patch.setenv("SANDBOX_URL", sandbox_process.url)
        rows = ending.enter_context(databases.administrator(database))
        worker = Worker(database, "tests.faults.uploads.process")
        ending.callback(worker.process.communicate)
        ending.callback(worker.process.kill)
        told = sandbox_process.access(slug)
        address = told["addresses"]["zgw"]
        (connection,) = worker.do(
            what="connect",
            slug=slug,
            address=address,
            client_id=told["client_id"],
            secret=told["secret"],
            profile="open-zaak-1.x",
        )
        case = running(world_of(slug))[0]
        kind = f"{address}/catalogi/api/v1/informatieobjecttypen/{case.type.documents[0].uuid}"
        yield Place(rows, worker, connection, case, kind, world_of(slug).rsin)


def changing(points: list[str]) -> list[str]:
    """Name the calls that change something, each of its name by its number."""
    names = [name for name in points if name in {"after POST", "after PUT"}]
    return [f"{name} {names[: at + 1].count(name)}" for at, name in enumerate(names)]


@pytest.mark.parametrize("size", [SMALL, pytest.param(IN_PARTS, marks=pytest.mark.long)])
def test_killed_around_the_calls_that_change_something_it_arrives_once(place: Place, size: int) -> None:
    points = place.points(size)
    chosen = changing(points)
    assert chosen

    for point in chosen:
        seen, there = place.killed(size, point)
        assert seen in {"queued", "sending"}
        assert there == [1, HEAD + size, 1], point
    (anywhere,) = random.sample(range(len(points)), k=1)
    assert place.killed(size, anywhere)[1] == [1, HEAD + size, 1]


@pytest.mark.long
def test_killed_at_every_point_it_arrives_once(place: Place) -> None:
    points = place.points(SMALL)

    assert len(points) > 20
    for point in range(len(points)):
        assert place.killed(SMALL, point)[1] == [1, HEAD, 1], points[point]


def test_killed_while_it_is_accepted_it_is_whole_with_its_receipt_or_not_there(place: Place) -> None:
    number = len(place.worker.do(what="put", is_confirmed=True, **place.order(2_500_000)))
    for point in random.sample(range(number), k=2):
        before = place.ask(TRACES)
        place.worker.die(what="put", point=point, is_confirmed=True, **place.order(2_500_000))
        until(lambda: bool(place.ask(FREE)[0]), "its sessions have ended")
        more = tuple(now - then for now, then in zip(place.ask(TRACES), before, strict=True))
        assert more in {(0, 0, 0, 0), (1, 3, 1, 1)}
