"""PostgreSQL restarts, and moves to another machine, while people are at work: what they were promised is there."""

import signal
import time
from collections.abc import Iterator

import pytest

from tests.browser import web
from tests.faults.client import Client
from tests.faults.cluster import Cluster
from tests.faults.history import History, Told
from tests.faults.journey import Journey, under_way
from tests.faults.lines import Line
from tests.stack import Stack, until

pytestmark = pytest.mark.long
AFTERWARDS = 2.0
"""Seconds after its return from which on nobody notices anything (F30)."""
BUSY = "SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend' AND xact_start < %s"
WAITERS = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE wait_event = 'SyncRep'"
"""Ends who waits for a standby that has left: what a failover owes (docs/operating.md)."""


@pytest.fixture(autouse=True)
def _where_the_line_leads(cluster: Cluster, database_line: Line) -> Iterator[None]:
    yield
    database_line.lead_to(cluster.primary.port)


def works(stack: Stack) -> bool:
    return web.get(stack.portal_port, "127.0.0.1", "/readyz").status == 200


def troubled_after(history: History, moment: float) -> list[str]:
    return [act.kind for act in history.acts if act.began > moment and act.told is not Told.DONE]


def ask_again(journey: Journey, history: History) -> None:
    """Let the administrator repeat each invitation of which they are not sure."""
    for address in history.of("invitation", Told.UNSURE):
        journey.invite_by_name(address)


@pytest.mark.fault("F30")
def test_a_restart_costs_its_own_time_and_no_promise(cluster: Cluster, journey: Journey) -> None:
    with under_way(journey) as history:
        cluster.primary.end(signal.SIGQUIT)
        cluster.primary.start()
        back = time.monotonic()
        journey.everybody_goes_on()

    assert history.troubles(), "nobody noticed the restart"
    assert history.broken() == []
    assert troubled_after(history, back + AFTERWARDS) == []
    ask_again(journey, history)
    assert journey.remains.lost(history) == []


@pytest.mark.fault("F31")
@pytest.mark.parametrize("end", [None, signal.SIGKILL], ids=["still answers, read-only", "gone"])
def test_after_a_failover_everybody_works_on_the_new_primary(
    end: signal.Signals | None,
    cluster: Cluster,
    database_line: Line,
    stack: Stack,
    journey: Journey,
    administrator: Client,
    operator: Client,
) -> None:
    old, standby = cluster.primary, cluster.add_standby()
    with under_way(journey) as history:
        if end:
            old.end(end)
        else:
            old.ask("ALTER SYSTEM SET default_transaction_read_only = on")
            old.ask("SELECT pg_reload_conf()")
            since = old.ask("SELECT now()")
            until(lambda: old.ask(BUSY, since) == 0, "the old primary only reads")
        cluster.promote(standby)
        database_line.lead_to(standby.port)
        until(lambda: works(stack), "the portal works again")
        if not end:
            old.ask(WAITERS)
        journey.everybody_goes_on()

    assert history.broken() == []
    ask_again(journey, history)
    assert journey.remains.lost(history) == []
    assert "Welkom" in web.text(administrator.get("/beheer/").body)
    assert "Gemeente openen" in web.text(operator.get("/").body)
