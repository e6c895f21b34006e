"""Run a storm: set the stage, give blocks to processes, kill some of them, run commands beside them, sweep."""

import json
import os
import random
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import redis

from tests import databases
from tests.attacks.storm import processes
from tests.attacks.storm.drawing import BLOCK, LOGINS
from tests.attacks.storm.processes import Worker
from tests.attacks.storm.scene import Scene
from tests.attacks.storm.state import State

FULL = 100_000
"""From this many attempts on, all commands and kills belong to it."""
COMMANDS, KILLS = 200, 50
LAST_REDIS_DATABASE = 15


@dataclass
class Storm:
    """One storm, with the processes that are in it now."""

    state: State
    state_file: Path
    folder: Path
    count: int = 2
    """Processes, half of them under each login."""
    plant: str = ""
    say: Callable[[str], None] = print
    workers: list[Worker] = field(default_factory=list)
    environment: dict[str, str] = field(default_factory=dict)
    database: str = ""
    is_over: bool = False

    def run(self) -> State:
        """Run to the end, or until something has leaked."""
        started, before = time.monotonic(), self.state.seconds
        scene = self.set_stage()
        beside = threading.Thread(target=self._commands, args=(scene,))  # noqa: TID251 - knows no tenant
        beside.start()
        try:
            self._blocks(lambda: setattr(self.state, "seconds", before + time.monotonic() - started))
        finally:
            self.is_over = True
            for worker in self.workers:
                worker.stop()
            beside.join()
        self._sweep(scene)
        self.state.seconds = before + time.monotonic() - started
        self.state.save(self.state_file)
        return self.state

    def set_stage(self) -> Scene:
        """Make a database of towns, and the environment in which all processes run."""
        self.database, media = f"inwonerplein_storm_{os.getpid()}", self.folder / "media"
        databases.clone(self.database, municipalities=False)
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("PYTEST_", "COV_", "COVERAGE_"))}
        self.environment = {
            **kept,
            "DATABASE_NAME": self.database,
            "REDIS_URL": os.environ["REDIS_URL"].rsplit("/", 1)[0] + f"/{_redis_database()}",
            "MEDIA_ROOT": str(media),
            "STATIC_STORAGE": "django.contrib.staticfiles.storage.StaticFilesStorage",
            "SENTRY_DSN": "http://storm@127.0.0.1:9/1",
            "LOG_LEVEL": "INFO",
            "INSECURE_COOKIES": "1",
            "WEB_PLACES": "1000",  # nobody is crowded out by who is attacked at the same moment
        }
        redis.Redis.from_url(self.environment["REDIS_URL"]).flushdb()
        roster = self.folder / "roster.json"
        words = [
            sys.executable,
            "-W",
            "ignore",
            "-m",
            "tests.attacks.storm.roster",
            str(self.state.towns),
            str(roster),
        ]
        values = {
            **self.environment,
            "DJANGO_SETTINGS_MODULE": "config.settings.lifecycle",
            "LOG_LEVEL": "WARNING",
        }
        values.pop("SENTRY_DSN")
        subprocess.run(words, cwd=processes.ROOT, env=values, check=True)
        return Scene.load(roster)

    def _blocks(self, tick: Callable[[], None]) -> None:
        state, done = self.state, set(self.state.done)
        left = {login: self._waiting(login, done) for login in LOGINS}
        self.workers = [self._start(login) for login in LOGINS * max(1, self.count // 2)]
        busy = list(self.workers)
        said = time.monotonic()
        while busy and not state.leaks:
            for worker in processes.speaking(busy):
                line = worker.answer()
                if not line:
                    raise RuntimeError(f"A process of the storm is gone: {worker.complaint()}")
                if line.startswith("{"):
                    state.add(worker.block, json.loads(line))
                    tick()
                    state.save(self.state_file)
                if not left[worker.login]:
                    busy.remove(worker)
                    continue
                first = left[worker.login].pop(0)
                worker.give(first, min(BLOCK, state.wanted - first))
                if self._wants_kill():
                    busy[busy.index(worker)] = self._kill(worker, left)
            if time.monotonic() - said > 10:
                said = time.monotonic()
                self.say(f"{state.total:,} attempts, {state.seconds:,.0f} s, {len(state.leaks)} leaks")

    def _waiting(self, login: str, done: set[int]) -> list[int]:
        parity = LOGINS.index(login)
        return [first for first in range(parity * BLOCK, self.state.wanted, 2 * BLOCK) if first not in done]

    def _start(self, login: str) -> Worker:
        return Worker(login, self.environment, self.folder / "roster.json", self.state.seed, self.plant)

    def _wants_kill(self) -> bool:
        """Spread the kills evenly over the attempts."""
        wanted = KILLS if self.state.wanted >= FULL else self.state.wanted * KILLS // (10 * FULL)
        done = self.state.kills
        return done < wanted and self.state.total * wanted >= self.state.wanted * (done + 0.5)

    def _kill(self, worker: Worker, left: dict[str, list[int]]) -> Worker:
        """Kill a process that has just begun a block; another takes the block up."""
        time.sleep(random.uniform(0.05, 0.5))  # noqa: S311 - so that it is somewhere in the middle
        worker.kill()
        self.state.kills += 1
        left[worker.login].insert(0, worker.block)
        fresh = self._start(worker.login)
        self.workers[self.workers.index(worker)] = fresh
        return fresh

    def _commands(self, scene: Scene) -> None:
        """Run commands beside the attempts, until there were enough."""
        wanted = (
            COMMANDS if self.state.wanted >= FULL else max(2, self.state.wanted * COMMANDS // (20 * FULL))
        )
        while self.state.commands < wanted and not (self.is_over and self.state.leaks):
            leaks, broken = processes.command(self.state.commands, self.state.seed, scene, self.environment)
            self.state.leaks += leaks
            self.state.broken += broken
            self.state.commands += 1

    def _sweep(self, scene: Scene) -> None:
        found = processes.sweep(scene, self.environment)
        self.state.leaks += [f"sweep: {leak}" for leak in found["leaks"]]
        self.state.swept = found["counts"]

    def clear(self) -> None:
        """Drop the database."""
        if self.database:
            databases.drop(self.database)


def _redis_database() -> int:
    """Answer a Redis database that no other storm of this run empties, counted from the end: stacks count from 1."""
    worker = "".join(filter(str.isdigit, os.environ.get("PYTEST_XDIST_WORKER", "")))
    return LAST_REDIS_DATABASE - int(worker or 0) % 7
