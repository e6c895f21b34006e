"""A worker is killed with -9 at any point of a delivery, or of storing it: there is exactly one effect (M-09)."""

import itertools
import json
import os
import random
import signal
import subprocess
import sys
import uuid
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import pytest

from tests import databases, municipalities
from tests.integrations.outbox.receiver import Receiver, receiving
from tests.stack import until

pytestmark = [
    pytest.mark.heavy,
    pytest.mark.fault("F37", "F38"),
    pytest.mark.covers("M-09", "architecture I7"),
]
SCHEMA = f"t_{municipalities.ZONNEDAM.hex[:12]}"
LET_TIME_PASS = (
    f"UPDATE {SCHEMA}.outbox_item SET next_attempt_at = now(), busy_until = NULL WHERE state IN ('waiting', 'sending')",
    "UPDATE public.schedule_work SET due_at = now(), queued_at = now() - interval '1 hour' WHERE state <> 'done'",
)
FREE = """
SELECT NOT EXISTS (SELECT FROM pg_stat_activity
 WHERE backend_type = 'client backend' AND datname = current_database() AND pid <> pg_backend_pid())
"""
STATE = f"SELECT state FROM {SCHEMA}.outbox_item WHERE key = %(key)s"
TRACES = f"""
SELECT (SELECT count(*) FROM {SCHEMA}.audit_auditrecord WHERE target = %(key)s),
       (SELECT count(*) FROM {SCHEMA}.outbox_item WHERE key = %(key)s),
       (SELECT count(*) FROM public.schedule_work AS w JOIN {SCHEMA}.outbox_item AS i ON w.key = i.uuid::text
         WHERE i.key = %(key)s)
"""
PAIRS = 20
SAMPLE = 2
"""At how many statements `make test` kills; around the call over the network always."""


class Worker:
    """The worker of `process`, and what it says."""

    def __init__(self, database: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.outbox.process", database],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "LOG_LEVEL": "CRITICAL"},
        )

    def do(self, **order: Any) -> list[str]:
        """Let it do something undisturbed; answers which points there were."""
        self._order(order)
        said = self._hear()
        self._hear()
        return list(said["done"])

    def die(self, **order: Any) -> str:
        """Let it do something and kill it at a point; answers which, or nothing when it never came there."""
        self._order(order)
        said = self._hear()
        if "stopped" in said:
            os.kill(said["stopped"], signal.SIGKILL)
        self._hear()
        return str(said.get("at", ""))

    def _order(self, order: dict[str, Any]) -> None:
        assert self.process.stdin
        print(json.dumps(order), file=self.process.stdin, flush=True)

    def _hear(self) -> dict[str, Any]:
        assert self.process.stdout
        said = dict(json.loads(self.process.stdout.readline()))
        assert "broke" not in said, said["broke"]
        return said


class Place:
    """A municipality, a receiver of each sort and a worker."""

    def __init__(self, database: str, ending: ExitStack) -> None:
        self.database = ending.enter_context(databases.administrator(database))
        self.receivers = {
            knows_keys: ending.enter_context(receiving(knows_keys=knows_keys)) for knows_keys in (True, False)
        }
        self.worker = Worker(database)
        ending.callback(self.worker.process.communicate)
        ending.callback(self.worker.process.kill)

    def receiver(self, kind: str) -> Receiver:
        return self.receivers[kind == "core.knows_keys"]

    def work(self, kind: str, **order: Any) -> list[str]:
        """Let the worker do what there is to do; answers which points there were."""
        return self.worker.do(what="work", port=self.receiver(kind).port, **order)

    def state(self, key: str) -> str:
        row = self.ask(STATE, key=key)
        return str(row[0]) if row else ""

    def ask(self, statement: str, **values: str) -> Any:
        return self.database.execute(statement, values).fetchone()  # type: ignore[arg-type]

    def settle(self, kind: str, key: str) -> None:
        """Let other workers go on until the item is done: much later, when whoever was killed is gone."""
        for _worker in range(6):
            if self.state(key) == "done":
                return
            self.let_time_pass()
            self.work(kind)
        raise AssertionError(f"{key} is {self.state(key)}")

    def let_time_pass(self) -> None:
        """Let the sessions of whoever was killed end, and everything that waits for a moment be due."""
        until(lambda: bool(self.ask(FREE)[0]), "its sessions have ended")
        for statement in LET_TIME_PASS:
            self.database.execute(statement)  # type: ignore[arg-type]

    def deliver(self, kind: str, key: str, *points: int) -> int:
        """Deliver an item, with a worker killed at each of these points; answers how many effects there were."""
        receiver = self.receiver(kind)
        self.worker.do(what="put", kind=kind, key=key)
        for point in points:
            at = self.worker.die(what="work", port=receiver.port, point=point)
            if at == "sent":
                until(lambda: receiver.effects[key] > 0, "what was sent has arrived")
            self.let_time_pass()
        self.settle(kind, key)
        return receiver.effects[key]

    def points(self, kind: str) -> list[str]:
        """Name the points of a delivery that nobody disturbs."""
        key = f"undisturbed-{uuid.uuid4()}"
        self.worker.do(what="put", kind=kind, key=key)
        points = self.work(kind)
        self.settle(kind, key)
        return points

    def killed(self, kind: str, chosen: list[tuple[int, ...]]) -> dict[tuple[int, ...], int]:
        """Answer for each choice of points how many effects there were."""
        return {points: self.deliver(kind, f"k{uuid.uuid4()}", *points) for points in chosen}


@pytest.fixture(scope="module")
def here() -> Iterator[Place]:
    database = f"inwonerplein_killed_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
    databases.clone(database)
    with ExitStack() as ending:
        yield Place(database, ending)
    databases.drop(database)


KINDS = pytest.mark.parametrize("kind", ["core.knows_keys", "core.looks"])


@KINDS
def test_killed_at_a_few_points_a_delivery_has_one_effect(here: Place, kind: str) -> None:
    points = here.points(kind)
    call = points.index("sent")
    chosen = [(call,), (call + 1,), *((point,) for point in random.sample(range(len(points)), k=SAMPLE))]

    assert here.killed(kind, chosen) == dict.fromkeys(chosen, 1)


@pytest.mark.long
@KINDS
def test_killed_at_every_point_a_delivery_has_one_effect(here: Place, kind: str) -> None:
    number = len(here.points(kind))
    chosen = [(point,) for point in range(number)]

    assert number > 20
    assert here.killed(kind, chosen) == dict.fromkeys(chosen, 1)


@pytest.mark.long
@KINDS
def test_killed_twice_at_random_points_a_delivery_has_one_effect(here: Place, kind: str) -> None:
    number = len(here.points(kind))
    chosen = random.sample(list(itertools.product(range(number), range(number + 4))), k=PAIRS)

    assert here.killed(kind, chosen) == dict.fromkeys(chosen, 1)


def test_the_negative_control_sent_blindly_what_was_broken_off_has_two_effects(here: Place) -> None:
    sent = here.points("core.blind").index("sent")

    assert here.deliver("core.blind", "twice", sent) == 2


@pytest.mark.parametrize(
    "chosen", [pytest.param(SAMPLE, id="few"), pytest.param(1000, id="every", marks=pytest.mark.long)]
)
def test_killed_while_it_is_stored_it_is_whole_or_not_there(here: Place, chosen: int) -> None:
    """Whoever was killed told nobody that it was accepted; asking again under the same key has one effect."""
    number = len(here.worker.do(what="put", kind="core.knows_keys", key=f"u{uuid.uuid4()}"))
    for point in random.sample(range(number), k=min(chosen, number)):
        key = f"stored-{uuid.uuid4()}"
        assert here.worker.die(what="put", kind="core.knows_keys", key=key, point=point)
        assert here.ask(TRACES, key=key) in {(0, 0, 0), (2, 1, 1)}

        assert here.deliver("core.knows_keys", key) == 1
