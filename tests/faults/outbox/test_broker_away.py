"""The broker is away while somebody asks: it is drained within a minute of its return, with one effect each (F26)."""

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from tests import databases
from tests import stack as stacks
from tests.faults.lines import OwnRedis
from tests.integrations.outbox.receiver import Receiver, receiving
from tests.stack import ROOT, Stack, until

pytestmark = [pytest.mark.servers, pytest.mark.covers("M-09")]
PROMISED = 60.0
"""Seconds after the broker's return (F26)."""
CELERY = ["celery", "-A", "tests.faults.outbox.worker"]


@dataclass
class Plant:
    """A worker, beat, their own Redis, and a receiver."""

    stack: Stack
    redis: OwnRedis
    receiver: Receiver

    def ask(self, *keys: str) -> None:
        """Ask for deliveries in a process of the portal, with the portal's own login."""
        subprocess.run(
            [sys.executable, "-m", "tests.faults.outbox.asking", *keys],
            cwd=ROOT,
            env={**self.stack._known("portal"), "LOG_LEVEL": "ERROR"},
            check=True,
        )

    def start_worker(self) -> None:
        words = [*CELERY, "worker", "-Q", "portal", "-n", f"worker@{self.stack.folder.name}", "-c", "2"]
        quiet = ["--loglevel", "INFO", "--without-gossip", "--without-mingle"]
        self.stack.start("worker", "portal_worker", [*words, *quiet])

    def effects(self, *keys: str) -> Counter[str]:
        return Counter({key: self.receiver.effects[key] for key in keys})


@pytest.fixture(scope="module")
def plant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Plant]:
    folder = tmp_path_factory.mktemp("outbox")
    database = f"inwonerplein_outbox_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
    databases.clone(database)
    redis = OwnRedis(tmp_path_factory.mktemp("redis"))
    with receiving(knows_keys=False) as receiver:
        environment = stacks.environment_for(folder, database, 0)
        ours = {"REDIS_URL": redis.url, "RECEIVER_PORT": str(receiver.port)}
        plant = Plant(Stack(folder, {**environment, **ours}), redis, receiver)
        try:
            plant.start_worker()
            beat = [*CELERY, "beat", "--pidfile=", "--schedule", str(folder / "beat")]
            plant.stack.start("beat", "portal_worker", beat)
            yield plant
        finally:
            plant.stack.stop()
            redis.stop()
            databases.drop(database)


@pytest.mark.fault("F26")
def test_asked_for_without_a_broker_it_is_delivered_within_a_minute_of_its_return(plant: Plant) -> None:
    before, keys = "with-a-broker", [f"without-{number}" for number in range(20)]
    plant.ask(before)
    until(lambda: plant.receiver.effects[before] == 1, "workers are at work", patience=120)

    plant.redis.kill()
    plant.ask(*keys)
    plant.redis.start()

    until(
        lambda: len(plant.effects(*keys)) and all(plant.effects(*keys).values()), "drained", patience=PROMISED
    )
    plant.ask(before, *keys)
    plant.ask("last")
    until(lambda: plant.receiver.effects["last"] == 1, "what came after is delivered too")
    assert plant.effects(before, *keys) == Counter(dict.fromkeys([before, *keys], 1))


@pytest.mark.fault("F38")
def test_what_waited_while_no_worker_was_there_is_delivered_when_one_is(plant: Plant) -> None:
    plant.stack.kill("worker")
    keys = [f"no-worker-{number}" for number in range(5)]
    plant.ask(*keys)

    plant.start_worker()

    until(lambda: all(plant.effects(*keys).values()), "delivered")
    assert plant.effects(*keys) == Counter(dict.fromkeys(keys, 1))
