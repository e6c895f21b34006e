"""Jobs for tests, and a broker that keeps what it is given."""

import datetime
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from celery import Celery
from kombu.exceptions import OperationalError

from tenants import registers
from tenants.registers import Job
from tenants.registers.register import Register
from tenants.schedule import feeding
from tenants.schedule.types import ONCE, SKIP, Cost, Every, each

MINUTES_10 = datetime.timedelta(minutes=10)


@dataclass
class Broker:
    """What was sent, oldest first."""

    runs: list[tuple[int, int]] = field(default_factory=list)
    nudges: int = 0
    is_away: bool = False

    def send_task(self, _app: Celery, name: str, args: Any = (), **_options: Any) -> None:
        if self.is_away:
            raise OperationalError
        if name == "tenants.schedule.tasks.run":
            self.runs.append((args[0], args[1]))
        elif name == "tenants.schedule.tasks.feed":
            self.nudges += 1


@pytest.fixture(autouse=True)
def broker(monkeypatch: pytest.MonkeyPatch) -> Broker:
    monkeypatch.setattr(feeding, "NUDGED", f"schedule.nudged.{uuid.uuid4()}")  # others feed at the same Redis
    broker = Broker()
    monkeypatch.setattr(
        Celery, "send_task", lambda app, *words, **named: broker.send_task(app, *words, **named)
    )
    return broker


@dataclass
class Doings:
    """Which keys jobs were called with, and what they shall do then."""

    keys: list[str] = field(default_factory=list)
    act: Callable[[str], None] = lambda key: None

    def __call__(self, key: str) -> None:
        self.keys.append(key)
        self.act(key)


@pytest.fixture
def doings() -> Doings:
    return Doings()


@pytest.fixture(autouse=True)
def _only_our_jobs(monkeypatch: pytest.MonkeyPatch, doings: Doings) -> None:
    jobs: Register[Job] = Register("job")
    monkeypatch.setattr(registers, "jobs", jobs)
    for job in (
        Job("core", "asked", run=doings),
        Job("core", "outside", run=doings, atomic=False),
        Job("core", "heavy", run=doings, cost=Cost.HEAVY),
        Job("search", "switched", run=doings),
        Job("core", "skips", run=doings, rhythm=Every(MINUTES_10), catch_up=SKIP),
        Job("core", "once", run=doings, rhythm=Every(MINUTES_10), catch_up=ONCE),
        Job("core", "each", run=doings, rhythm=Every(MINUTES_10), catch_up=each(4)),
        Job("search", "of a feature", run=doings, rhythm=Every(MINUTES_10), catch_up=ONCE),
    ):
        jobs.add(job)
