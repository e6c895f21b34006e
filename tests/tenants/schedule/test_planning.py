"""Slots become work: once, whatever runs twice; what was missed by policy; with as many queries for a thousand."""

import datetime
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tenants.models import FeatureSwitch
from tenants.schedule import feeding, planning, recovering, tasks
from tenants.schedule.models import Cursor, Work
from tenants.schedule.types import WorkState
from tenants.types import State, TenantRef
from tests import states
from tests.tenants.schedule.conftest import MINUTES_10

START = datetime.datetime(2026, 6, 1, 12, tzinfo=datetime.UTC)
HOUR = datetime.timedelta(hours=1)
TENANTS = """
INSERT INTO tenants_tenant
  (schema_name, uuid, name, state, state_before, notice, kind, site_pk, cbs_code, theme, session_generation, created_at)
SELECT 't_' || lpad(to_hex(n), 12, '0'), gen_random_uuid(), 'Gemeente ' || n, 'provisioning', '', '{}', 'sandbox',
       nextval('public.tenants_site_pk'), '', 'neutraal', 0, now()
  FROM generate_series(1, %s) AS n;
UPDATE tenants_tenant SET state = 'trial' WHERE state = 'provisioning'
"""


def keys(job: str, tenant: TenantRef) -> list[str]:
    found = Work.objects.filter(job=job, tenant=tenant.uuid).order_by("due_at")
    return list(found.values_list("key", flat=True))


def run_everything() -> None:
    Work.objects.update(state=WorkState.DONE.value, finished_at=START)


@pytest.fixture(autouse=True)
def _began(zonnedam: TenantRef, waterrijk: TenantRef) -> None:
    planning.plan(START)


def test_a_job_that_is_new_begins_with_its_next_slot(zonnedam: TenantRef) -> None:
    assert not Work.objects.exists()

    planning.plan(START + MINUTES_10)

    assert len(keys("core.once", zonnedam)) == 1


@pytest.mark.fault("F43")
def test_planned_twice_a_slot_is_claimed_once(zonnedam: TenantRef, waterrijk: TenantRef) -> None:
    planning.plan(START + MINUTES_10)
    before = list(Work.objects.order_by("pk").values_list("tenant", "job", "key"))

    assert planning.plan(START + MINUTES_10) == 0

    assert list(Work.objects.order_by("pk").values_list("tenant", "job", "key")) == before
    assert {(tenant, job) for tenant, job, _ in before if job == "core.each"} == {
        (zonnedam.uuid, "core.each"),
        (waterrijk.uuid, "core.each"),
    }


@pytest.mark.fault("F43")
def test_whoever_believes_an_older_cursor_claims_nothing_again(zonnedam: TenantRef) -> None:
    cursors = {cursor.pk: (cursor.last_slot, cursor.next_at) for cursor in Cursor.objects.all()}
    planning.plan(START + MINUTES_10)
    before = keys("core.each", zonnedam)
    run_everything()
    for key, (last_slot, next_at) in cursors.items():
        Cursor.objects.filter(pk=key).update(last_slot=last_slot, next_at=next_at)

    planning.plan(START + MINUTES_10)

    assert keys("core.each", zonnedam) == before


@pytest.mark.fault("F43")
def test_after_an_hour_without_beat_each_policy_makes_up_in_its_own_way(zonnedam: TenantRef) -> None:
    for minutes in range(10):  # so that the last slot was run, whatever the offset
        planning.plan(START + datetime.timedelta(minutes=minutes))
    Work.objects.all().delete()

    planning.plan(START + HOUR + datetime.timedelta(minutes=9))

    found = {job: len(keys(f"core.{job}", zonnedam)) for job in ("skips", "once", "each")}
    assert found["skips"] in {0, 1}  # one when its slot has just begun
    assert (found["once"], found["each"]) == (1, 4)


@pytest.mark.fault("F43")
def test_a_slot_that_was_missed_is_skipped_and_the_next_is_run(zonnedam: TenantRef) -> None:
    cursor = Cursor.objects.get(tenant=zonnedam.uuid, job="core.skips")

    planning.plan(cursor.next_at + datetime.timedelta(minutes=2))
    assert keys("core.skips", zonnedam) == []

    planning.plan(cursor.next_at + MINUTES_10)
    assert len(keys("core.skips", zonnedam)) == 1


def test_while_one_run_waits_no_other_is_added_unless_each_counts(zonnedam: TenantRef) -> None:
    for number in range(1, 4):
        planning.plan(START + number * MINUTES_10)

    assert len(keys("core.once", zonnedam)) == 1
    assert len(keys("core.each", zonnedam)) == 3


def test_a_suspended_municipality_plans_nothing_and_makes_up_when_it_resumes(zonnedam: TenantRef) -> None:
    states.become(zonnedam, State.SUSPENDED)
    planning.plan(START + HOUR)
    assert keys("core.each", zonnedam) == []

    states.become(zonnedam, State.LIVE)
    planning.plan(START + HOUR)

    assert len(keys("core.each", zonnedam)) == 4


@pytest.mark.covers("C-030")
def test_what_is_switched_off_plans_nothing(zonnedam: TenantRef, waterrijk: TenantRef) -> None:
    FeatureSwitch.objects.filter(tenant__uuid=zonnedam.uuid, feature="search").update(is_on=False)

    planning.plan(START + HOUR)

    assert keys("search.of a feature", zonnedam) == []
    assert len(keys("search.of a feature", waterrijk)) == 1


def test_another_rhythm_counts_at_once(zonnedam: TenantRef) -> None:
    Cursor.objects.update(rhythm="daily 03:00 + 0 s", next_at=START + 24 * HOUR)

    planning.plan(START + HOUR)

    assert len(keys("core.once", zonnedam)) == 1


def test_what_was_done_is_forgotten_after_a_day_and_what_waits_never(zonnedam: TenantRef) -> None:
    planning.plan(START + MINUTES_10)
    Work.objects.filter(job="core.once").update(state=WorkState.DONE.value, finished_at=START)

    planning.plan(START + 25 * HOUR)

    assert not Work.objects.filter(job="core.once", finished_at__isnull=False).exists()
    assert Work.objects.filter(job="core.each", state=WorkState.WAITING.value).exists()


def test_a_thousand_municipalities_cost_as_many_queries_as_two() -> None:
    planning.plan(START + HOUR)
    few = count_of_a_dispatch(START + 2 * HOUR)
    with connection.cursor() as cursor:
        cursor.execute(TENANTS, [1_000])
    planning.plan(START + 2 * HOUR)

    assert count_of_a_dispatch(START + 3 * HOUR) == few
    assert Work.objects.filter(job="core.each").values("tenant").distinct().count() == 1_002
    assert few <= 20


def count_of_a_dispatch(now: datetime.datetime) -> int:
    with CaptureQueriesContext(connection) as captured:
        planning.plan(now)
        recovering.recover()
        feeding.feed()
    return len(captured)


def test_the_dispatcher_plans_recovers_and_hands_out(monkeypatch: pytest.MonkeyPatch) -> None:
    called: list[str] = []
    monkeypatch.setattr(planning, "plan", lambda: called.append("plan"))
    monkeypatch.setattr(recovering, "recover", lambda: called.append("recover"))
    monkeypatch.setattr(feeding, "feed", lambda: called.append("feed"))

    tasks.dispatch()

    assert called == ["plan", "recover", "feed"]


def test_a_key_of_another_municipality_is_another_slot(zonnedam: TenantRef, waterrijk: TenantRef) -> None:
    planning.plan(START + HOUR)

    assert keys("core.once", zonnedam) != keys("core.once", waterrijk)
    assert uuid.UUID(int=0) not in set(Work.objects.values_list("tenant", flat=True))
