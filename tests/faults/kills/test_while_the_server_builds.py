"""A worker is killed, and the database still works on what it was told last (fault F45)."""

import uuid
from typing import Any

import pytest
from django.db.models import Value
from django.db.models.functions import Concat

from provisioning.lifecycle import leases, operations, queries
from provisioning.lifecycle.models import CompiledSchema
from provisioning.lifecycle.types import OpeningPlan
from tests.faults.kills.workers import Worker
from tests.provisioning.lifecycle import plans, sessions

pytestmark = pytest.mark.usefixtures("own_database")
BLUEPRINT: dict[str, Any] = {"version": 1, "products": {"paspoort": {}, "grofvuil": {}}}
GATE = (7, 7)
WAITS = "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND (classid, objid) = (%s, %s)"


@pytest.fixture(autouse=True)
def _nobody_else(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("celery.Celery.send_task", lambda *_args, **_options: None)


def request() -> uuid.UUID:
    plan: OpeningPlan = plans.plan(blueprint=BLUEPRINT)
    return operations.request_opening(plan, by=plans.OPERATOR).uuid


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
