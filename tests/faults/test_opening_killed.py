"""A worker killed with -9 at three random moments in each step: resumed, the end is the same (fault F45)."""

import random
import uuid
from typing import Any

import pytest
from django.db.models import Value
from django.db.models.functions import Concat

from provisioning.lifecycle import leases, operations, queries, steps
from provisioning.lifecycle.models import CompiledSchema
from provisioning.lifecycle.types import OpeningPlan, StepState
from tenants.models import Tenant
from tenants.types import State
from tests.faults.workers import Worker
from tests.provisioning.lifecycle import end_state, plans, sessions

pytestmark = [pytest.mark.heavy, pytest.mark.usefixtures("own_database")]
MOMENTS = 3
BLUEPRINT: dict[str, Any] = {"version": 1, "products": {"paspoort": {}, "grofvuil": {}}}
GATE = (7, 7)
WAITS = "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND (classid, objid) = (%s, %s)"


@pytest.fixture(autouse=True)
def _nobody_else(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("celery.Celery.send_task", lambda *_args, **_options: None)


def request() -> uuid.UUID:
    plan: OpeningPlan = plans.plan(blueprint=BLUEPRINT)
    return operations.request_opening(plan, by=plans.OPERATOR).uuid


def serves_only_when_built(operation: uuid.UUID) -> bool:
    found = queries.operation(operation)
    tenant = Tenant.objects.filter(uuid=found.tenant).first()
    built = {step.state for step in queries.steps(found) if step.key != "trial"} == {StepState.DONE}
    return built or tenant is None or tenant.state == State.PROVISIONING


def troubles(operation: uuid.UUID) -> list[tuple[str, str]]:
    return [(step.key, step.error) for step in queries.steps(queries.operation(operation)) if step.error]


@pytest.mark.covers("C-021")
@pytest.mark.fault("F38")
@pytest.mark.fault("F45")
def test_killed_at_three_random_moments_in_each_step_an_opening_ends_the_same(worker: Worker) -> None:
    undisturbed, operation = request(), request()
    counts = worker.run(undisturbed)

    for step in steps.OPENING:
        for moment in sorted(random.sample(range(counts[step.key]), k=MOMENTS)):  # seeded by pytest-randomly
            process = worker.start(operation=str(operation), step=step.key, moment=moment)
            assert worker.hear() == {"stopped": process}, (step.key, moment, troubles(operation))
            worker.kill(process)
            assert serves_only_when_built(operation), (step.key, moment)
    worker.run(operation)

    assert end_state.of(operation) == end_state.of(undisturbed)


@pytest.mark.fault("F45")
def test_while_the_server_still_builds_for_a_killed_worker_nobody_else_starts(worker: Worker) -> None:
    operation = request()
    gate = Value(f"SELECT pg_advisory_xact_lock{GATE};")
    CompiledSchema.objects.update(text=Concat("text", gate))
    with sessions.another() as keeper:
        keeper.execute(f"SELECT pg_advisory_lock{GATE}")
        process = worker.start(operation=str(operation))
        sessions.until(WAITS, *GATE)
        worker.kill(process)

        assert leases.take(operation) is None

    worker.run(operation)
    found = queries.operation(operation)
    assert (found.state, [step.attempts for step in queries.steps(found)][:4]) == ("done", [1, 1, 2, 1])
