"""Messages that kill, come twice, too late or in another order, and workers that meet at one operation (F40 to F46).

A message of lifecycle holds nothing but the UUID of an operation; what is to be done stands in the journal.
"""

import datetime
import random
import uuid
from collections.abc import Iterator

import pytest
from django.db.models.functions import Now
from structlog.testing import capture_logs

from provisioning.lifecycle import leases, operations, queries, runner, tasks
from provisioning.lifecycle.models import Operation
from provisioning.lifecycle.types import OperationState
from tenants.models import OperatorRecord, Tenant
from tenants.types import State
from tests import municipalities
from tests.faults.kills.workers import Worker
from tests.provisioning.lifecycle import plans, sessions

pytestmark = [pytest.mark.servers, pytest.mark.usefixtures("own_database")]
HALFWAY = 4
"""Statements into a step: it has begun, and nothing of it is committed."""


@pytest.fixture(autouse=True)
def _nobody_else(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("celery.Celery.send_task", lambda *_args, **_options: None)


@pytest.fixture
def second(own_database: str) -> Iterator[Worker]:
    """Another worker beside the first."""
    worker = Worker(own_database)
    yield worker
    worker.process.kill()
    worker.process.communicate()


def suspension(identity: uuid.UUID = municipalities.ZONNEDAM) -> uuid.UUID:
    return operations.request_suspension(tenant=identity, by=plans.OPERATOR, why="Storing").uuid


def resumption(identity: uuid.UUID = municipalities.ZONNEDAM) -> uuid.UUID:
    return operations.request_resumption(tenant=identity, by=plans.OPERATOR).uuid


def state_of(identity: uuid.UUID = municipalities.ZONNEDAM) -> State:
    return State(Tenant.objects.values_list("state", flat=True).get(uuid=identity))


def records(action: str) -> int:
    return OperatorRecord.objects.filter(action=action, tenant=municipalities.ZONNEDAM).count()


@pytest.mark.fault("F40")
def test_a_poison_message_is_a_dead_letter_after_three_and_the_queue_moves_on(worker: Worker) -> None:
    poison, behind = suspension(), suspension(municipalities.WATERRIJK)
    for _death in range(3):
        process = worker.start(operation=str(poison), step="suspend", moment=HALFWAY)
        assert worker.hear() == {"stopped": process}
        worker.kill(process)
        sessions.until("SELECT 1 WHERE NOT EXISTS (SELECT FROM pg_locks WHERE classid = %s)", leases.LOCKS)

    with capture_logs() as logs:
        for message in (poison, behind):
            tasks.run_operation(str(message))

    dead = queries.operation(poison)
    assert (dead.state, state_of()) == (OperationState.FAILED, State.LIVE)
    assert "telkens gestopt" in queries.steps(dead)[0].error
    assert queries.operation(behind).state == OperationState.DONE
    assert [each["log_level"] for each in logs if each["event"] == "lifecycle.operation_failed"] == ["error"]
    assert records("operation.failed") == 1
    assert poison not in queries.waiting()


@pytest.mark.fault("F40")
def test_a_dead_letter_that_is_tried_again_gets_three_new_lives(worker: Worker) -> None:
    operation = suspension()
    Operation.objects.filter(uuid=operation).update(state=OperationState.RUNNING.value)
    queries.operation(operation).steps.update(state="running", attempts=3, started_at=Now())
    tasks.run_operation(str(operation))
    assert queries.operation(operation).state == OperationState.FAILED

    operations.retry(queries.operation(operation), by=plans.OPERATOR)
    process = worker.start(operation=str(operation), step="suspend", moment=HALFWAY, forgiven=3)
    assert worker.hear() == {"stopped": process}
    worker.kill(process)
    worker.run(operation)

    assert (queries.operation(operation).state, state_of()) == (OperationState.DONE, State.SUSPENDED)


@pytest.mark.fault("F41")
def test_messages_that_come_twice_late_or_in_any_order_do_nothing_twice() -> None:
    told = [suspension()]
    tasks.run_operation(str(told[0]))
    told.append(resumption())
    tasks.run_operation(str(told[1]))
    days_old = datetime.timedelta(days=2)
    Operation.objects.update(created_at=Now() - days_old, queued_at=Now() - days_old)

    messages = told * 5
    random.shuffle(messages)  # seeded by pytest-randomly
    for message in messages:
        tasks.run_operation(str(message))

    assert state_of() == State.LIVE
    assert (records("tenant.suspended"), records("tenant.resumed")) == (1, 1)
    assert [step.attempts for each in told for step in queries.steps(queries.operation(each))] == [1, 1]


@pytest.mark.fault("F41")
def test_a_message_that_comes_before_its_time_changes_nothing() -> None:
    operation = suspension()
    Operation.objects.filter(uuid=operation).update(due_at=Now() + datetime.timedelta(hours=1))

    tasks.run_operation(str(operation))

    assert (queries.operation(operation).state, state_of()) == (OperationState.REQUESTED, State.LIVE)


@pytest.mark.fault("F41")
def test_an_old_message_of_an_operation_that_was_undone_does_not_redo_it() -> None:
    operation = suspension()
    operations.undo(queries.operation(operation), by=plans.OPERATOR)
    for _message in range(2):
        tasks.run_operation(str(operation))

    assert (queries.operation(operation).state, state_of()) == (OperationState.UNDONE, State.LIVE)
    assert records("tenant.suspended") == 0


@pytest.mark.fault("F41")
def test_a_message_of_nothing_is_nothing() -> None:
    tasks.run_operation(str(uuid.uuid4()))

    assert queries.running() == []


@pytest.mark.fault("F42")
def test_redelivered_while_a_worker_is_still_at_it_it_is_not_run(worker: Worker, second: Worker) -> None:
    operation = suspension()
    process = worker.start(operation=str(operation), step="suspend", moment=HALFWAY)
    assert worker.hear() == {"stopped": process}

    assert not second.take(operation)
    assert not runner.run(operation)

    assert queries.steps(queries.operation(operation))[0].attempts == 1
    worker.kill(process)


@pytest.mark.fault("F42")
@pytest.mark.parametrize("moment", [1, HALFWAY])
def test_past_its_lease_a_slow_worker_is_ended_before_another_begins(
    worker: Worker, second: Worker, moment: int
) -> None:
    """Also where the step has written to the row of its operation, and keeps it."""
    operation = suspension()
    process = worker.start(operation=str(operation), step="suspend", moment=moment, lease=-1)
    assert worker.hear() == {"stopped": process}

    assert second.take(operation)

    found = queries.operation(operation)
    assert (found.state, found.fence, state_of()) == (OperationState.DONE, 2, State.SUSPENDED)
    assert records("tenant.suspended") == 1
    sessions.until("SELECT 1 WHERE NOT EXISTS (SELECT FROM pg_locks WHERE classid = %s)", leases.LOCKS)
    worker.kill(process)


@pytest.mark.fault("F46")
def test_of_two_workers_that_come_at_once_one_wins(worker: Worker, second: Worker) -> None:
    for _round in range(5):
        for operation in (suspension(), None):
            operation = operation or resumption()
            for each in (worker, second):
                each.start(operation=str(operation), tries=1)
            took = [each.hear()["took"] for each in (worker, second)]
            for each in (worker, second):
                each.hear()

            assert sorted(took) == [False, True]
            assert queries.operation(operation).state == OperationState.DONE

    assert (records("tenant.suspended"), records("tenant.resumed")) == (5, 5)
