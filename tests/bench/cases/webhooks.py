"""News of a case system at 1,000 messages a minute, with workers killed all the while: none is lost (M-10).

Part of `make bench-cases`; by itself: `python -m tests.bench.cases.webhooks --seconds 20` on servers of the suite.
Who brings the news does so at an even pace. The worker of jobs is killed with -9 again and again, and started anew.
Then all must be handled; of what a worker had in hand that takes as long as its lease.
"""

import argparse
import os
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

from tests import databases
from tests import stack as stacks
from tests.bench.cases.bringing import Bringer
from tests.bench.integrations.figures import percentile
from tests.bench.processes import Asked
from tests.bench.signin.report import Row, spread, table

HOST: Final = "zonnedam.localhost"
A_MINUTE: Final = 1_000
MOST: Final = 0.2
"""Seconds within which ninety-nine of a hundred are acknowledged."""
KILLS: Final = 20
"""How often the worker is killed in a whole run."""
SHORTEST: Final = 6.0
"""Seconds between two kills at least: a worker takes a few to begin."""
PATIENCE: Final = 900.0
"""Seconds after the last message within which all are handled."""
WAITING: Final = "SELECT count(*) FROM {}.notifications_message WHERE state <> 'done'"
HANDLED: Final = (
    "SELECT extract(epoch FROM settled_at - received_at)::float FROM {}.notifications_message"
    " WHERE state = 'done' AND channel = 'zaken'"
)


class Where(Protocol):
    """Where it is measured."""

    @property
    def stack(self) -> stacks.Stack:
        """Answer the running product."""


class Long(Protocol):
    """How much is measured."""

    @property
    def seconds(self) -> float:
        """Answer for how long news comes in."""


@dataclass(frozen=True, slots=True)
class Here:
    """A product that was started for this alone."""

    stack: stacks.Stack


@dataclass(frozen=True, slots=True)
class Given:
    """A time."""

    seconds: float


def run(place: Where, sizes: Long) -> Sequence[Row]:
    """Bring news, kill workers, and see what became of it."""
    stack = place.stack
    worker = Asked("tests.bench.cases.receiving", "config.settings.lifecycle", stack.environment)
    try:
        entrance = worker.ask("let_in", host=HOST)
    finally:
        worker.stop()
    bringer = Bringer(stack.portal_port, HOST, entrance, sizes.seconds, A_MINUTE)
    with _killed(stack, max(SHORTEST, sizes.seconds / KILLS)) as kills:
        took = bringer.run()
    began = time.monotonic()
    waiting = _wait(stack, entrance["schema"])
    return rows(
        bringer, took, len(kills), waiting, _handled(stack, entrance["schema"]), time.monotonic() - began
    )


def rows(
    bringer: Bringer, took: float, kills: int, waiting: int, handled: Sequence[float], after: float
) -> list[Row]:
    """Judge what came of it."""
    taken, answers = len(bringer.acknowledged), bringer.acknowledged
    p99 = percentile(answers, 99) if answers else float("inf")
    rate = taken / took * 60
    lost = taken - len(handled)
    return [
        Row(
            f"news: {bringer.number} messages in {took:.0f} s, refused {len(bringer.refused)}",
            f"{rate:.0f} a minute",
            f"≥ {A_MINUTE} a minute, none refused",
            rate >= 0.99 * A_MINUTE and not bringer.refused,
        ),
        Row(
            "news: acknowledged",
            f"p99 {p99 * 1000:.0f} ms, {spread(answers) if answers else 'none'}",
            f"p99 < {MOST * 1000:.0f} ms",
            p99 < MOST,
        ),
        Row(
            f"news: lost, with the worker killed {kills} times",
            f"{lost} lost, {waiting} not handled",
            "none",
            kills > 0 and lost == 0 and waiting == 0,
        ),
        Row("news: handled after", spread(handled) if handled else "none"),
        Row("news: all handled after the last message", f"{after:.0f} s"),
    ]


@contextmanager
def _killed(stack: stacks.Stack, pause: float) -> Iterator[list[float]]:
    """Kill the worker of jobs again and again, and start it anew each time."""
    over, kills = threading.Event(), list[float]()

    def kill() -> None:
        while not over.wait(pause):
            stack.kill("worker")
            kills.append(time.monotonic())
            stack.start_worker("worker")

    killing = threading.Thread(target=kill)  # noqa: TID251 - no tenant here
    killing.start()
    try:
        yield kills
    finally:
        over.set()
        killing.join()
        # What a thread started is told to end with that thread (`children`): this one stays until all is handled.
        stack.kill("worker")
        stack.start_worker("worker")


def _wait(stack: stacks.Stack, schema: str) -> int:
    """Wait until all is handled, or for as long as is sensible; answers how much is not."""
    end = time.monotonic() + PATIENCE
    with databases.administrator(stack.environment["DATABASE_NAME"]) as database:
        while True:
            row = database.execute(WAITING.format(schema)).fetchone()  # type: ignore[arg-type]
            waiting = int(row[0]) if row else 0
            if not waiting or time.monotonic() > end:
                return waiting
            time.sleep(1)


def _handled(stack: stacks.Stack, schema: str) -> list[float]:
    with databases.administrator(stack.environment["DATABASE_NAME"]) as database:
        return [float(row[0]) for row in database.execute(HANDLED.format(schema))]  # type: ignore[arg-type]


@contextmanager
def _lean(folder: Path) -> Iterator[stacks.Stack]:
    """Start only what news needs: portals, their worker, and what hands out work."""
    database = "inwonerplein_bench_news"
    databases.clone(database)
    stack = stacks.Stack(folder, stacks.environment_for(folder, database, redis_database=3))
    try:
        stack.start("portal", "portal", [*stacks.WEB, "--bind", f"127.0.0.1:{stack.portal_port}"])
        stack.await_web("portal", stack.portal_port)
        stack.start_worker("worker")
        words = ["beat", "--pidfile=", "--schedule", str(folder / "beat")]
        stack.start("beat", "portal_worker", [*stacks.CELERY, *words])
        yield stack
    finally:
        stack.stop()
        databases.drop(database)


def main() -> int:
    """Measure this part alone."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.cases.webhooks")
    parser.add_argument("--seconds", type=float, default=600.0, help="for which news comes in")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name, _lean(Path(name)) as stack:
        found = run(Here(stack), Given(options.seconds))
    print(f"\n{table(found)}\n\nLoad at the end {os.getloadavg()[0]:.1f}.")
    return 0 if all(row.is_kept for row in found) else 1


if __name__ == "__main__":
    os.environ.setdefault("LOG_LEVEL", "ERROR")
    sys.exit(main())
