"""What the console knows of a tenant's activity."""

from portal.core import jobs
from tenants import audit, registers
from tenants.entry import enter
from tenants.models import Insight
from tenants.types import SERVING, TenantRef


def activity(tenant: TenantRef) -> object:
    return Insight.objects.get(tenant__uuid=tenant.uuid, topic="activity").data["last_activity"]


def test_a_tenant_writes_when_somebody_last_did_something(zonnedam: TenantRef, waterrijk: TenantRef) -> None:
    with enter(zonnedam):
        audit.record("pages.published", by=audit.SYSTEM)
        jobs.write_activity("now")
    with enter(waterrijk):
        jobs.write_activity("now")

    assert activity(zonnedam) is not None
    assert activity(waterrijk) is None


def test_every_tenant_that_serves_is_asked_again_and_again() -> None:
    job = registers.jobs.get("core.activity")

    assert job.rhythm is not None
    assert job.whom == SERVING
