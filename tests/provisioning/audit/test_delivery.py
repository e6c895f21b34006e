"""What operators do to a municipality stands in that municipality's own stream, once (C-070, architecture T2)."""

from collections.abc import Callable
from typing import Any

import psycopg
import pytest

from provisioning.audit import delivery, tasks, verification
from provisioning.console.models import Operator
from provisioning.console.types import Role
from tenants import audit
from tenants.audit.models import AuditRecord
from tenants.entry import enter
from tenants.models import OperatorRecord
from tenants.types import TenantRef

from .conftest import NOOR

pytestmark = pytest.mark.covers("C-070", "architecture T14")


def told(tenant: TenantRef) -> list[AuditRecord]:
    with enter(tenant):
        return list(AuditRecord.objects.filter(action__startswith="feature.").order_by("pk"))


@pytest.fixture
def switched(zonnedam: TenantRef, waterrijk: TenantRef) -> OperatorRecord:
    """Have an operator switch a feature off for one municipality."""
    Operator.objects.create(email=NOOR.name, name="Noor Visser", role=Role.OPERATOR.value)
    audit.record(
        "feature.switched_off",
        by=NOOR,
        tenant=zonnedam.uuid,
        target="products",
        why="Op verzoek van de gemeente",
        before={"is_on": True},
        after={"is_on": False},
        details={"administrator": "fatima@zonnedam.example", "number": 1},
    )
    return OperatorRecord.objects.latest("pk")


def test_an_act_on_a_municipality_stands_in_its_own_stream(
    switched: OperatorRecord, zonnedam: TenantRef, waterrijk: TenantRef
) -> None:
    tasks.seal()

    (copy,) = told(zonnedam)
    for name in ("uuid", "recorded_at", "action", "target", "outcome", "why", "before", "after"):
        assert getattr(copy, name) == getattr(switched, name), name
    assert told(waterrijk) == []


def test_the_municipality_sees_name_and_role_and_no_address_of_anybody(
    switched: OperatorRecord, zonnedam: TenantRef
) -> None:
    delivery.deliver_all()

    (copy,) = told(zonnedam)
    assert (copy.actor_kind, copy.actor, copy.origin) == ("operator", "Noor Visser (beheerder)", "")
    assert copy.details == {"number": 1}


def test_who_is_no_operator_any_more_is_not_named(switched: OperatorRecord, zonnedam: TenantRef) -> None:
    Operator.objects.all().delete()

    delivery.deliver_all()

    assert told(zonnedam)[0].actor == "Beheerder van het platform"


def test_it_stands_there_once_however_often_the_job_runs(
    switched: OperatorRecord, zonnedam: TenantRef, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert delivery.deliver_all() >= 1
    assert delivery.deliver_all() == 0
    assert len(told(zonnedam)) == 1

    # Two at the same time both think that it is missing.
    answers = iter([[switched.pk], []])
    monkeypatch.setattr(delivery, "_missing", lambda stream: next(answers, []))
    delivery.deliver_all()

    assert len(told(zonnedam)) == 1


def test_an_act_that_concerns_no_municipality_goes_to_none(zonnedam: TenantRef) -> None:
    delivery.deliver_all()
    audit.record("operator.created", by=NOOR, target="x@inwonerplein.example")

    assert delivery.deliver_all() == 0


def test_more_than_one_go_can_hold_arrives_in_order(
    zonnedam: TenantRef, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delivery, "MOST", 2)
    for number in range(5):
        audit.record("feature.switched_on", by=NOOR, tenant=zonnedam.uuid, target=str(number))

    delivery.deliver_all()

    assert [copy.target for copy in told(zonnedam) if len(copy.target) == 1] == list("01234")


def test_a_broken_chain_is_told_to_whom_it_concerns(zonnedam: TenantRef) -> None:
    audit.record("audit.broken", by=audit.SYSTEM, tenant=zonnedam.uuid, outcome="failed")

    tasks.seal()

    with enter(zonnedam):
        copy = AuditRecord.objects.get(action="audit.broken")
    assert (copy.actor_kind, copy.outcome) == ("system", "failed")
    assert all(verdict.is_whole for verdict in verification.verdicts_of())


def test_an_operators_act_that_is_recorded_inside_shows_no_address(zonnedam: TenantRef) -> None:
    with enter(zonnedam):
        audit.record("connection.changed", by=NOOR, target="case_system")
        record = AuditRecord.objects.get(action="connection.changed")

    assert (record.actor_kind, record.actor, record.origin) == ("operator", "", "")


@pytest.mark.attack("T27")
@pytest.mark.parametrize("login", ["portal", "portal_worker"])
def test_no_process_of_municipalities_reads_what_operators_did(
    zonnedam: TenantRef, connect: Callable[[str], psycopg.Connection], login: str
) -> None:
    with connect(login) as raw, pytest.raises(psycopg.errors.InsufficientPrivilege):
        raw.execute("SELECT * FROM public.tenants_operatorrecord")


def test_one_municipalitys_trouble_keeps_no_act_from_the_others(
    zonnedam: TenantRef, waterrijk: TenantRef, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.db import OperationalError

    deliver = delivery.deliver

    def failing(stream: Any) -> int:
        if stream.tenant == zonnedam.uuid:
            raise OperationalError("away")
        return deliver(stream)

    monkeypatch.setattr(delivery, "deliver", failing)
    audit.record("feature.switched_on", by=NOOR, tenant=waterrijk.uuid, target="products")

    delivery.deliver_all()

    assert [copy.target for copy in told(waterrijk)][-1] == "products"
