"""One piece of work: done inside its municipality, once at a time, tried three times, then given up loudly."""

import datetime
import uuid
from typing import Any

import pytest
from django.db import transaction
from django.db.models.functions import Now

from tenants import audit, directory, schedule
from tenants.audit.models import AuditRecord
from tenants.entry import current, enter, is_entered, outside
from tenants.errors import NoTenantError, NotServingError
from tenants.models import FeatureSwitch, OperatorRecord
from tenants.schedule import feeding, operations, queries, recovering, running, tasks
from tenants.schedule.models import Work
from tenants.schedule.types import MOST_ATTEMPTS
from tenants.types import State, TenantRef
from tests import states
from tests.tenants.schedule.conftest import Broker, Doings

KEY = uuid.UUID("33333333-aaaa-4aaa-8aaa-333333333333")


def ask(tenant: TenantRef, job: str = "core.asked", key: uuid.UUID | str = KEY) -> Work:
    with enter(tenant):
        schedule.enqueue(job, key)
    return Work.objects.get(tenant=tenant.uuid, job=job, key=str(key))


def hand_out(broker: Broker) -> tuple[int, int]:
    Work.objects.filter(state="waiting").update(due_at=Now())
    assert feeding.feed() == 1
    return broker.runs.pop()


def do(broker: Broker) -> bool:
    return running.run(*hand_out(broker))


@pytest.mark.fault("F41")
def test_asked_twice_under_a_key_it_is_done_once(zonnedam: TenantRef, broker: Broker, doings: Doings) -> None:
    ask(zonnedam)
    ask(zonnedam)

    do(broker)
    ask(zonnedam)

    assert feeding.feed() == 0
    assert doings.keys == [str(KEY)]


def test_the_same_key_of_another_municipality_is_other_work(
    zonnedam: TenantRef, waterrijk: TenantRef
) -> None:
    assert ask(zonnedam).pk != ask(waterrijk).pk


@pytest.mark.attack("T43")
def test_it_runs_inside_its_municipality_and_nobody_stays_entered(
    zonnedam: TenantRef, broker: Broker, doings: Doings
) -> None:
    seen: list[str] = []
    doings.act = lambda key: seen.append(current().name)
    ask(zonnedam)

    do(broker)

    assert seen == ["Zonnedam"]
    assert not is_entered()


@pytest.mark.attack("T44")
def test_what_is_rolled_back_was_never_asked_for(zonnedam: TenantRef) -> None:
    with enter(zonnedam), transaction.atomic():
        schedule.enqueue("core.asked", KEY)
        transaction.set_rollback(True)

    assert not Work.objects.exists()


def test_it_cannot_be_asked_for_outside_a_municipality(db: None) -> None:
    with pytest.raises(NoTenantError):
        schedule.enqueue("core.asked", KEY)


@pytest.mark.attack("T46")
@pytest.mark.parametrize("key", ["fatima@example.nl", "999993653", "Een Naam", "", "a" * 81])
def test_a_key_cannot_be_personal_data(zonnedam: TenantRef, key: str) -> None:
    with enter(zonnedam), pytest.raises(ValueError, match="UUID"):
        schedule.enqueue("core.asked", key)


def test_only_what_is_registered_can_be_asked_for(zonnedam: TenantRef) -> None:
    with enter(zonnedam), pytest.raises(KeyError):
        schedule.enqueue("core.unknown", KEY)


@pytest.mark.fault("F41")
def test_a_message_that_comes_twice_or_days_later_does_nothing_again(
    zonnedam: TenantRef, broker: Broker, doings: Doings
) -> None:
    ask(zonnedam)
    message = hand_out(broker)
    assert running.run(*message)

    assert not running.run(*message)
    Work.objects.all().delete()
    assert not running.run(*message)

    assert doings.keys == [str(KEY)]


@pytest.mark.fault("F42")
def test_a_message_that_comes_again_while_the_work_runs_does_not_start_it(
    zonnedam: TenantRef, broker: Broker, doings: Doings
) -> None:
    work = ask(zonnedam)
    message = hand_out(broker)
    again: list[bool] = []
    doings.act = lambda key: again.extend([running.run(*message), bool(recovering.recover())])

    running.run(*message)

    work.refresh_from_db()
    assert again == [False, False]
    assert (work.state, work.attempts) == ("done", 1)


def test_effect_and_completion_are_one(zonnedam: TenantRef, broker: Broker, doings: Doings) -> None:
    def act(key: str) -> None:
        audit.record("test.effect", by=audit.SYSTEM, target=key)
        raise ZeroDivisionError

    doings.act = act
    ask(zonnedam)

    do(broker)

    with enter(zonnedam):
        assert not AuditRecord.objects.filter(action="test.effect").exists()


@pytest.mark.fault("F42")
def test_whoever_was_overtaken_leaves_no_effect(zonnedam: TenantRef, broker: Broker, doings: Doings) -> None:
    work = ask(zonnedam)

    def act(key: str) -> None:
        audit.record("test.effect", by=audit.SYSTEM, target=key)
        with outside():
            Work.objects.filter(pk=work.pk).update(fence=99)

    doings.act = act
    do(broker)

    with enter(zonnedam):
        assert not AuditRecord.objects.filter(action="test.effect").exists()


@pytest.mark.fault("F40")
@pytest.mark.parametrize("job", ["core.asked", "core.outside"])
def test_after_three_failures_it_is_given_up_and_the_alarm_is_raised(
    zonnedam: TenantRef, broker: Broker, doings: Doings, job: str
) -> None:
    def act(key: str) -> None:
        raise ValueError("BSN 999993653")

    doings.act = act
    work = ask(zonnedam, job)

    for _time in range(MOST_ATTEMPTS):
        do(broker)

    work.refresh_from_db()
    record = OperatorRecord.objects.get(action="work.given_up")
    assert (work.state, work.reason) == ("dead", "ValueError")
    assert (record.tenant, record.target, record.details["reason"]) == (zonnedam.uuid, job, "ValueError")
    assert "999993653" not in f"{vars(work)} {vars(record)}"
    assert queries.health()["given_up"] == 1


def test_between_failures_it_waits(zonnedam: TenantRef, broker: Broker, doings: Doings) -> None:
    doings.act = lambda key: 1 / 0  # type: ignore[assignment, return-value]
    ask(zonnedam)

    do(broker)

    assert feeding.feed() == 0
    assert Work.objects.filter(due_at__gt=Now()).exists()


@pytest.mark.fault("F38")
def test_what_a_worker_had_in_hand_that_died_is_taken_back_and_given_up_the_third_time(
    zonnedam: TenantRef, broker: Broker, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(_lease: Any) -> None:
        raise SystemExit

    monkeypatch.setattr(running, "_do", die)
    work = ask(zonnedam)

    for _time in range(MOST_ATTEMPTS):
        with pytest.raises(SystemExit):
            do(broker)
        assert recovering.recover() == 1

    work.refresh_from_db()
    assert (work.state, work.reason) == ("dead", recovering.DIED)
    assert OperatorRecord.objects.filter(action="work.given_up", target="core.asked").count() == 1


def test_what_was_put_aside_comes_back_and_counts_as_no_failure(
    zonnedam: TenantRef, broker: Broker, doings: Doings
) -> None:
    def act(key: str) -> None:
        if len(doings.keys) <= MOST_ATTEMPTS + 1:
            raise schedule.Later(datetime.timedelta(hours=1))

    doings.act = act
    work = ask(zonnedam)

    for _time in range(MOST_ATTEMPTS + 1):
        do(broker)
        assert feeding.feed() == 0
    do(broker)

    work.refresh_from_db()
    assert work.state == "done"


@pytest.mark.attack("T11")
def test_when_its_municipality_is_suspended_meanwhile_work_waits(
    zonnedam: TenantRef, broker: Broker, doings: Doings
) -> None:
    work = ask(zonnedam)
    message = hand_out(broker)
    states.become(zonnedam, State.SUSPENDED)
    directory.forget()

    running.run(*message)

    work.refresh_from_db()
    assert (work.state, work.attempts, doings.keys) == ("waiting", 0, [])


@pytest.mark.attack("T11")
def test_work_that_a_suspension_ends_is_no_failure(
    zonnedam: TenantRef, broker: Broker, doings: Doings
) -> None:
    def act(key: str) -> None:
        raise NotServingError

    doings.act = act
    work = ask(zonnedam)

    do(broker)

    work.refresh_from_db()
    assert (work.state, work.attempts) == ("waiting", 0)


@pytest.mark.covers("C-030")
def test_work_of_a_feature_that_was_switched_off_is_not_done(
    zonnedam: TenantRef, broker: Broker, doings: Doings
) -> None:
    work = ask(zonnedam, "search.switched")
    FeatureSwitch.objects.filter(tenant__uuid=zonnedam.uuid, feature="search").update(is_on=False)
    directory.forget()

    do(broker)

    work.refresh_from_db()
    assert (work.state, work.reason, doings.keys) == ("done", running.OFF, [])


def test_what_was_given_up_can_be_retried(zonnedam: TenantRef, broker: Broker, doings: Doings) -> None:
    work = ask(zonnedam)
    Work.objects.update(state="dead", attempts=3, finished_at=Now(), reason="ValueError")

    assert operations.retry(queries.given_up(), by=audit.SYSTEM) == 1
    do(broker)

    work.refresh_from_db()
    assert (work.state, work.attempts) == ("done", 1)
    assert OperatorRecord.objects.filter(action="work.retried").exists()


def test_the_oldest_work_that_could_run_is_told(zonnedam: TenantRef, waterrijk: TenantRef) -> None:
    ask(zonnedam)
    Work.objects.update(due_at=Now() - datetime.timedelta(minutes=2))
    assert queries.health()["oldest_waiting_seconds"] >= 120

    states.become(zonnedam, State.SUSPENDED)

    assert queries.health()["oldest_waiting_seconds"] == 0


def test_the_task_does_it_and_hands_out_more(zonnedam: TenantRef, broker: Broker, doings: Doings) -> None:
    ask(zonnedam)
    message = hand_out(broker)
    ask(zonnedam, key="other")

    tasks.run(*message)

    assert doings.keys == [str(KEY)]
    assert len(broker.runs) == 1


@pytest.mark.fault("F37")
def test_a_message_that_comes_again_after_a_death_starts_the_work_again(
    zonnedam: TenantRef, broker: Broker, doings: Doings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(_lease: Any) -> None:
        raise SystemExit

    ask(zonnedam)
    message = hand_out(broker)
    with monkeypatch.context() as dying:
        dying.setattr(running, "_do", die)
        with pytest.raises(SystemExit):
            tasks.run(*message)

    tasks.run(*message)
    tasks.run(*broker.runs.pop())

    assert doings.keys == [str(KEY)]
