"""What the console knows of a tenant's activity."""

import pytest

from portal.core import tasks
from tenants import audit
from tenants.entry import enter
from tenants.models import Insight
from tenants.types import TenantRef


def activity(tenant: TenantRef) -> object:
    return Insight.objects.get(tenant__uuid=tenant.uuid, topic="activity").data["last_activity"]


def test_a_tenant_writes_when_somebody_last_did_something(zonnedam: TenantRef, waterrijk: TenantRef) -> None:
    with enter(zonnedam):
        audit.record("pages.published", by=audit.SYSTEM)
        tasks.write_activity()
    with enter(waterrijk):
        tasks.write_activity()

    assert activity(zonnedam) is not None
    assert activity(waterrijk) is None


def test_every_tenant_that_serves_is_asked(
    zonnedam: TenantRef, waterrijk: TenantRef, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []
    monkeypatch.setattr(tasks.write_activity, "delay", lambda: asked.append(tasks.current().uuid))

    assert tasks.dispatch_activity() == 2
    assert asked == [zonnedam.uuid, waterrijk.uuid]
