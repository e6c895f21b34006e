"""Asking for changes: stored whole or not at all, recorded, and queued once that is committed."""

import uuid
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from kombu.exceptions import OperationalError

from provisioning.lifecycle import journal, leases, operations, queries
from provisioning.lifecycle.errors import RefusedError
from provisioning.lifecycle.models import Operation
from provisioning.lifecycle.types import OperationState, StepState
from tenants.models import OperatorRecord, Tenant
from tenants.types import TenantRef
from tests.provisioning.lifecycle.plans import OPERATOR, plan

pytestmark = pytest.mark.django_db
STEPS = "directory role schema keys site content features administrator release smoke trial"
RUN = "provisioning.lifecycle.tasks.run_operation"


def test_an_opening_is_stored_with_its_steps() -> None:
    wanted = plan(host=" Duinstad.localhost", name="Duinstad")

    found = queries.operation(operations.request_opening(wanted, by=OPERATOR).uuid)

    assert (found.state, found.claimed_host, found.requested_by) == (
        "requested",
        "duinstad.localhost",
        OPERATOR.name,
    )
    assert found.parameters["administrator"] == wanted.administrator
    assert " ".join(step.key for step in queries.steps(found)) == STEPS
    assert {step.state for step in queries.steps(found)} == {StepState.WAITING}


def test_an_opening_is_queued_once_it_is_committed(
    sent: list[Any], django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        operation = operations.request_opening(plan(), by=OPERATOR)
        assert sent == []

    assert sent == [(RUN, [str(operation.uuid)], None)]
    assert operation.uuid not in queries.waiting()


@pytest.mark.fault("F26")
def test_an_opening_waits_when_the_queue_is_away(
    monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    def away(*_args: Any, **_options: Any) -> None:
        raise OperationalError("away")

    monkeypatch.setattr("celery.Celery.send_task", away)
    with django_capture_on_commit_callbacks(execute=True):
        operation = operations.request_opening(plan(), by=OPERATOR)

    assert operation.uuid in queries.waiting()


def test_an_opening_is_recorded_without_the_administrators_address() -> None:
    operation = operations.request_opening(plan(), by=OPERATOR)

    record = OperatorRecord.objects.get(action="tenant.opening_requested", target=operation.claimed_host)
    assert (record.actor, record.origin) == (OPERATOR.name, OPERATOR.origin)
    assert operation.parameters["administrator"] not in str(record.details)


def test_a_refused_plan_leaves_nothing() -> None:
    with pytest.raises(RefusedError) as refused:
        operations.request_opening(plan(name="", host="console.localhost"), by=OPERATOR)

    assert set(refused.value.reasons) == {"name", "host"}
    assert not Operation.objects.exists()
    assert not OperatorRecord.objects.filter(action="tenant.opening_requested").exists()


def test_what_a_municipality_has_is_taken(zonnedam: TenantRef) -> None:
    with pytest.raises(RefusedError) as refused:
        operations.request_opening(plan(name="Zonnedam", host="zonnedam.localhost"), by=OPERATOR)

    assert set(refused.value.reasons) == {"name", "host"}


def test_what_an_unfinished_opening_has_claimed_is_taken() -> None:
    first = plan(kind="production", cbs_code="0014")
    operations.request_opening(first, by=OPERATOR)

    with pytest.raises(RefusedError) as refused:
        operations.request_opening(first, by=OPERATOR)

    assert set(refused.value.reasons) == {"name", "host", "cbs_code"}


def test_a_sandbox_claims_no_cbs_code() -> None:
    operations.request_opening(plan(cbs_code="0014"), by=OPERATOR)

    assert (
        operations.request_opening(plan(kind="production", cbs_code="0014"), by=OPERATOR).claimed_cbs_code
        == "0014"
    )


@pytest.mark.parametrize("claim", ["claimed_host", "claimed_cbs_code"])
def test_the_database_itself_lets_two_unfinished_operations_claim_nothing_twice(claim: str) -> None:
    values = {"kind": "open", "requested_by": "x", "requested_by_kind": "system", claim: "0014"}
    Operation.objects.create(**values, state="done")
    Operation.objects.create(**values, state="failed")

    with pytest.raises(IntegrityError), transaction.atomic():
        Operation.objects.create(**values)


def fail_for_good(operation: Operation) -> None:
    lease = leases.take(operation.uuid)
    assert lease
    step = journal.remaining(lease)[0]
    journal.begin(lease, step)
    journal.fail(lease, step, "Kapot.", for_good=True)
    leases.release(lease)


def test_a_failed_operation_can_be_tried_again(
    sent: list[Any], django_capture_on_commit_callbacks: Any
) -> None:
    operation = operations.request_opening(plan(), by=OPERATOR)
    fail_for_good(operation)

    with django_capture_on_commit_callbacks(execute=True):
        operations.retry(operation, by=OPERATOR)

    found = queries.operation(operation.uuid)
    assert (found.state, queries.steps(found)[0].state, queries.steps(found)[0].error) == (
        "requested",
        "waiting",
        "",
    )
    assert sent[-1] == (RUN, [str(operation.uuid)], None)
    assert (
        OperatorRecord.objects.filter(action="operation.retried", target=operation.claimed_host).count() == 1
    )


def test_only_a_failed_operation_can_be_tried_again() -> None:
    operation = operations.request_opening(plan(), by=OPERATOR)

    with pytest.raises(RefusedError) as refused:
        operations.retry(operation, by=OPERATOR)

    assert "niet mislukt" in refused.value.reasons["operation"][0]


def test_two_operators_who_try_again_do_it_once() -> None:
    operation = operations.request_opening(plan(), by=OPERATOR)
    fail_for_good(operation)
    operations.retry(operation, by=OPERATOR)

    with pytest.raises(RefusedError):
        operations.retry(operation, by=OPERATOR)

    assert queries.operation(operation.uuid).state == OperationState.REQUESTED


@pytest.fixture
def bare(zonnedam: TenantRef) -> Tenant:
    tenant = Tenant.objects.get(uuid=zonnedam.uuid)
    tenant.feature_switches.all().delete()
    return tenant


def switch(tenant: Tenant, feature: str, *, on: bool) -> None:
    operations.switch_feature(tenant=tenant.uuid, feature=feature, on=on, by=OPERATOR)


@pytest.mark.covers("C-030")
@pytest.mark.usefixtures("alpha_and_beta")
def test_a_feature_is_switched_on_and_off(bare: Tenant) -> None:
    switch(bare, "alpha", on=True)
    switch(bare, "beta", on=True)
    switch(bare, "beta", on=False)

    assert dict(bare.feature_switches.values_list("feature", "is_on")) == {"alpha": True, "beta": False}


@pytest.mark.covers("C-030")
@pytest.mark.usefixtures("alpha_and_beta")
@pytest.mark.parametrize(
    ("on_before", "feature", "on", "why"),
    [
        ([], "beta", True, "“Bèta” werkt alleen samen met “Alfa”. Zet dat eerst aan."),
        (["alpha", "beta"], "alpha", False, "Zet “Bèta” eerst uit."),
        ([], "gamma", True, "“gamma” bestaat niet"),
        ([], "always", False, "hoort bij elk portaal"),
    ],
)
def test_a_switch_that_others_need_is_refused(
    bare: Tenant, on_before: list[str], feature: str, on: bool, why: str
) -> None:
    for each in on_before:
        switch(bare, each, on=True)

    with pytest.raises(RefusedError) as refused:
        switch(bare, feature, on=on)

    assert why in refused.value.reasons["feature"][0]
    assert sorted(bare.feature_switches.filter(is_on=True).values_list("feature", flat=True)) == on_before


@pytest.mark.usefixtures("alpha_and_beta")
def test_switching_what_is_so_already_records_nothing(bare: Tenant) -> None:
    switch(bare, "alpha", on=True)
    switch(bare, "alpha", on=True)

    assert OperatorRecord.objects.filter(tenant=bare.uuid, action="feature.switched_on").count() == 1


def test_a_feature_of_nobody_is_refused() -> None:
    with pytest.raises(RefusedError) as refused:
        operations.switch_feature(tenant=uuid.uuid4(), feature="alpha", on=True, by=OPERATOR)

    assert list(refused.value.reasons) == ["tenant"]
