"""Killed with -9 at any statement, who asks at many municipalities leaves a ledger that the next ends (fault F45)."""

import random
from collections.abc import Callable, Iterable

import pytest

from provisioning.lifecycle import operations
from provisioning.lifecycle.bulk import asking, queries
from provisioning.lifecycle.bulk.models import Bulk
from provisioning.lifecycle.bulk.types import BulkKind
from provisioning.lifecycle.models import Operation
from tenants.models import Tenant
from tenants.types import State
from tests.faults.kills.workers import Worker
from tests.provisioning.lifecycle import plans
from tests.provisioning.lifecycle.empty_towns import many

pytestmark = [
    pytest.mark.fault("F37", "F45"),
    pytest.mark.covers("C-039"),
    pytest.mark.usefixtures("own_database"),
]
TOWNS = 3
EXPECTED = [("00", "running", 1), ("01", "refused", 1), ("02", "running", 1)]
"""Municipality, outcome, operations."""


@pytest.fixture(autouse=True)
def _nobody_else(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("celery.Celery.send_task", lambda *_args, **_options: None)


def resume(name: str) -> Bulk:
    """Ask to resume a few municipalities, one of which refuses: something else goes on there."""
    towns = many(TOWNS, name)
    Tenant.objects.filter(uuid__in=[town.uuid for town in towns]).update(state=State.SUSPENDED.value)
    operations.request_resumption(tenant=towns[1].uuid, by=plans.OPERATOR)
    return asking.request_bulk(BulkKind.RESUME, towns, by=plans.OPERATOR)


def ending(bulk: Bulk) -> list[tuple[str, str, int]]:
    """Tell what stands in the ledger of each municipality, and how many operations it has."""
    items = queries.bulk(bulk.uuid).items
    return [
        (item.name[-2:], item.outcome.value, Operation.objects.filter(tenant=item.tenant).count())
        for item in items
    ]


def killed_at(worker: Worker, moments: Iterable[int]) -> int:
    """Kill whoever asks at each of these statements, each time at other municipalities; answers how often."""
    kills = 0
    for moment in moments:
        bulk = resume(f"Dood{moment}")
        process = worker.start(bulk=str(bulk.uuid), step="asking", moment=moment)
        assert worker.hear() == {"stopped": process}
        worker.kill(process)
        kills += 1

        worker.run_bulk(bulk.uuid)

        assert ending(bulk) == EXPECTED, moment
    return kills


def statements(worker: Worker) -> int:
    """Count what asking takes when nobody is killed."""
    bulk = resume("Rustig")
    count = worker.run_bulk(bulk.uuid)
    assert ending(bulk) == EXPECTED
    return count


def test_killed_at_a_few_statements_it_asks_at_each_municipality_once(worker: Worker) -> None:
    assert killed_at(worker, random.sample(range(statements(worker)), k=3)) == 3


@pytest.mark.long
def test_killed_at_every_statement_it_asks_at_each_municipality_once(
    worker: Worker, record_property: Callable[[str, object], None]
) -> None:
    kills = killed_at(worker, range(statements(worker)))

    record_property("killed", ("bulk", kills))
