"""What the console reads: the journal."""

import datetime

import pytest
from django.db.models.functions import Now

from provisioning.lifecycle import operations, queries
from provisioning.lifecycle.models import Operation, Step
from tenants.types import TenantRef
from tests.provisioning.lifecycle.plans import OPERATOR, plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def operation() -> Operation:
    return operations.request_opening(plan(), by=OPERATOR)


def test_a_step_tells_its_title_and_how_long_it_took(operation: Operation) -> None:
    minute = datetime.timedelta(minutes=1)
    Step.objects.filter(operation=operation.pk, key="role").update(
        started_at=Now(), finished_at=Now() + minute
    )

    steps = {step.key: step for step in queries.steps(queries.operation(operation.uuid))}

    assert (steps["role"].title, steps["role"].duration) == ("Eigen databaserol maken", minute)
    assert steps["trial"].duration is None


def test_operations_of_a_tenant_are_found(operation: Operation, zonnedam: TenantRef) -> None:
    Operation.objects.filter(pk=operation.pk).update(tenant=zonnedam.uuid)

    assert [each.uuid for each in queries.for_tenant(zonnedam.uuid)] == [operation.uuid]


def test_what_is_done_does_not_run(operation: Operation) -> None:
    other = operations.request_opening(plan(), by=OPERATOR)
    Operation.objects.filter(pk=operation.pk).update(state="done")

    assert [each.uuid for each in queries.running()] == [other.uuid]
