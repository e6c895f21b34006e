"""A municipality with an outbox, receivers, and workers that can be killed or set against each other."""

import json
import os
import signal
import subprocess
import sys
import uuid
from contextlib import ExitStack
from functools import cached_property
from typing import Any

from tests import databases, municipalities
from tests.integrations.outbox.receiver import Receiver, receiving
from tests.stack import until

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


class Worker:
    """The worker of `process`, or another one that listens to the same orders, and what it says."""

    def __init__(self, database: str, module: str = "tests.faults.outbox.process") -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", module, database],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "LOG_LEVEL": "CRITICAL"},
        )

    def begin(self, **order: Any) -> None:
        """Let it begin with something."""
        self._order(order)

    def end(self) -> None:
        """Wait until it has ended what it began with."""
        assert "done" in self._hear()
        self._hear()

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

    schema = SCHEMA

    def __init__(self, database: str, ending: ExitStack) -> None:
        self._ending, self._name = ending, database
        self.database = ending.enter_context(databases.administrator(database))
        self.receivers = {
            knows_keys: ending.enter_context(receiving(knows_keys=knows_keys)) for knows_keys in (True, False)
        }
        self.worker = self._start()

    @cached_property
    def second(self) -> Worker:
        """Another worker, which starts when it is needed."""
        return self._start()

    def _start(self) -> Worker:
        worker = Worker(self._name)
        self._ending.callback(worker.process.communicate)
        self._ending.callback(worker.process.kill)
        return worker

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
