"""Work on real workers: processes are killed, beat is doubled, one municipality asks for everything."""

import os
import signal
import uuid
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import databases, municipalities
from tests import stack as stacks
from tests.faults.lines import OwnRedis
from tests.stack import Stack, until

pytestmark = pytest.mark.servers
PROMISED = 5.0
"""Seconds within which another municipality's work starts, whatever the backlog (F44)."""
GRACEFUL = 30.0
"""Seconds within which a worker that is asked to stop has stopped (F39)."""
ASK = "INSERT INTO schedule_work (tenant, job, key, cost) VALUES (%s, %s, %s, 'light') ON CONFLICT DO NOTHING"
BACKLOG = """
INSERT INTO schedule_work (tenant, job, key, cost)
SELECT %s, 'core.test_count', 'backlog-' || n, 'light' FROM generate_series(1, 100000) AS n
"""
MISSED = """
UPDATE schedule_cursor SET last_slot = last_slot - interval '5 hours', next_at = now() WHERE job LIKE 'core.test%'
"""
SESSIONS = """
SELECT pid FROM pg_stat_activity WHERE usename = 'inwonerplein_portal_worker' AND datname = current_database()
"""
CELERY = ["celery", "-A", "tests.faults.work_worker"]


class Plant:
    """Workers, beat, and what they do, seen from the database."""

    def __init__(self, stack: Stack, redis: OwnRedis) -> None:
        self.stack, self.redis = stack, redis
        self.folder = Path(stack.environment["WORK_FOLDER"])

    def start_worker(self, name: str = "worker", children: int = 2) -> None:
        words = [*CELERY, "worker", "-Q", "portal", "-n", f"{name}@{self.folder.name}", "-c", str(children)]
        self.stack.start(
            name, "portal_worker", [*words, "--loglevel", "INFO", "--without-gossip", "--without-mingle"]
        )
        until(lambda: " ready." in self.stack.log(name), f"{name} is ready")

    def start_beat(self, name: str = "beat") -> None:
        words = [*CELERY, "beat", "--pidfile=", "--schedule", str(self.folder / name)]
        self.stack.start(name, "portal_worker", words)

    def ask(self, job: str, key: str, tenant: uuid.UUID = municipalities.ZONNEDAM) -> str:
        self.tell(ASK, tenant, f"core.test_{job}", key)
        return key

    def held(self, key: str) -> list[int]:
        """List the processes that have begun with what is held."""
        return [int(file.name.split(".")[1]) for file in self.folder.glob(f"{key}.*.started")]

    def hold(self, key: str) -> int:
        """Ask for work that is held; answer the process that is at it."""
        os.mkfifo(self.folder / key)
        self.ask("hold", key)
        until(lambda: bool(self.held(key)), f"{key} is begun")
        return self.held(key)[0]

    def let_go(self, key: str) -> None:
        """Let whoever holds this go on; whoever comes later is not held."""
        pipe = self.folder / key
        descriptor = os.open(pipe, os.O_RDWR | os.O_NONBLOCK)
        pipe.rename(self.folder / f"{key}.gone")
        (self.folder / key).touch()
        os.close(descriptor)

    def state(self, key: str) -> tuple[str, int]:
        rows = self.ask_database("SELECT state, attempts FROM schedule_work WHERE key = %s", key)
        return (str(rows[0][0]), int(str(rows[0][1])))

    def is_done(self, key: str) -> bool:
        return self.state(key)[0] == "done"

    def effects(self, tenant: uuid.UUID = municipalities.ZONNEDAM) -> Counter[str]:
        """Count what jobs left behind in a municipality."""
        schema = f"t_{tenant.hex[:12]}"
        rows = self.ask_database(
            f"SELECT target FROM {schema}.audit_auditrecord WHERE action = 'test.effect'"
        )
        return Counter(str(target) for (target,) in rows)

    def do(self, *keys: str) -> None:
        """Have work done, one piece after the other."""
        for key in keys:
            self.ask("count", key)
            until(lambda key=key: self.is_done(key), f"{key} is done")  # type: ignore[misc]

    def sessions(self) -> set[object]:
        """List the sessions with the database that workers have."""
        return {pid for (pid,) in self.ask_database(SESSIONS)}

    def tell(self, statement: str, *values: object) -> None:
        with databases.administrator(self.stack.environment["DATABASE_NAME"]) as connection:
            connection.execute(statement, values or None)  # type: ignore[arg-type]

    def ask_database(self, statement: str, *values: object) -> list[tuple[object, ...]]:
        with databases.administrator(self.stack.environment["DATABASE_NAME"]) as connection:
            return connection.execute(statement, values or None).fetchall()  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Plant]:
    folder = tmp_path_factory.mktemp("work")
    database = f"inwonerplein_work_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
    databases.clone(database)
    redis = OwnRedis(tmp_path_factory.mktemp("redis"))
    environment = stacks.environment_for(folder, database, 0)
    stack = Stack(folder, {**environment, "REDIS_URL": redis.url, "WORK_FOLDER": str(folder)})
    try:
        yield Plant(stack, redis)
    finally:
        stack.stop()
        redis.stop()
        databases.drop(database)


@pytest.fixture
def plant(everything: Plant) -> Iterator[Plant]:
    """A worker and beat, and no work."""
    everything.tell("TRUNCATE schedule_work, schedule_turn")
    for name in ("worker", "beat"):
        if name not in everything.stack.running:
            (everything.folder / f"{name}.log").unlink(missing_ok=True)
            everything.start_worker() if name == "worker" else everything.start_beat()
    yield everything
    for name in set(everything.stack.running) - {"worker", "beat"}:
        everything.stack.kill(name)


@pytest.mark.fault("F37")
def test_work_whose_process_is_killed_is_done_again_with_one_effect(plant: Plant) -> None:
    process = plant.hold("child-killed")
    os.kill(process, signal.SIGKILL)
    until(lambda: len(plant.held("child-killed")) == 2, "another is at it")
    plant.let_go("child-killed")

    until(lambda: plant.is_done("child-killed"), "it is done")

    assert plant.effects()["child-killed"] == 1
    assert plant.state("child-killed") == ("done", 2)


@pytest.mark.fault("F31")
def test_a_worker_keeps_its_session_and_makes_another_when_it_was_ended(plant: Plant) -> None:
    """A new session costs more than most tasks; the second half is what keeping one must not break."""
    plant.do("kept-1", "kept-2", "kept-3")
    before = plant.sessions()

    plant.do("kept-4", "kept-5", "kept-6", "kept-7")

    kept = before & plant.sessions()
    assert kept
    plant.tell(f"SELECT pg_terminate_backend(pid) FROM ({SESSIONS}) AS ours")
    plant.do("ended-1", "ended-2", "ended-3")
    assert not kept & plant.sessions()
    assert [plant.state(f"ended-{number}") for number in (1, 2, 3)] == [("done", 1)] * 3


@pytest.mark.long
@pytest.mark.fault("F38")
def test_work_of_a_worker_that_is_lost_is_done_by_another_with_one_effect(plant: Plant) -> None:
    plant.hold("worker-killed")
    plant.stack.kill("worker")
    plant.start_worker("second")

    until(lambda: len(plant.held("worker-killed")) == 2, "another is at it")
    plant.let_go("worker-killed")
    until(lambda: plant.is_done("worker-killed"), "it is done")

    assert plant.effects()["worker-killed"] == 1


@pytest.mark.long
@pytest.mark.fault("F39")
def test_a_worker_that_is_asked_to_stop_finishes_and_loses_nothing(plant: Plant) -> None:
    plant.hold("stopping")
    after = [plant.ask("count", f"after-{number}") for number in range(10)]
    worker = plant.stack.running["worker"]
    worker.send_signal(signal.SIGTERM)
    until(lambda: "Warm shutdown" in plant.stack.log("worker"), "it stops")
    plant.let_go("stopping")

    worker.wait(GRACEFUL)
    del plant.stack.running["worker"]
    assert plant.is_done("stopping")
    plant.start_worker("second")
    until(lambda: all(map(plant.is_done, after)), "the rest is done")

    assert [plant.effects()[key] for key in ["stopping", *after]] == [1] * 11


@pytest.mark.fault("F40")
def test_work_that_kills_every_process_is_given_up_and_the_rest_moves_on(plant: Plant) -> None:
    poison = plant.ask("poison", "poison")
    others = [plant.ask("count", f"beside-{number}") for number in range(5)]

    until(lambda: plant.state(poison)[0] == "dead", "it is given up", patience=180)
    until(lambda: all(map(plant.is_done, others)), "the others are done")

    alarms = plant.ask_database(
        "SELECT details->>'reason' FROM tenants_operatorrecord WHERE action = 'work.given_up'"
    )
    assert plant.state(poison) == ("dead", 3)
    assert alarms == [("WorkerDied",)]


@pytest.mark.fault("F43")
def test_with_two_beats_and_after_five_hours_without_each_slot_is_run_by_its_policy(plant: Plant) -> None:
    plant.start_beat("second beat")
    planned = "SELECT count(*) FROM schedule_cursor WHERE job LIKE 'core.test%'"
    until(lambda: plant.ask_database(planned) == [(6,)], "all are planned")
    before = plant.effects()
    plant.tell(MISSED)

    def remaining() -> list[tuple[object, ...]]:
        return plant.ask_database(
            "SELECT 1 FROM schedule_cursor WHERE job LIKE 'core.test%' AND next_at <= now()"
            " UNION ALL SELECT 1 FROM schedule_work WHERE job LIKE 'core.test%' AND state <> 'done'"
        )

    until(lambda: not remaining(), "everything was made up for")

    made_up = plant.effects() - before
    run = Counter(
        str(job)
        for (job,) in plant.ask_database(
            "SELECT job FROM schedule_work WHERE tenant = %s AND job LIKE 'core.test%%'",
            municipalities.ZONNEDAM,
        )
    )
    assert (run["core.test_once"], run["core.test_each"]) == (1, 3)
    assert run["core.test_skip"] <= 1
    assert sum(made_up.values()) == sum(run.values())


@pytest.mark.fault("F44")
def test_behind_a_hundred_thousand_of_one_municipality_anothers_work_starts_soon(plant: Plant) -> None:
    plant.tell(BACKLOG, municipalities.ZONNEDAM)
    until(lambda: plant.effects()["backlog-1"] == 1, "the backlog is being worked off")

    key = plant.ask("count", "mine", municipalities.WATERRIJK)
    until(lambda: plant.effects(municipalities.WATERRIJK)["mine"] == 1, "it is done", patience=PROMISED)

    assert plant.is_done(key)
    (waiting,) = plant.ask_database("SELECT count(*) FROM schedule_work WHERE state = 'waiting'")
    assert int(str(waiting[0])) > 90_000


@pytest.mark.fault("F22")
def test_while_redis_is_away_work_waits_and_is_done_when_it_returns(plant: Plant) -> None:
    plant.redis.kill()
    keys = [plant.ask("count", f"without-redis-{number}") for number in range(20)]
    plant.redis.start()

    until(lambda: all(map(plant.is_done, keys)), "it is done")

    assert [plant.effects()[key] for key in keys] == [1] * 20
