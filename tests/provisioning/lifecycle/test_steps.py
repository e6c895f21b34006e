"""Every step may be run again, at any time, and changes nothing then (requirement C-021)."""

from typing import Any

import pytest
from django.contrib.sites.models import Site
from django.db import connection

from provisioning.lifecycle import operations, runner, schema, steps
from provisioning.lifecycle.errors import RefusedError, StepError
from provisioning.lifecycle.models import CompiledSchema, Operation
from provisioning.lifecycle.operations.domains import CertificateChoice
from provisioning.lifecycle.types import OperationKind
from tenants import directory, entry
from tenants.models import OperatorRecord, Tenant
from tenants.types import TenantRef
from tests.provisioning.lifecycle import end_state
from tests.provisioning.lifecycle.plans import OPERATOR, plan

pytestmark = pytest.mark.usefixtures("committing")


@pytest.fixture
def opened(alpha_and_beta: None, committing: None) -> Operation:
    operation = operations.request_opening(plan(features=("alpha", "beta")), by=OPERATOR)
    assert runner.run(operation.uuid)
    return Operation.objects.get(pk=operation.pk)


@pytest.fixture
def requested(committing: None) -> Operation:
    return operations.request_opening(plan(), by=OPERATOR)


@pytest.fixture
def requested_with_own_host(committing: None) -> Operation:
    return operations.request_opening(plan(own_hosts=("mijn.proefdorp.nl",)), by=OPERATOR)


def tenant(operation: Operation) -> Tenant:
    return Tenant.objects.get(uuid=operation.tenant)


@pytest.mark.covers("C-021")
def test_running_every_step_again_changes_nothing(opened: Operation) -> None:
    before = end_state.of(opened.uuid)

    for kind in steps.OPENING:
        with entry.enter(tenant(opened).ref()) if kind.inside else entry.outside():
            kind.run(opened)

    assert end_state.of(opened.uuid) == before


@pytest.mark.covers("C-020", "C-032")
def test_a_host_of_the_municipalitys_own_is_kept_for_it_and_serves_nobody_until_it_is_proven(
    requested_with_own_host: Operation, zonnedam: TenantRef
) -> None:
    operation = requested_with_own_host
    with pytest.raises(RefusedError):  # from the moment that it is asked for
        operations.request_opening(plan(own_hosts=("mijn.proefdorp.nl",)), by=OPERATOR)

    runner.run(operation.uuid)

    domain = tenant(Operation.objects.get(pk=operation.pk)).domains.get(is_primary=False)
    assert (domain.domain, domain.proven_at, domain.certificate) == ("mijn.proefdorp.nl", None, "own")
    assert domain.proof_token == operation.parameters["proofs"]["mijn.proefdorp.nl"]
    assert directory.by_host("mijn.proefdorp.nl") is None
    assert OperatorRecord.objects.get(action="domain.added").target == "mijn.proefdorp.nl"
    with pytest.raises(RefusedError):
        operations.request_domain(
            "mijn.proefdorp.nl", tenant=zonnedam.uuid, certificate=CertificateChoice("own"), by=OPERATOR
        )


def test_every_kind_of_operation_has_steps_with_titles() -> None:
    for kinds in steps.STEPS.values():
        assert len({kind.key for kind in kinds}) == len(kinds)
        assert all(str(kind.title) for kind in kinds)


def test_features_are_recorded_once_under_the_operators_name(opened: Operation) -> None:
    records = OperatorRecord.objects.filter(tenant=opened.tenant, action="feature.switched_on")

    assert sorted(records.values_list("target", "actor")) == [
        ("alpha", OPERATOR.name),
        ("beta", OPERATOR.name),
    ]


def test_the_site_of_the_tenant_has_its_own_key(opened: Operation) -> None:
    ref = tenant(opened).ref()
    with entry.enter(ref):
        assert list(Site.objects.values_list("pk", "domain")) == [(ref.site_pk, opened.claimed_host)]


def test_the_console_is_told_how_far_the_schema_is(opened: Operation) -> None:
    insight = tenant(opened).insights.get(topic="schema")

    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {tenant(opened).schema_name}.django_migrations")
        assert insight.data == {"migrations": cursor.fetchone()[0]}


def build(operation: Operation, *keys: str) -> Operation:
    for key in keys:
        steps.kind_of(OperationKind.OPEN, key).run(operation)
        operation.refresh_from_db()
    return operation


@pytest.mark.covers("T8")
def test_a_schema_is_complete_or_not_there(requested: Operation) -> None:
    build(requested, "directory", "role")
    compiled = CompiledSchema.objects.get(fingerprint=schema.fingerprint())
    text, compiled.text = compiled.text, f"{compiled.text} SELECT 1/0;"
    compiled.save()

    with pytest.raises(Exception, match="division by zero"):
        build(requested, "schema")
    compiled.text = text
    compiled.save()

    assert not schema.exists(tenant(requested).schema_name)
    build(requested, "schema")
    assert schema.exists(tenant(requested).schema_name)


def test_a_schema_of_another_make_is_refused(requested: Operation) -> None:
    build(requested, "directory", "role")
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE SCHEMA {tenant(requested).schema_name}")

    with pytest.raises(StepError, match="niet door een opening") as refused:
        build(requested, "schema")
    assert refused.value.permanent


def test_a_tenant_that_is_gone_is_told(requested: Operation) -> None:
    with pytest.raises(StepError, match="niet meer in de lijst") as refused:
        build(requested, "role")
    assert refused.value.permanent


def test_until_the_last_step_nobody_is_served(requested: Operation, settings: Any) -> None:
    build(requested, *(kind.key for kind in steps.OPENING if not kind.inside and kind.key != "trial"))
    ref = directory.by_host(requested.claimed_host)

    assert ref
    assert not ref.serves
