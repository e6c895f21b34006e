"""Hosts of a municipality's own: added, proven, made the primary one, given up (requirement C-032)."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.sites.models import Site
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from provisioning.lifecycle import operations, proofs, queries, resting, runner, steps, tasks
from provisioning.lifecycle.errors import RefusedError
from provisioning.lifecycle.models import Operation
from provisioning.lifecycle.operations import CertificateChoice
from provisioning.lifecycle.types import DomainChange, OperationKind, OperationState
from tenants import directory, entry
from tenants.models import Domain, OperatorRecord, ReleasedHost, Tenant
from tenants.types import TenantRef
from tests.provisioning.lifecycle import names
from tests.provisioning.lifecycle.names import dns  # noqa: F401 - a fixture
from tests.provisioning.lifecycle.plans import OPERATOR, plan

pytestmark = [pytest.mark.django_db, pytest.mark.covers("C-032"), pytest.mark.usefixtures("dns")]
HOST = "mijn.zonnedam.nl"
OWN = CertificateChoice("own")
LETTER = CertificateChoice("acme", "CISO, brief 2026-113", datetime.date(2026, 11, 20))
WHY = "Op verzoek van de gemeente"


def done(operation: Operation | None) -> Operation:
    assert operation is not None
    runner.run(operation.uuid)
    found = queries.operation(operation.uuid)
    assert found.state == OperationState.DONE, queries.steps(found)
    return found


def undone(operation: Operation) -> None:
    """Have it undone as if its last step had failed."""
    Operation.objects.filter(pk=operation.pk).update(state=OperationState.FAILED.value)
    operations.undo(operation, by=OPERATOR)
    runner.run(operation.uuid)
    assert queries.operation(operation.uuid).state == OperationState.UNDONE


def add(tenant: TenantRef, host: str = HOST, certificate: CertificateChoice = OWN) -> Operation | None:
    return operations.request_domain(host, tenant=tenant.uuid, certificate=certificate, by=OPERATOR, why=WHY)


def prove(tenant: TenantRef, host: str = HOST) -> Operation | None:
    names.texts[proofs.name_of(host)] = [row(host).proof_token]
    return operations.request_proof(host, tenant=tenant.uuid, by=OPERATOR)


def lead_to(tenant: TenantRef, host: str = HOST) -> Operation | None:
    return operations.request_primary(host, tenant=tenant.uuid, by=OPERATOR)


def remove(tenant: TenantRef, host: str = HOST) -> Operation | None:
    return operations.request_removal(host, tenant=tenant.uuid, by=OPERATOR)


def row(host: str = HOST) -> Domain:
    found: Domain = Domain.objects.select_related("tenant").get(domain=host)
    return found


@pytest.fixture
def added(zonnedam: TenantRef) -> TenantRef:
    done(add(zonnedam))
    return zonnedam


@pytest.fixture
def proven(added: TenantRef) -> TenantRef:
    done(prove(added))
    return added


@pytest.fixture
def moved(proven: TenantRef) -> TenantRef:
    done(lead_to(proven))
    return proven


def refused(ask: Callable[[], Any]) -> dict[str, list[str]]:
    with pytest.raises(RefusedError) as error:
        ask()
    return error.value.reasons


def test_a_host_serves_nothing_until_it_is_proven(added: TenantRef) -> None:
    assert directory.by_host(HOST) is None
    assert Client(headers={"host": HOST}).get("/").status_code == 404

    done(prove(added))

    found = directory.by_host(HOST)
    assert found
    assert found.uuid == added.uuid


def test_a_host_below_a_domain_of_the_platform_needs_no_proof(zonnedam: TenantRef) -> None:
    done(add(zonnedam, "zonneplein.localhost", CertificateChoice()))

    assert directory.by_host("zonneplein.localhost") is not None


@pytest.mark.parametrize(
    ("texts", "why"),
    [([], "nog geen TXT-record"), (["iets anders"], "iets anders"), (["x" * 40, ""], "iets anders")],
)
def test_without_the_right_text_nothing_is_proven_and_the_text_is_named(
    added: TenantRef, texts: list[str], why: str
) -> None:
    names.texts[f"_inwonerplein.{HOST}"] = texts

    (reason,) = refused(lambda: operations.request_proof(HOST, tenant=added.uuid, by=OPERATOR))["host"]

    assert why in reason
    assert f"_inwonerplein.{HOST}" in reason
    assert row().proof_token in reason
    assert row().proven_at is None


def test_a_dns_that_does_not_answer_proves_nothing(added: TenantRef) -> None:
    names.away.add(f"_inwonerplein.{HOST}")

    reasons = refused(lambda: operations.request_proof(HOST, tenant=added.uuid, by=OPERATOR))

    assert "geen bruikbaar antwoord" in reasons["host"][0]


def test_a_proof_of_before_does_not_count_when_a_host_is_added_again(proven: TenantRef) -> None:
    old = row().proof_token
    done(remove(proven))
    done(add(proven))

    assert row().proof_token != old
    assert names.texts[f"_inwonerplein.{HOST}"] == [old]
    assert (
        "iets anders"
        in refused(lambda: operations.request_proof(HOST, tenant=proven.uuid, by=OPERATOR))["host"][0]
    )


def test_a_proof_that_was_seen_before_the_host_was_added_again_is_not_taken(added: TenantRef) -> None:
    late = prove(added)
    assert late
    Domain.objects.filter(domain=HOST).update(proof_token="another")

    runner.run(late.uuid)

    assert (row().proven_at, queries.operation(late.uuid).state) == (None, OperationState.FAILED)


def test_the_primary_host_is_what_links_and_site_name(moved: TenantRef) -> None:
    found = directory.by_uuid(moved.uuid)

    assert found
    assert (found.primary_host, found.host) == (HOST, HOST)
    with entry.enter(found):
        assert Site.objects.get().domain == HOST


def test_an_unproven_host_does_not_become_the_primary_one(added: TenantRef) -> None:
    assert "nog niet bewezen" in refused(lambda: lead_to(added))["host"][0]


def test_the_database_knows_no_unproven_primary_host_and_no_second_one(added: TenantRef) -> None:
    for changes in (
        {"is_primary": True, "proven_at": None},
        {"is_primary": True, "proven_at": timezone.now()},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Domain.objects.filter(domain=HOST).update(**changes)


def test_the_primary_host_is_not_removed(moved: TenantRef) -> None:
    assert "hoofdadres" in refused(lambda: remove(moved))["host"][0]
    done(remove(moved, "zonnedam.localhost"))
    assert directory.by_host("zonnedam.localhost") is None


def test_a_host_that_was_given_up_goes_to_nobody_else_for_a_while(
    proven: TenantRef, waterrijk: TenantRef
) -> None:
    done(remove(proven))

    assert directory.by_host(HOST) is None
    assert "kort geleden" in refused(lambda: add(waterrijk))["host"][0]
    assert add(proven) is not None


def test_neither_does_one_below_a_domain_of_the_platform(moved: TenantRef, waterrijk: TenantRef) -> None:
    done(remove(moved, "zonnedam.localhost"))

    assert (
        "kort geleden"
        in refused(lambda: operations.request_opening(plan(host="zonnedam.localhost"), by=OPERATOR))["host"][
            0
        ]
    )
    assert (
        "kort geleden"
        in refused(lambda: add(waterrijk, "zonnedam.localhost", CertificateChoice()))["host"][0]
    )
    done(add(moved, "zonnedam.localhost", CertificateChoice()))


def test_after_its_rest_it_may_be_had(proven: TenantRef, waterrijk: TenantRef) -> None:
    done(remove(proven))
    ReleasedHost.objects.update(released_at=timezone.now() - resting.QUARANTINE)

    assert add(waterrijk) is not None


def test_one_that_never_served_needs_no_rest(added: TenantRef, waterrijk: TenantRef) -> None:
    done(remove(added))

    assert add(waterrijk) is not None


def test_what_is_so_already_is_no_operation(moved: TenantRef) -> None:
    assert add(moved) is None
    assert operations.request_proof(HOST, tenant=moved.uuid, by=OPERATOR) is None
    assert lead_to(moved) is None
    done(remove(moved, "zonnedam.localhost"))
    assert remove(moved, "zonnedam.localhost") is None


def test_a_host_of_another_is_nobodys_to_change(moved: TenantRef, waterrijk: TenantRef) -> None:
    for ask in (lead_to, remove):
        assert "niet van deze gemeente" in refused(lambda ask=ask: ask(waterrijk))["host"][0]  # type: ignore[misc]


@pytest.mark.parametrize("kind", ["", "platform"])
def test_a_host_of_its_own_needs_a_certificate_of_its_own(zonnedam: TenantRef, kind: str) -> None:
    assert "certificate" in refused(lambda: add(zonnedam, HOST, CertificateChoice(kind)))


@pytest.mark.parametrize(
    ("choice", "fields"),
    [
        (CertificateChoice("acme"), {"accepted_by", "accepted_on"}),
        (CertificateChoice("acme", "CISO, brief 2026-113"), {"accepted_on"}),
        (CertificateChoice("acme", " ", datetime.date(2026, 11, 20)), {"accepted_by"}),
        (CertificateChoice("acme", "CISO", datetime.date(2999, 1, 1)), {"accepted_on"}),
    ],
)
def test_a_dv_certificate_without_the_risk_accepted_in_writing_is_refused(
    zonnedam: TenantRef, choice: CertificateChoice, fields: set[str]
) -> None:
    assert set(refused(lambda: add(zonnedam, HOST, choice))) == fields


def test_with_it_who_and_when_are_kept_and_recorded(added: TenantRef) -> None:
    done(operations.request_certificate(HOST, tenant=added.uuid, certificate=LETTER, by=OPERATOR, why=WHY))

    found = row()
    assert (found.certificate, found.risk_accepted_by, found.risk_accepted_on) == (
        "acme",
        LETTER.accepted_by,
        LETTER.accepted_on,
    )
    record = OperatorRecord.objects.get(action="domain.certificate_changed")
    assert record.before["certificate"] == "own"
    assert record.after == {
        "certificate": "acme",
        "risk_accepted_by": LETTER.accepted_by,
        "risk_accepted_on": "2026-11-20",
    }
    assert operations.request_certificate(HOST, tenant=added.uuid, certificate=LETTER, by=OPERATOR) is None


def test_the_database_knows_no_dv_certificate_without_acceptance(added: TenantRef) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Domain.objects.filter(domain=HOST).update(certificate="acme")


def test_who_changed_hosts_and_why_is_recorded_with_before_and_after(moved: TenantRef) -> None:
    added = OperatorRecord.objects.get(action="domain.added", tenant=moved.uuid)
    assert (added.actor, added.target, added.why) == (OPERATOR.name, HOST, WHY)
    assert (added.before, added.after["host"]) == ({}, HOST)
    led = OperatorRecord.objects.get(action="domain.made_primary", tenant=moved.uuid)
    assert (led.before, led.after) == (
        {"primary": "zonnedam.localhost"},
        {"primary": HOST},
    )


def certify(tenant: TenantRef) -> Operation | None:
    return operations.request_certificate(HOST, tenant=tenant.uuid, certificate=LETTER, by=OPERATOR)


ASKS: dict[DomainChange, tuple[str, Callable[[TenantRef], Operation | None]]] = {
    DomainChange.ADD: ("zonnedam", add),
    DomainChange.PROVE: ("added", prove),
    DomainChange.CERTIFICATE: ("added", certify),
    DomainChange.PRIMARY: ("proven", lead_to),
    DomainChange.REMOVE: ("proven", remove),
}
"""For each change what has to be there before, and how to ask for it."""


def state(tenant: TenantRef) -> Any:
    """Everything that is known of a tenant's hosts, also inside it."""
    hosts = list(
        Domain.objects.filter(tenant__uuid=tenant.uuid)
        .order_by("domain")
        .values_list(
            "domain", "is_primary", "proof_token", "proven_at", "certificate", "risk_accepted_by", "risk_accepted_on",
            "added_at",
        )
    )  # fmt: skip
    with entry.enter(Tenant.objects.get(uuid=tenant.uuid).ref()):
        site = Site.objects.get().domain
    return hosts, list(ReleasedHost.objects.values_list("host", "tenant")), site


def test_each_change_is_tried_here() -> None:
    assert ASKS.keys() == set(DomainChange)


@pytest.mark.parametrize("change", ASKS)
def test_each_step_of_each_change_may_run_again(change: DomainChange, request: pytest.FixtureRequest) -> None:
    before, ask = ASKS[change]
    tenant = request.getfixturevalue(before)
    operation = done(ask(tenant))
    once, recorded = state(tenant), OperatorRecord.objects.count()

    hosts, _site = steps.STEPS[OperationKind.CHANGE_DOMAINS]
    hosts.run(queries.operation(operation.uuid))

    assert (state(tenant), OperatorRecord.objects.count()) == (once, recorded)


@pytest.mark.parametrize("change", ASKS)
def test_each_change_that_is_undone_leaves_what_was(
    change: DomainChange, request: pytest.FixtureRequest
) -> None:
    before, ask = ASKS[change]
    tenant = request.getfixturevalue(before)
    was = state(tenant)

    operation = done(ask(tenant))
    assert state(tenant) != was
    undone(operation)

    assert state(tenant) == was


def test_at_night_a_proof_that_is_gone_is_an_alarm_and_the_host_serves_on(proven: TenantRef) -> None:
    tasks.recheck_domains()
    assert not OperatorRecord.objects.filter(action="domain.proof_missing").exists()

    names.texts.clear()
    tasks.recheck_domains()

    record = OperatorRecord.objects.get(action="domain.proof_missing")
    assert (record.target, record.outcome, record.tenant) == (HOST, "failed", proven.uuid)
    assert directory.by_host(HOST) is not None


def test_at_night_a_dns_that_does_not_answer_is_no_alarm(proven: TenantRef) -> None:
    names.away.add(f"_inwonerplein.{HOST}")

    tasks.recheck_domains()

    assert not OperatorRecord.objects.filter(action="domain.proof_missing").exists()
