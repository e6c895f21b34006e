"""Running an operation: to the end, on after a failure, and no further when it was overtaken."""

import threading
import uuid
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.db.models.functions import Now

from integrations.errors import Reason
from provisioning.lifecycle import journal, operations, queries, runner, tasks
from provisioning.lifecycle.models import CompiledSchema, Operation, Step
from provisioning.lifecycle.types import StepRow
from tenants import directory, entry
from tenants.audit.models import AuditRecord
from tenants.errors import CrowdedError
from tenants.types import State
from tests.provisioning.lifecycle import sessions, stand_ins
from tests.provisioning.lifecycle.plans import OPERATOR, plan

pytestmark = pytest.mark.usefixtures("committing")
HERE = "tests.provisioning.lifecycle.test_runner"
during: list[Callable[[], None]] = []
"""What happens in the middle of the step `content`."""


def fill(plan: Mapping[str, Any]) -> None:
    stand_ins.fill(plan)
    for happens in during:
        happens()


@pytest.fixture
def operation(committing: None, settings: Any) -> Any:
    settings.TENANT_SEEDS = [f"{HERE}.fill"]
    yield operations.request_opening(plan(), by=OPERATOR)
    during.clear()


def run(operation: Operation) -> Operation:
    Operation.objects.filter(pk=operation.pk).update(due_at=Now())
    assert runner.run(operation.uuid)
    return queries.operation(operation.uuid)


def step(operation: Operation, key: str) -> StepRow:
    return next(step for step in queries.steps(queries.operation(operation.uuid)) if step.key == key)


def fail(error: Exception) -> None:
    def happens() -> None:
        raise error

    during.append(happens)


def rows_inside(operation: Operation) -> int:
    tenant = Operation.objects.get(pk=operation.pk).tenant
    assert tenant
    ref = directory.by_uuid(tenant)
    assert ref
    with entry.enter(ref):
        return AuditRecord.objects.filter(action="test.filled").count()


@pytest.mark.covers("C-021")
def test_an_opening_runs_until_the_portal_serves(operation: Operation) -> None:
    found = run(operation)

    tenant = directory.by_host(operation.claimed_host)
    assert tenant
    assert (found.state, found.lease_owner, tenant.state) == ("done", "", State.TRIAL)
    assert all(step.duration is not None for step in queries.steps(found))
    assert rows_inside(operation) == 1


def test_the_home_page_is_asked_for_once_while_the_administrator_is_invited(
    operation: Operation, settings: Any
) -> None:
    settings.SMOKE_CALLER, settings.TENANT_INVITER = f"{HERE}.fetch_beside", f"{HERE}.invite_beside"
    asked_beside.clear()
    invited_beside.clear()

    assert run(operation).state == "done"
    assert asked_beside == [operation.claimed_host]


asked_beside: list[str] = []
invited_beside = threading.Event()


def fetch_beside(*, url: str, host: str, headers: Mapping[str, str], timeout: float) -> int:
    """Answer once the administrator is invited: one after the other this would never come."""
    asked_beside.append(host)
    return 200 if invited_beside.wait(timeout) else 500


def invite_beside(*, email: str, by: Any) -> None:
    stand_ins.invite(email=email, by=by)
    invited_beside.set()


def test_what_cannot_be_begun_ahead_runs_in_its_turn(
    operation: Operation, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crowded(_call: object) -> None:
        raise CrowdedError

    monkeypatch.setattr("tenants.parallel.begin", crowded)

    assert run(operation).state == "done"
    assert step(operation, "smoke").attempts == 1


def test_a_step_that_only_another_release_knows_waits_and_those_before_it_are_done(
    operation: Operation,
) -> None:
    Step.objects.filter(operation=operation, key="trial").update(key="of_tomorrow")

    found = run(operation)

    states = dict(Step.objects.filter(operation=operation).values_list("key", "state"))
    assert (found.state, states["smoke"], states["of_tomorrow"]) == ("running", "done", "waiting")


@pytest.mark.parametrize(("most", "stays"), [(1, False), (10, True)])
def test_a_database_session_serves_so_many_operations(
    operation: Operation, monkeypatch: pytest.MonkeyPatch, most: int, stays: bool
) -> None:
    """It gets slower with each schema that is filled in it: PostgreSQL keeps a plan for each foreign key."""
    monkeypatch.setattr("provisioning.lifecycle.sessions.MOST", most)
    monkeypatch.setattr(connection, "operations_run", 0, raising=False)
    before = database_session()

    run(operation)

    assert (database_session() == before) is stays


def database_session() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return int(cursor.fetchone()[0])


def test_what_is_done_is_not_run_again(operation: Operation) -> None:
    run(operation)

    assert not runner.run(operation.uuid)
    assert not runner.run(uuid.uuid4())


def test_a_step_that_fails_is_tried_again_after_a_pause(operation: Operation, sent: list[Any]) -> None:
    fail(ZeroDivisionError())
    found = run(operation)

    assert (found.state, step(operation, "content").state, rows_inside(operation)) == (
        "running",
        "waiting",
        0,
    )
    assert found.due_at > found.created_at
    assert sent[-1][1:] == ([str(operation.uuid)], journal.PAUSES[0].total_seconds())
    assert not runner.run(operation.uuid)  # it is not due

    during.clear()
    assert run(operation).state == "done"
    assert step(operation, "content").attempts == 2


def test_after_three_failures_it_waits_for_an_operator(operation: Operation) -> None:
    fail(ZeroDivisionError("a@b.nl"))
    for _attempt in range(journal.MOST_FAILURES):
        found = run(operation)

    failed = step(operation, "content")
    assert (found.state, failed.state, failed.attempts) == ("failed", "failed", 3)
    assert "ZeroDivisionError" in failed.error
    assert "a@b.nl" not in failed.error
    assert found.finished_at

    during.clear()
    operations.retry(found, by=OPERATOR)
    assert run(operation).state == "done"


@pytest.mark.attack("P09")
@pytest.mark.parametrize(
    ("error", "text"),
    [
        (OperationalError("secret"), "database was niet bereikbaar"),
        (CompiledSchema.DoesNotExist(), "manage.py compile_schema"),
        (KeyError("secret"), "KeyError"),
    ],
)
def test_an_error_tells_what_to_do(operation: Operation, error: Exception, text: str) -> None:
    fail(error)
    run(operation)

    assert text in step(operation, "content").error
    assert "secret" not in step(operation, "content").error


def test_an_error_that_the_database_makes_is_named(operation: Operation) -> None:
    during.append(lambda: AuditRecord.objects.create(action="x" * 500))
    run(operation)

    assert "StringDataRightTruncation" in step(operation, "content").error
    assert rows_inside(operation) == 0


@pytest.mark.parametrize(
    ("answer", "text"), [(500, "status 500"), (302, "status 302"), (Reason.NOBODY_LISTENS, "niet bereikbaar")]
)
def test_a_portal_that_does_not_answer_well_is_not_opened(
    operation: Operation, answer: int | Reason, text: str
) -> None:
    stand_ins.answers.append(answer)
    run(operation)

    tenant = directory.by_host(operation.claimed_host)
    assert tenant
    assert tenant.state is State.PROVISIONING
    assert text in step(operation, "smoke").error


@pytest.mark.fault("F42")
def test_a_worker_that_was_overtaken_leaves_nothing_of_its_step(operation: Operation) -> None:
    def overtake() -> None:
        with sessions.another() as other:
            other.execute("UPDATE public.lifecycle_operation SET fence = 99 WHERE id = %s", [operation.pk])

    during.append(overtake)
    found = run(operation)

    assert (found.state, found.fence, step(operation, "content").state) == ("running", 99, "running")
    assert rows_inside(operation) == 0


@pytest.mark.fault("F29")
def test_a_step_whose_session_is_ended_is_tried_again(operation: Operation) -> None:
    during.append(sessions.have_ours_ended)
    found = run(operation)

    assert (found.state, rows_inside(operation)) == ("running", 0)
    assert "database was niet bereikbaar" in step(operation, "content").error
    during.clear()
    assert run(operation).state == "done"


@pytest.mark.fault("F40")
def test_a_step_that_kills_every_worker_is_given_up(operation: Operation) -> None:
    killed = {"state": "running", "attempts": journal.MOST_DEATHS, "failures": 0}
    Step.objects.filter(operation=operation.pk, key="content").update(**killed)

    found = run(operation)

    assert found.state == "failed"
    assert "telkens gestopt" in step(operation, "content").error


def test_a_host_that_was_taken_meanwhile_fails_with_a_reason(operation: Operation) -> None:
    other = operations.request_opening(plan(), by=OPERATOR)
    Operation.objects.filter(pk=other.pk).update(claimed_host="", parameters=operation.parameters)
    run(operation)

    run(other)

    assert "van een andere gemeente" in step(other, "directory").error
    assert Operation.objects.get(pk=other.pk).tenant is None


def test_a_worker_takes_what_its_message_names(operation: Operation) -> None:
    tasks.run_operation(str(operation.uuid))

    assert queries.operation(operation.uuid).state == "done"


@pytest.mark.fault("F38")
def test_beat_queues_what_a_dead_worker_left(operation: Operation, sent: list[Any]) -> None:
    Operation.objects.filter(pk=operation.pk).update(state="running", queued_at=None)
    sent.clear()

    tasks.resume_operations()
    tasks.resume_operations()

    assert [arguments for _name, arguments, _countdown in sent].count([str(operation.uuid)]) == 1
