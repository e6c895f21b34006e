"""A connection dies, there is none left, or others hold what is needed: what visitors, staff and operators see."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest
from psycopg import sql

from tests.browser import web
from tests.faults.client import Client
from tests.faults.cluster import Cluster
from tests.faults.history import Told
from tests.faults.journey import PRODUCTS, Journey, under_way
from tests.stack import Stack, until

HOST, HOME = "zonnedam.localhost", "/"
pytestmark = pytest.mark.long
PORTAL = "inwonerplein_portal"
LIMIT = "ALTER ROLE inwonerplein_portal CONNECTION LIMIT {}"
ENDED = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE usename = %s"
WAITS = "SELECT count(*) FROM pg_stat_activity WHERE usename = %s AND wait_event_type = 'Lock'"
THREADS = 4


@contextmanager
def holding(cluster: Cluster, stack: Stack, statement: sql.Composable) -> Iterator[psycopg.Connection[Any]]:
    """Hold locks in a transaction of somebody else."""
    database = stack.environment["DATABASE_NAME"]
    with psycopg.connect(cluster.primary.url, dbname=database) as connection:
        connection.execute(sql.Composed([statement]))
        yield connection
        connection.rollback()


def in_the_background(client: Client, **fields: str) -> tuple[threading.Thread, list[web.Answer]]:  # noqa: TID251
    answers: list[web.Answer] = []
    thread = threading.Thread(target=lambda: answers.append(client.fill_in(**fields)))  # noqa: TID251
    thread.start()
    return thread, answers


@pytest.fixture
def table(journey: Journey) -> sql.Composed:
    """The products of Heidebeek."""
    return sql.SQL("{}.products_product").format(journey.remains.schema)


@pytest.mark.fault("F29")
def test_a_page_whose_connection_dies_is_asked_for_once_more(
    cluster: Cluster, stack: Stack, journey: Journey
) -> None:
    lock = sql.SQL("LOCK TABLE {}.products_product").format(journey.remains.schema)
    answers: list[web.Answer] = []
    with holding(cluster, stack, lock):
        path = "/onderwerpen/producten/paspoort/"
        visitor = threading.Thread(  # noqa: TID251
            target=lambda: answers.append(web.get(stack.portal_port, "heidebeek.localhost", path))
        )
        visitor.start()
        until(lambda: cluster.primary.ask(WAITS, PORTAL) == 1, "the page waits")
        cluster.primary.ask(ENDED, PORTAL)
    visitor.join()

    assert [answer.status for answer in answers] == [200]


@pytest.mark.fault("F29")
def test_a_form_whose_connection_dies_is_not_sent_twice_and_may_be_sent_again(
    cluster: Cluster, stack: Stack, administrator: Client, journey: Journey
) -> None:
    editor, path = administrator.again(), PRODUCTS.format(journey.remains.product)
    editor.get(path)
    before = journey.remains.summary()
    with holding(
        cluster, stack, sql.SQL("LOCK TABLE {}.products_product IN SHARE MODE").format(journey.remains.schema)
    ):
        thread, answers = in_the_background(editor, summary="Afgebroken")
        until(lambda: cluster.primary.ask(WAITS, PORTAL) == 1, "the change waits")
        cluster.primary.ask(ENDED, PORTAL)
        thread.join()

    assert answers[0].status == 503
    assert int(answers[0].headers["retry-after"]) > 0
    assert "We weten niet zeker of is bewaard wat u verstuurde" in web.text(answers[0].body)
    assert journey.remains.summary() == before
    editor.get(path)
    assert editor.fill_in(summary="Afgebroken").status == 200
    assert journey.remains.summary() == "Afgebroken"


@pytest.mark.fault("F29")
def test_back_ends_are_killed_all_the_time_and_no_promise_is_broken(
    cluster: Cluster, journey: Journey, administrator: Client
) -> None:
    with under_way(journey) as history:
        for _time in range(5):
            cluster.primary.ask(ENDED, PORTAL)
            journey.everybody_goes_on()

    assert history.broken() == []
    assert {kind for kind, _status in history.troubles()} <= {"product", "invitation"}, (
        "a page was not retried"
    )
    for address in history.of("invitation", Told.UNSURE):
        journey.invite_by_name(address)
    assert journey.remains.lost(history) == []
    assert "Welkom" in web.text(administrator.get("/beheer/").body)


@pytest.fixture
def no_connection_left(cluster: Cluster) -> Iterator[None]:
    """The portals' login may not connect any more, as when others have taken all of its connections."""
    cluster.primary.ask(LIMIT.format(0))  # type: ignore[arg-type]
    cluster.primary.ask(ENDED, PORTAL)
    yield
    cluster.primary.ask(LIMIT.format(-1))  # type: ignore[arg-type]


@pytest.mark.fault("F32")
@pytest.mark.usefixtures("no_connection_left")
def test_who_gets_no_connection_waits_a_second_and_is_told_when_to_come_back(stack: Stack) -> None:
    began = time.monotonic()
    answer = web.get(stack.portal_port, HOST, HOME)
    waited = time.monotonic() - began

    assert answer.status == 503
    assert int(answer.headers["retry-after"]) > 0
    assert 1 <= waited < 5


@pytest.mark.fault("F32")
@pytest.mark.usefixtures("no_connection_left")
def test_without_connections_for_portals_health_and_console_go_on(stack: Stack, operator: Client) -> None:
    assert web.get(stack.portal_port, "127.0.0.1", "/healthz").status == 200
    assert web.get(stack.console_port, "127.0.0.1", "/readyz").status == 200
    assert operator.get("/").status == 200


@pytest.mark.fault("F32")
def test_a_connection_that_comes_free_within_the_second_is_taken(cluster: Cluster, stack: Stack) -> None:
    cluster.primary.ask(LIMIT.format(0))  # type: ignore[arg-type]
    cluster.primary.ask(ENDED, PORTAL)
    answers: list[web.Answer] = []
    visitor = threading.Thread(target=lambda: answers.append(web.get(stack.portal_port, HOST, HOME)))  # noqa: TID251
    visitor.start()
    cluster.primary.ask(LIMIT.format(-1))  # type: ignore[arg-type]
    visitor.join()

    assert [answer.status for answer in answers] == [200]


@pytest.mark.fault("F33")
def test_who_waits_too_long_for_a_row_is_told_and_nothing_is_half_written(
    cluster: Cluster, stack: Stack, administrator: Client, journey: Journey
) -> None:
    editor, path = administrator.again(), PRODUCTS.format(journey.remains.product)
    editor.get(path)
    before = journey.remains.summary()
    row = sql.SQL("SELECT 1 FROM {}.products_product WHERE slug = 'paspoort' FOR UPDATE").format(
        journey.remains.schema
    )
    with holding(cluster, stack, row):
        answer = editor.fill_in(summary="Te laat")

    assert answer.status == 503
    assert int(answer.headers["retry-after"]) > 0
    assert journey.remains.summary() == before


@pytest.mark.fault("F33")
def test_of_two_who_stand_in_each_others_way_one_is_told_so(
    cluster: Cluster, stack: Stack, administrator: Client, journey: Journey
) -> None:
    editor, path = administrator.again(), PRODUCTS.format(journey.remains.product)
    editor.get(path)
    before = journey.remains.summary()
    schema = journey.remains.schema
    index = sql.SQL("LOCK TABLE {}.search_indexeddocument IN SHARE MODE").format(schema)
    row = sql.SQL("SELECT 1 FROM {}.products_product WHERE slug = 'paspoort' FOR UPDATE").format(schema)
    with holding(cluster, stack, sql.SQL("SET deadlock_timeout = '1h'")) as other:
        other.execute(index)
        thread, answers = in_the_background(editor, summary="Verstrikt")
        until(lambda: cluster.primary.ask(WAITS, PORTAL) == 1, "the change waits")
        other.execute(row)  # waits for the change, which waits for us
        thread.join()

    assert answers[0].status == 409
    assert answers[0].headers["retry-after"] == "1"
    assert "niet bewaard" in web.text(answers[0].body)
    assert journey.remains.summary() == before
