"""One worker at a time, and never one that was overtaken (faults F42, F46)."""

import datetime
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest
from django.db import OperationalError, connection, transaction
from django.db.models.functions import Now

from provisioning.lifecycle import journal, leases, operations, queries, runner
from provisioning.lifecycle.errors import LeaseLostError
from provisioning.lifecycle.models import Operation
from provisioning.lifecycle.operations import requesting
from tests.provisioning.lifecycle import sessions
from tests.provisioning.lifecycle.plans import OPERATOR, plan

pytestmark = pytest.mark.usefixtures("committing")
TRY = "SELECT pg_try_advisory_lock(%s, %s)"
LOCK = "SELECT pg_advisory_lock(%s, %s)"
HOUR = datetime.timedelta(hours=1)


@pytest.fixture
def operation(committing: None) -> Operation:
    return operations.request_opening(plan(), by=OPERATOR)


@contextmanager
def somebody_at(operation: Operation, *, until: datetime.timedelta) -> Iterator[psycopg.Connection]:
    """Have another worker at an operation, alive, with a lease until then."""
    with sessions.another() as session:
        session.execute(LOCK, [leases.LOCKS, operation.pk])
        taken = {"state": "running", "fence": 7, "lease_owner": "other", "lease_until": Now() + until}
        Operation.objects.filter(pk=operation.pk).update(**taken)
        yield session


def is_free(operation: Operation) -> bool:
    with sessions.another() as session:
        found = session.execute(
            "SELECT pg_try_advisory_lock(%s, %s)", [leases.LOCKS, operation.pk]
        ).fetchone()
    return found == (True,)


@pytest.mark.fault("F46")
def test_an_operation_that_somebody_is_at_cannot_be_taken(operation: Operation) -> None:
    with somebody_at(operation, until=HOUR):
        assert leases.take(operation.uuid) is None


@pytest.mark.fault("F46")
def test_who_comes_second_waits_until_the_first_is_done(
    operation: Operation, monkeypatch: pytest.MonkeyPatch
) -> None:
    def the_first_finishes(_: float) -> None:
        Operation.objects.filter(pk=operation.pk).update(state="done")

    monkeypatch.setattr("provisioning.lifecycle.runner.time.sleep", the_first_finishes)
    with somebody_at(operation, until=HOUR):
        assert queries.opening_of(operation.claimed_host) == operation
        assert runner.see_through(operation.uuid, patience=HOUR) == "done"

    assert queries.opening_of(operation.claimed_host) is None


@pytest.mark.fault("F46")
def test_who_comes_second_waits_no_longer_than_it_has_patience(operation: Operation) -> None:
    with somebody_at(operation, until=HOUR):
        assert runner.see_through(operation.uuid, patience=-HOUR) == "running"


@pytest.mark.fault("F38")
def test_a_dead_workers_operation_can_be_taken_at_once(operation: Operation) -> None:
    with somebody_at(operation, until=HOUR):
        pass  # its connection is gone now, its lease still runs for an hour

    lease = leases.take(operation.uuid)

    assert lease
    assert lease.fence == 8


@pytest.mark.fault("F42")
def test_an_operation_of_a_lost_machine_can_be_taken_when_its_lease_ends(operation: Operation) -> None:
    with somebody_at(operation, until=-HOUR) as session:
        lease = leases.take(operation.uuid)

        with pytest.raises(psycopg.OperationalError):  # and whoever had it does nothing more
            session.execute("SELECT 1")
    assert lease
    assert lease.session is not None
    assert not is_free(operation)


@pytest.mark.fault("F42")
@pytest.mark.parametrize(("until", "is_taken"), [(-HOUR, True), (HOUR, False)])
def test_who_keeps_the_row_of_an_operation_is_ended_when_its_lease_ends_and_not_before(
    operation: Operation, until: datetime.timedelta, is_taken: bool
) -> None:
    with somebody_at(operation, until=until) as session:
        session.execute("BEGIN")
        session.execute("SELECT 1 FROM lifecycle_operation WHERE id = %s FOR UPDATE", [operation.pk])

        assert bool(leases.take(operation.uuid)) is is_taken
        session.close()


@pytest.mark.fault("F42")
def test_where_the_other_session_cannot_be_ended_the_fence_alone_protects(
    operation: Operation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(leases, "END_HOLDER", "SELECT 1 / 0, %s, %s, %s")  # as where it has another login
    with somebody_at(operation, until=-HOUR):
        lease = leases.take(operation.uuid)
        assert lease
        assert (lease.session, lease.fence) == (None, 8)
    leases.renew(lease)

    assert not is_free(operation)


def test_a_new_connection_takes_the_lock_again(operation: Operation) -> None:
    lease = leases.take(operation.uuid)
    assert lease
    sessions.end_ours()
    leases.renew(lease)

    assert not is_free(operation)


@pytest.mark.fault("F42")
def test_whoever_was_overtaken_writes_nothing_more(operation: Operation) -> None:
    lease = leases.take(operation.uuid)
    assert lease
    step = journal.remaining(lease)[0]
    journal.begin(lease, step)
    Operation.objects.filter(pk=operation.pk).update(fence=lease.fence + 1)

    for write in (
        lambda: journal.begin(lease, step),
        lambda: journal.finish(lease, step),
        lambda: journal.fail(lease, step, "Kapot.", for_good=True),
        lambda: journal.complete(lease),
    ):
        with pytest.raises(LeaseLostError), transaction.atomic():
            write()
    leases.release(lease)

    found = queries.operation(operation.uuid)
    assert (found.state, found.lease_owner != "", queries.steps(found)[0].attempts) == ("running", True, 1)


def test_a_released_operation_can_be_taken_by_another(operation: Operation) -> None:
    lease = leases.take(operation.uuid)
    assert lease
    leases.release(lease)

    assert is_free(operation)
    assert Operation.objects.get(pk=operation.pk).lease_until is None


@pytest.mark.parametrize("state", ["done", "failed"])
def test_what_is_finished_cannot_be_taken(operation: Operation, state: str) -> None:
    Operation.objects.filter(pk=operation.pk).update(state=state)

    assert leases.take(operation.uuid) is None


def test_what_is_not_due_cannot_be_taken(operation: Operation) -> None:
    Operation.objects.filter(pk=operation.pk).update(due_at=Now() + HOUR)

    assert leases.take(operation.uuid) is None
    assert operation.uuid not in queries.waiting()


def test_only_what_nobody_is_at_waits(operation: Operation) -> None:
    Operation.objects.filter(pk=operation.pk).update(queued_at=None)

    with somebody_at(operation, until=HOUR):
        assert operation.uuid not in queries.waiting()
    assert operation.uuid in queries.waiting()


def test_what_somebody_had_on_a_lost_machine_waits(operation: Operation) -> None:
    Operation.objects.filter(pk=operation.pk).update(queued_at=None)

    with somebody_at(operation, until=-HOUR):
        assert operation.uuid in queries.waiting()


def test_what_was_queued_long_ago_waits_again(operation: Operation) -> None:
    assert operation.uuid not in queries.waiting()

    Operation.objects.filter(pk=operation.pk).update(queued_at=Now() - HOUR)

    assert operation.uuid in queries.waiting()


def test_openings_are_asked_for_one_at_a_time() -> None:
    """Or two look-alikes, asked for at the same time, would both pass."""
    with sessions.another() as other, other.transaction():
        other.execute("SELECT pg_advisory_xact_lock(%s)", [requesting.ONE_REQUEST_AT_A_TIME])
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '50ms'")
        with pytest.raises(OperationalError, match="lock timeout"):
            operations.request_opening(plan(), by=OPERATOR)
