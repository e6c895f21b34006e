"""Work is handed out a little at a time, and municipalities take turns."""

import uuid
from collections import Counter

import pytest
from django.db import connection
from django.db.models.functions import Now

from tenants import directory, registers, schedule
from tenants.entry import enter
from tenants.models import Tenant
from tenants.registers import Job
from tenants.schedule import feeding, recovering
from tenants.schedule.models import Work
from tenants.schedule.types import Cost, WorkState
from tenants.types import State, TenantRef
from tests import states
from tests.tenants.schedule.conftest import Broker

BACKLOG = """
INSERT INTO schedule_work (tenant, job, key, cost)
SELECT %s, 'core.asked', 'n-' || n, 'light' FROM generate_series(1, %s) AS n
"""


def backlog(tenant: TenantRef | Tenant, number: int = 50) -> None:
    with connection.cursor() as cursor:
        cursor.execute(BACKLOG, [tenant.uuid, number])


def others(number: int) -> list[Tenant]:
    """Make municipalities that have nothing but a row."""
    made = [
        Tenant.objects.create(
            uuid=(identity := uuid.uuid4()), schema_name=f"t_{identity.hex[:12]}", name="Elders",
            kind="sandbox", theme="neutraal", state=State.PROVISIONING.value,
        )
        for _ in range(number)
    ]  # fmt: skip
    for tenant in made:
        states.become(tenant, State.LIVE)
    return made


def in_hand() -> Counter[uuid.UUID]:
    found = Work.objects.filter(state__in=["queued", "running"]).values_list("tenant", flat=True)
    return Counter(found)


def do(broker: Broker) -> list[uuid.UUID]:
    """Let everything that was sent be done; answer whose it was."""
    whose = [Work.objects.get(pk=work).tenant for work, _fence in broker.runs]
    Work.objects.filter(state="queued").update(state=WorkState.DONE.value)
    broker.runs.clear()
    return whose


def test_of_a_backlog_a_municipality_has_no_more_than_its_share_in_hand(
    zonnedam: TenantRef, broker: Broker
) -> None:
    backlog(zonnedam)

    feeding.feed()
    feeding.feed()

    assert len(broker.runs) == feeding.SHARE[Cost.LIGHT]
    assert in_hand() == {zonnedam.uuid: feeding.SHARE[Cost.LIGHT]}


@pytest.mark.fault("F44")
def test_the_broker_never_holds_more_than_a_few_messages(db: None, broker: Broker) -> None:
    for tenant in others(30):
        backlog(tenant, 3)

    for _time in range(3):
        feeding.feed()

    assert len(broker.runs) == feeding.WIDTH[Cost.LIGHT]


@pytest.mark.fault("F44", "F53")
def test_behind_a_hundred_thousand_of_one_municipality_another_is_next(
    zonnedam: TenantRef, waterrijk: TenantRef, broker: Broker
) -> None:
    backlog(zonnedam, 100_000)
    feeding.feed()
    do(broker)
    with enter(waterrijk):
        schedule.enqueue("core.asked", "mine")

    feeding.feed()

    assert do(broker)[0] == waterrijk.uuid


@pytest.mark.fault("F44")
def test_with_many_backlogs_everybody_has_a_turn_before_anybody_has_a_second(
    db: None, broker: Broker
) -> None:
    tenants = others(40)
    for tenant in tenants:
        backlog(tenant)

    served: list[uuid.UUID] = []
    for _time in range(3):
        feeding.feed()
        served += do(broker)

    assert set(served[: len(tenants)]) == {tenant.uuid for tenant in tenants}


def test_long_work_has_a_share_of_its_own(zonnedam: TenantRef, waterrijk: TenantRef, broker: Broker) -> None:
    for tenant in (zonnedam, waterrijk):
        with enter(tenant):
            for number in range(3):
                schedule.enqueue("core.heavy", f"h-{number}")
            schedule.enqueue("core.asked", "light")

    feeding.feed()

    heavy = Work.objects.filter(cost="heavy", state="queued").values_list("tenant", flat=True)
    assert sorted(heavy) == sorted([zonnedam.uuid, waterrijk.uuid])
    assert Work.objects.filter(cost="light", state="queued").count() == 2


def test_the_oldest_comes_first_and_what_is_for_later_waits(zonnedam: TenantRef, broker: Broker) -> None:
    with enter(zonnedam):
        schedule.enqueue("core.asked", "later", after=feeding.LIMIT[Cost.LIGHT])
        schedule.enqueue("core.asked", "first")
        schedule.enqueue("core.asked", "second")

    feeding.feed()

    assert [Work.objects.get(pk=work).key for work, _fence in broker.runs] == ["first", "second"]


@pytest.mark.parametrize("state", [State.SUSPENDED, State.MAINTENANCE, State.PROVISIONING])
def test_work_of_who_does_not_serve_waits(zonnedam: TenantRef, broker: Broker, state: State) -> None:
    backlog(zonnedam, 1)
    states.become(zonnedam, state)

    feeding.feed()
    assert broker.runs == []

    states.become(zonnedam, State.LIVE)
    feeding.feed()
    assert len(broker.runs) == 1


def test_work_may_be_for_a_state_in_which_nobody_is_served(zonnedam: TenantRef, broker: Broker) -> None:
    job = Job("core", "closed", run=lambda key: None, whom=frozenset({State.SUSPENDED}))
    registers.jobs.add(job)
    with enter(zonnedam):
        schedule.enqueue("core.closed", "key")
    states.become(zonnedam, State.SUSPENDED)
    directory.forget()

    feeding.feed()

    assert len(broker.runs) == 1


def test_work_that_only_another_release_knows_waits_for_it(zonnedam: TenantRef, broker: Broker) -> None:
    Work.objects.create(tenant=zonnedam.uuid, job="core.unknown", key="a", cost="light")

    feeding.feed()

    assert broker.runs == []
    assert Work.objects.get().state == "waiting"


@pytest.mark.fault("F26")
def test_while_the_broker_is_away_everything_waits_and_afterwards_goes_on(
    zonnedam: TenantRef, broker: Broker
) -> None:
    backlog(zonnedam)
    broker.is_away = True
    assert feeding.feed() == 0
    assert in_hand() == {}

    broker.is_away = False

    assert feeding.feed() == feeding.SHARE[Cost.LIGHT]


@pytest.mark.fault("F24")
def test_a_message_that_got_lost_is_sent_again_and_the_old_one_means_nothing(
    zonnedam: TenantRef, broker: Broker
) -> None:
    backlog(zonnedam, 1)
    feeding.feed()
    assert recovering.recover() == 0
    Work.objects.update(queued_at=Now() - recovering.QUEUED_AGAIN_AFTER)

    assert recovering.recover() == 1
    feeding.feed()

    (work, first), (same, second) = broker.runs
    assert (work, second) == (same, first + 2)


def test_who_asks_at_the_same_time_sends_one_message(
    zonnedam: TenantRef, broker: Broker, django_capture_on_commit_callbacks: object
) -> None:
    for _time in range(3):
        feeding.nudge()
    assert broker.nudges == 1

    feeding.feed()
    feeding.nudge()

    assert broker.nudges == 2


def test_more_is_handed_out_when_little_is_left(
    zonnedam: TenantRef, broker: Broker, monkeypatch: pytest.MonkeyPatch
) -> None:
    backlog(zonnedam)
    feeding.feed_when_low()
    assert len(broker.runs) == feeding.SHARE[Cost.LIGHT]

    monkeypatch.setattr(feeding, "LOW_WATER", 0)
    do(broker)
    Work.objects.filter(pk=Work.objects.filter(state="waiting").first().pk).update(state="running")  # type: ignore[union-attr]
    feeding.feed_when_low()

    assert broker.runs == []
