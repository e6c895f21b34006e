"""Whoever looks sees how every connection is doing, and why; and nobody sees another's (C-011, M-12, M-13)."""

import datetime
import uuid
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from config.local import ports
from integrations.connections.guard import books, rules, shared
from integrations.connections.health import hurrying, jobs, looking, queries, subjects, telling
from integrations.connections.health.alarms import QUIET
from integrations.connections.health.types import STALE, State
from integrations.connections.types import Finding
from integrations.errors import Reason
from tenants import schedule
from tenants.alerts.models import Alert, Notice
from tenants.entry import enter
from tenants.models import Insight
from tenants.schedule import operations
from tenants.schedule.models import Work
from tenants.types import TenantRef
from tests.integrations.connections.guard.conftest import NOBODY, Caller, Other, opened
from tests.integrations.connections.health import stand_in
from tests.integrations.connections.health.conftest import look
from tests.integrations.connections.health.stand_in import Answers

type Connect = Callable[..., Caller]


def later(pause: datetime.timedelta) -> time_machine.travel:
    return time_machine.travel(timezone.now() + pause, tick=True)


@pytest.mark.covers("M-13")
def test_who_nobody_calls_is_asked_and_works(zonnedam: TenantRef, connect: Connect, check: Answers) -> None:
    connect(zonnedam)

    cell = look(zonnedam)

    assert check.asked == ["Zonnedam"]
    assert (cell.state, cell.calls, cell.failed) == (State.HEALTHY, 1, 0)
    assert cell.good_at is not None
    assert cell.p95 is not None


@pytest.mark.covers("M-12")
def test_who_answered_somebody_just_now_is_not_asked(
    zonnedam: TenantRef, connect: Connect, check: Answers
) -> None:
    connect(zonnedam).call(Other())

    assert look(zonnedam).state is State.HEALTHY
    assert check.asked == []


@pytest.mark.covers("M-12", "C-011")
def test_calls_that_fail_are_seen_with_their_cause(
    zonnedam: TenantRef, connect: Connect, check: Answers
) -> None:
    caller = connect(zonnedam)
    for _ in range(rules.MOST_IN_ROW):
        caller.refused(Other(Reason.TOO_SLOW))

    cell = look(zonnedam)

    assert (cell.state, cell.cause) == (State.FAILING, "too slow")
    assert (cell.calls, cell.failed, cell.error_rate) == (5, 5, 1.0)
    assert cell.retry_in > 0
    assert check.asked == []  # who rests is left alone


@pytest.mark.fault("F01")
@pytest.mark.covers("C-011", "M-13")
def test_where_nobody_listens_is_seen_without_a_citizen_having_to_call(
    zonnedam: TenantRef, connect: Connect, settings: Any
) -> None:
    port = ports.choose(31_800, purpose="a test", say=lambda text: None)
    settings.SANDBOX_URL = f"http://127.0.0.1:{port}"
    connect(zonnedam, address=f"{settings.SANDBOX_URL}/zgw")

    cell = look(zonnedam)

    assert (cell.state, cell.cause) == (State.FAILING, "nobody listens")


@pytest.mark.covers("C-011")
def test_one_who_fails_now_and_then_is_degraded(
    zonnedam: TenantRef, connect: Connect, check: Answers
) -> None:
    caller = connect(zonnedam)
    for _ in range(6):
        caller.refused(Other(script=[Reason.HAS_TROUBLE]))
        for _ in range(3):
            caller.call(Other())

    cell = look(zonnedam)

    assert (cell.state, cell.cause) == (State.DEGRADED, "flaky")
    assert cell.error_rate == 0.25


@pytest.mark.fault("F18")
@pytest.mark.covers("C-011")
def test_what_fails_at_one_municipality_is_not_told_of_another(
    zonnedam: TenantRef, waterrijk: TenantRef, connect: Connect, check: Answers
) -> None:
    key = uuid.uuid4()  # the same at both: only the municipality tells them apart
    failing, _fine = connect(zonnedam, key), connect(waterrijk, key)
    for _ in range(rules.MOST_IN_ROW):
        failing.refused(Other(Reason.TOO_SLOW))

    assert look(zonnedam).state is State.FAILING
    assert look(waterrijk).state is State.HEALTHY
    assert {row.tenant_name: row.state_of("case_system") for row in queries.board()} == {
        "Waterrijk": State.HEALTHY,
        "Zonnedam": State.FAILING,
    }
    assert [alert.tenant for alert in Alert.objects.all()] == [zonnedam.uuid]


def test_with_one_key_for_all_it_would_be_told(
    zonnedam: TenantRef,
    waterrijk: TenantRef,
    connect: Connect,
    check: Answers,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The negative control."""
    key, name = uuid.uuid4(), f"test:{uuid.uuid4().hex}"
    monkeypatch.setattr(books, "key_for", lambda tenant, connection: name)
    failing, _fine = connect(zonnedam, key), connect(waterrijk, key)
    for _ in range(rules.MOST_IN_ROW):
        failing.refused(Other(Reason.TOO_SLOW))

    assert look(waterrijk).state is State.FAILING


@pytest.mark.covers("C-073", "C-011")
def test_an_outage_gives_one_alert_and_its_end_one_all_clear(
    zonnedam: TenantRef, connect: Connect, check: Answers, settings: Any
) -> None:
    settings.ALERT_CHANNELS = {"mail": "tenants.alerts.mail.send"}
    caller = connect(zonnedam)
    check.findings["Zonnedam"] = Finding.SECRET_WRONG
    assert [look(zonnedam).state for _ in range(3)] == [State.FAILING] * 3
    check.findings.clear()
    assert look(zonnedam).state is not State.FAILING
    assert Alert.objects.get().ended_at is None  # it may flap

    with later(QUIET):
        caller.call(Other())
        look(zonnedam)
        look(zonnedam)

    told = Notice.objects.order_by("created_at").values_list("title", "text")
    assert [title for title, _text in told] == [
        "koppeling Zaaksysteem (ZGW) werkt niet",
        "koppeling Zaaksysteem (ZGW) werkt weer",
    ]
    assert "weigert de toegang" in told[0][1]


@pytest.mark.covers("C-073")
@pytest.mark.parametrize("paused", [State.MAINTENANCE, State.SWITCHED_OFF])
def test_what_is_not_used_is_not_asked_and_no_outage(
    zonnedam: TenantRef, connect: Connect, check: Answers, monkeypatch: pytest.MonkeyPatch, paused: State
) -> None:
    connect(zonnedam)
    check.findings["Zonnedam"] = Finding.TOO_SLOW
    look(zonnedam)
    check.asked.clear()
    monkeypatch.setattr(subjects, "_paused", lambda connection, now: paused)

    assert look(zonnedam).state is paused
    assert check.asked == []
    assert Alert.objects.get().ended_at is not None


def test_the_alert_of_a_connection_that_was_removed_ends(
    zonnedam: TenantRef, connect: Connect, check: Answers
) -> None:
    caller = connect(zonnedam)
    check.findings["Zonnedam"] = Finding.TOO_SLOW
    look(zonnedam)
    with enter(zonnedam):
        subjects.Connection.objects.filter(pk=caller.access.key).delete()

        looking.look()

    assert Alert.objects.get().ended_at is not None
    assert queries.of(zonnedam.uuid, caller.access.key) is None


def test_what_redis_cannot_tell_is_as_it_was(
    zonnedam: TenantRef, connect: Connect, check: Answers, monkeypatch: pytest.MonkeyPatch
) -> None:
    connect(zonnedam)
    before = look(zonnedam)
    monkeypatch.setattr(shared, "book", lambda: away)
    away = opened(NOBODY)

    after = look(zonnedam)

    assert (after.state, after.good_at, after.history) == (before.state, before.good_at, before.history)


def test_a_secret_that_cannot_be_read_is_told(zonnedam: TenantRef, connect: Connect, check: Answers) -> None:
    caller = connect(zonnedam)
    with enter(zonnedam):
        subjects.Connection.objects.filter(pk=caller.access.key).update(secret="v1:AAAA")

    cell = look(zonnedam)

    assert (cell.state, cell.cause) == (State.FAILING, "secret unreadable")


def test_a_check_that_breaks_is_no_outage(zonnedam: TenantRef, connect: Connect, settings: Any) -> None:
    settings.CONNECTION_CHECKS = {"case_system": "integrations.connections.health.types.nothing"}
    connect(zonnedam)

    assert look(zonnedam).state is State.UNKNOWN


@pytest.mark.parametrize(("system", "state"), [("open_klant", State.FAILING), ("kvk", State.UNKNOWN)])
def test_who_has_no_check_is_asked_what_the_catalogue_says(
    zonnedam: TenantRef, connect: Connect, system: str, state: State, settings: Any
) -> None:
    """Nobody is there to answer; of the second nothing harmless is known."""
    settings.CONNECTION_CHECKS = {}
    caller = connect(zonnedam)
    with enter(zonnedam):
        subjects.Connection.objects.filter(pk=caller.access.key).update(
            system=system, authentication="bearer"
        )

    assert look(zonnedam).state is state


@pytest.mark.covers("M-13")
def test_where_each_question_is_written_down_they_are_fewer(
    zonnedam: TenantRef, connect: Connect, check: Answers
) -> None:
    """The BRP keeps a record of every question; who works is asked once in five minutes."""
    caller = connect(zonnedam, system="brp")

    for _ in range(2):
        with later(datetime.timedelta(seconds=60)):
            look(zonnedam)
    assert check.asked == ["Zonnedam"]

    with later(datetime.timedelta(minutes=6)):
        look(zonnedam)
    assert check.asked == ["Zonnedam"] * 2
    assert caller.standing.in_row == 0


@pytest.mark.covers("M-13")
def test_a_check_that_tells_its_layers_is_understood(
    zonnedam: TenantRef, connect: Connect, settings: Any
) -> None:
    settings.CONNECTION_CHECKS = {"case_system": f"{stand_in.__name__}.layers"}
    connect(zonnedam)

    cell = look(zonnedam)

    assert (cell.state, cell.cause) == (State.FAILING, Finding.RIGHTS_MISSING.value)


@pytest.mark.covers("C-073")
def test_with_two_of_one_kind_an_alert_says_which(
    zonnedam: TenantRef, connect: Connect, check: Answers, settings: Any
) -> None:
    settings.ALERT_CHANNELS = {"mail": "tenants.alerts.mail.send"}
    connect(zonnedam)
    connect(zonnedam, slug="sociaal", name="Zaken van het sociaal domein")
    connect(zonnedam, slug="b")
    check.findings["Zonnedam"] = Finding.TOO_SLOW

    with enter(zonnedam):
        looking.look()

    assert set(Notice.objects.values_list("title", flat=True)) == {
        "koppeling Zaaksysteem (ZGW) werkt niet",
        "koppeling Zaaksysteem (ZGW), b werkt niet",
        "koppeling Zaken van het sociaal domein (Zaaksysteem (ZGW)) werkt niet",
    }


def test_an_older_look_does_not_overwrite_a_later_one(
    zonnedam: TenantRef, connect: Connect, check: Answers
) -> None:
    connect(zonnedam)
    look(zonnedam)

    earlier = timezone.now() - datetime.timedelta(seconds=20)

    assert not telling.tell(zonnedam, looked_at=earlier, now={}, history={})


@pytest.mark.covers("C-011")
def test_what_nobody_looked_at_lately_is_not_passed_off_as_news(
    zonnedam: TenantRef, connect: Connect, check: Answers
) -> None:
    connect(zonnedam)
    look(zonnedam)

    assert [row.is_stale for row in queries.board() if row.cells] == [False]
    with later(STALE):
        assert [row.is_stale for row in queries.board() if row.cells] == [True]


@pytest.mark.covers("C-011")
def test_where_a_breaker_opens_somebody_looks_at_once(
    zonnedam: TenantRef, connect: Connect, check: Answers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shared, "TROUBLED", f"test:{uuid.uuid4().hex}")  # others use the same Redis
    caller = connect(zonnedam)
    for _ in range(rules.MOST_IN_ROW):
        caller.refused(Other(Reason.TOO_SLOW))

    hurrying.hurry()
    hurrying.hurry()

    assert [work.tenant for work in Work.objects.filter(job=jobs.LOOK)] == [zonnedam.uuid]


@pytest.mark.covers("C-011", "M-12")
def test_a_slot_is_looked_at_twice_unless_it_began_late(
    zonnedam: TenantRef, connect: Connect, check: Answers
) -> None:
    now = timezone.now()
    with enter(zonnedam):
        with pytest.raises(schedule.Later) as later:
            jobs.look(f"{now:slot-%Y-%m-%dT%H:%M:%SZ}")
        jobs.look(f"{now - jobs.LATE:slot-%Y-%m-%dT%H:%M:%SZ}")
        jobs.look(f"changed-{uuid.uuid4()}")

    seconds = later.value.after.total_seconds()
    between = max(seconds, jobs.PERIOD.total_seconds() - jobs.AGAIN[0])
    assert jobs.AGAIN[0] <= seconds <= jobs.AGAIN[1]
    assert between + 5 + 5 < 60  # and the pace of the dispatcher, and a call that hangs


def test_what_is_told_holds_no_secret_and_no_address(
    zonnedam: TenantRef, connect: Connect, check: Answers
) -> None:
    connect(zonnedam)
    look(zonnedam)

    told = str(list(Insight.objects.filter(tenant__uuid=zonnedam.uuid).values_list("data", flat=True)))

    assert "case_system" in told
    assert "geheim" not in told
    assert "zaken.example" not in told


@pytest.mark.covers("M-13")
def test_the_scheduler_looks(zonnedam: TenantRef, connect: Connect, check: Answers) -> None:
    caller = connect(zonnedam)

    work = operations.run_now(jobs.LOOK, zonnedam)

    assert (work.state, work.reason) == ("done", "")
    assert queries.of(zonnedam.uuid, caller.access.key) is not None


def test_a_municipality_without_connections_is_told_nothing_of(zonnedam: TenantRef) -> None:
    with enter(zonnedam):
        looking.look()

    assert queries.of_tenant(zonnedam.uuid) == []
    assert [row.state_of("case_system") for row in queries.board()] == [State.NOT_CONFIGURED] * 2
