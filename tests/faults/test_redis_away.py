"""Redis is killed, or stands still: the site serves, staff signs in, switches act, and nothing asked for is lost."""

import json
import re
import uuid
from collections.abc import Iterator
from functools import partial

import pytest
from celery import Celery

from tests.browser import people, web
from tests.faults.client import Client, sign_in
from tests.faults.cluster import Cluster
from tests.faults.conftest import fresh_portal, killed
from tests.faults.lines import OwnRedis
from tests.stack import PATIENCE, Stack, until

PAGES = ("/", "/onderwerpen/burgerzaken/", "/onderwerpen/producten/paspoort/", "/zoeken/?q=paspoort")
NAMES = {"products": "Producten en diensten", "search": "Zoeken"}
REASON = "SELECT reason FROM schedule_work WHERE job = 'search.reindex' AND key = %s"
PROMISED = 5.0
"""Seconds within which a switch acts in every process (C-030)."""


def statuses(stack: Stack, path: str, host: str = "zonnedam.localhost") -> list[int]:
    """Ask every process of the portals."""
    return [
        web.get(stack.portal_port, host, path, timeout=15).status for _worker in stack.each_worker("portal")
    ]


def told_of_redis(stack: Stack) -> str:
    """Read what the portals tell those who run them."""
    return str(json.loads(web.get(stack.portal_port, "127.0.0.1", "/readyz").body)["redis"])


@pytest.fixture
def redis_killed(stack: Stack, redis: OwnRedis) -> Iterator[None]:
    with killed(redis):
        yield


@pytest.fixture
def redis_stands_still(stack: Stack, redis: OwnRedis) -> Iterator[None]:
    redis.hold()
    yield
    redis.go_on()


@pytest.mark.fault("F22")
@pytest.mark.usefixtures("redis_killed")
@pytest.mark.parametrize("path", PAGES)
def test_pages_are_served_while_redis_is_gone(path: str, stack: Stack) -> None:
    assert statuses(stack, path) == [200, 200]


@pytest.mark.fault("F23")
@pytest.mark.usefixtures("redis_stands_still")
@pytest.mark.parametrize("path", PAGES)
def test_pages_are_served_while_redis_stands_still(path: str, stack: Stack) -> None:
    assert statuses(stack, path) == [200, 200]


@pytest.mark.fault("F22")
@pytest.mark.usefixtures("redis_killed")
def test_staff_signs_in_while_redis_is_gone(stack: Stack) -> None:
    client = Client(stack.portal_port, "zonnedam.localhost")

    page = sign_in(client, stack.sign_in(people.ADMINISTRATORS["zonnedam"]))

    assert page.status == 200
    assert "Welkom" in web.text(page.body)


@pytest.mark.fault("F23")
@pytest.mark.usefixtures("redis_stands_still")
def test_staff_signs_in_while_redis_stands_still(stack: Stack) -> None:
    client = Client(stack.portal_port, "waterrijk.localhost")

    page = sign_in(client, stack.sign_in(people.ADMINISTRATORS["waterrijk"]))

    assert page.status == 200
    assert "Welkom" in web.text(page.body)


@pytest.mark.fault("F22")
@pytest.mark.usefixtures("redis_killed")
def test_a_process_that_starts_while_redis_is_gone_serves(stack: Stack) -> None:
    with fresh_portal(stack) as port:
        assert web.get(port, "zonnedam.localhost", "/").status == 200


@pytest.mark.fault("F24")
def test_who_has_signed_in_stays_so_when_redis_loses_its_data(
    redis: OwnRedis, administrator: Client, operator: Client
) -> None:
    with killed(redis):
        pass  # nothing of it is kept on disk

    assert "Welkom" in web.text(administrator.get("/beheer/").body)
    assert "Gemeente openen" in web.text(operator.get("/").body)


@pytest.mark.fault("F22")
def test_once_redis_is_back_it_is_used_again_without_a_restart(stack: Stack, redis: OwnRedis) -> None:
    with killed(redis):
        assert told_of_redis(stack) == "away"

    until(lambda: told_of_redis(stack) == "ok", "Redis is used again")


def switch(operator: Client, tenant: str, *, on: bool, feature: str = "products") -> None:
    """Switch a feature of a municipality in the console."""
    operator.get(f"{tenant}onderdelen/{feature}/")
    page = operator.submit()
    assert f"{NAMES[feature]} staat {'aan' if on else 'uit'}" in web.text(page.body)


@pytest.fixture
def heidebeek(operator: Client) -> str:
    """The address in the console of a municipality whose products are on, also afterwards."""
    found = re.search(r'href="(/gemeenten/[0-9a-f-]{36}/)">Heidebeek', operator.get("/").body.decode())
    assert found
    return found.group(1)


@pytest.mark.covers("C-030")
@pytest.mark.covers("P-003")
@pytest.mark.parametrize("is_away", [False, True], ids=["with Redis", "without Redis"])
def test_a_switch_acts_in_every_process_within_five_seconds(
    is_away: bool, stack: Stack, redis: OwnRedis, operator: Client, heidebeek: str
) -> None:
    def everywhere(status: int) -> bool:
        return statuses(stack, "/onderwerpen/", "heidebeek.localhost") == [status, status]

    assert everywhere(200)
    if is_away:
        redis.kill()
    try:
        switch(operator, heidebeek, on=False)
        until(lambda: everywhere(404), "products are off", patience=PROMISED)
        switch(operator, heidebeek, on=True)
        until(lambda: everywhere(200), "products are on", patience=PROMISED)
    finally:
        if is_away:
            redis.start()


class Reindexing:
    """Work of search for one municipality, asked for again and again."""

    def __init__(self, stack: Stack, cluster: Cluster, redis: OwnRedis, tenant: str) -> None:
        self._ask = partial(cluster.primary.ask, database=stack.environment["DATABASE_NAME"])
        self._tenant, self._redis = tenant, redis

    def is_dropped(self) -> bool:
        """Ask for it, and tell whether it was dropped when its turn came, as its feature is off."""
        key = uuid.uuid4().hex
        self._ask(
            "INSERT INTO schedule_work (tenant, job, key, cost) VALUES (%s, 'search.reindex', %s, 'heavy')",
            self._tenant,
            key,
        )
        with Celery("test", broker=self._redis.url, set_as_current=False) as app:
            app.send_task("tenants.schedule.tasks.feed", queue="portal")
        until(lambda: self._ask(f"{REASON} AND state = 'done'", key) is not None, "the work has had its turn")
        return self._ask(REASON, key) == "FeatureOff"


@pytest.mark.covers("C-030")
@pytest.mark.parametrize("is_away", [False, True], ids=["with Redis", "without Redis"])
def test_a_switch_acts_in_the_worker_within_five_seconds(
    is_away: bool, stack: Stack, redis: OwnRedis, cluster: Cluster, operator: Client, heidebeek: str
) -> None:
    reindexing = Reindexing(stack, cluster, redis, heidebeek.split("/")[2])
    until(lambda: not reindexing.is_dropped(), "search is on")  # the negative control: on, it runs
    if is_away:
        redis.kill()
    try:
        switch(operator, heidebeek, on=False, feature="search")
    finally:
        if is_away:
            redis.start()

    try:
        until(reindexing.is_dropped, "search is off", patience=PATIENCE if is_away else PROMISED)
        assert reindexing.is_dropped()
    finally:
        switch(operator, heidebeek, on=True, feature="search")


@pytest.mark.fault("F26")
def test_an_opening_that_is_asked_for_while_redis_is_gone_is_carried_out_afterwards(
    stack: Stack, redis: OwnRedis, operator: Client
) -> None:
    with killed(redis):
        operator.get("/gemeenten/openen/")
        for step in (
            {"kind": "sandbox", "name": "Wachtdam"},
            {"host": "wachtdam.localhost"},
            {"profile": "content"},
            {"theme": "neutraal"},
            {"features": "products"},
            {"administrator": "eerste@wachtdam.example"},
        ):
            operator.submit(**step)
        page = operator.submit()
        assert "Gemeente openen: Wachtdam" in web.text(page.body)

    until(lambda: statuses(stack, "/", "wachtdam.localhost") == [200, 200], "Wachtdam is open")
