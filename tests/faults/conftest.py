"""A product of its own for faults, with a Redis and a line to the database that tests may cut."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from config.local import ports
from tests import stack as stacks
from tests.browser import people, web
from tests.faults.client import Client, sign_in
from tests.faults.cluster import Cluster
from tests.faults.journey import Journey
from tests.faults.kills.workers import Worker
from tests.faults.lines import FIRST_PORT, Away, Line, OwnRedis
from tests.faults.remains import Remains

HERE = f"{Path(__file__).parent}{os.sep}"
SERVERS = frozenset({"stack", "cluster", "redis", "database_line"})
"""Fixtures that stand for servers which a test ends, slows or fills."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what has servers of its own: a stack takes two minutes to start, and a run is to have ten."""
    for item in items:
        if str(item.path).startswith(HERE) and SERVERS & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.servers)


@pytest.fixture
def worker(own_database: str) -> Iterator[Worker]:
    """A lifecycle worker that dies where it is told."""
    worker = Worker(own_database)
    yield worker
    worker.process.kill()
    worker.process.communicate()


@pytest.fixture(scope="session")
def redis(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OwnRedis]:
    server = OwnRedis(tmp_path_factory.mktemp("redis"))
    yield server
    server.stop()


@pytest.fixture(scope="session")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    found = Cluster(tmp_path_factory.mktemp("cluster"))
    yield found
    found.stop()


@pytest.fixture(scope="session")
def database_line(tmp_path_factory: pytest.TempPathFactory, cluster: Cluster) -> Iterator[Line]:
    """The way to the primary."""
    line = Line(tmp_path_factory.mktemp("line") / "database", FIRST_PORT + 20, cluster.primary.port)
    yield line
    line.kill()


@pytest.fixture(scope="session")
def stack(
    tmp_path_factory: pytest.TempPathFactory, redis: OwnRedis, cluster: Cluster, database_line: Line
) -> Iterator[stacks.Stack]:
    """The whole product, which reaches Redis and database over these lines."""
    folder = tmp_path_factory.mktemp("faults")
    changes = {"REDIS_URL": redis.url, "DATABASE_HOST": "127.0.0.1", "DATABASE_PORT": str(database_line.port)}
    with stacks.started(folder, name="faults", make=cluster.primary.fill, **changes) as running:
        yield running


@pytest.fixture(scope="session")
def operator(stack: stacks.Stack) -> Client:
    """An operator who has signed in."""
    client = Client(stack.console_port, "console.localhost")
    page = sign_in(client, stack.sign_in(people.OPERATOR), operator=True)
    assert "Gemeente openen" in web.text(page.body), web.text(page.body)
    return client


@pytest.fixture(scope="session")
def administrator(stack: stacks.Stack) -> Client:
    """An administrator of Heidebeek who has signed in: at most once, as a code of the second factor is."""
    client = Client(stack.portal_port, "heidebeek.localhost")
    page = sign_in(client, stack.sign_in(people.ADMINISTRATORS["heidebeek"]))
    assert "Welkom" in web.text(page.body), web.text(page.body)
    return client


@pytest.fixture
def journey(stack: stacks.Stack, cluster: Cluster, administrator: Client, operator: Client) -> Journey:
    """People who can be sent on their way."""
    return Journey(Remains(stack, cluster), stack.portal_port, administrator, operator)


@contextmanager
def fresh_portal(stack: stacks.Stack, **changes: str) -> Iterator[int]:
    """Start one more process of the portals; answers its port."""
    port = ports.choose(FIRST_PORT + 40, purpose="a test", say=lambda text: None)
    stack.start("fresh", "portal", [*stacks.WEB, "--bind", f"127.0.0.1:{port}"], **changes)
    try:
        stack.await_web("fresh", port)
        yield port
    finally:
        stack.kill("fresh")


@contextmanager
def killed(line: Away) -> Iterator[None]:
    """Let something be away for the length of a block."""
    line.kill()
    try:
        yield
    finally:
        line.start()
