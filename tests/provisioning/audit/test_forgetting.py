"""What stands in the record of who looked goes after three years, by the owner: nobody who serves can (P-264)."""

import datetime
import uuid

import pytest
from django.utils import timezone

from provisioning.audit import forgetting
from tenants.entry import enter
from tenants.processing.models import Record
from tenants.types import TenantRef

pytestmark = pytest.mark.covers("P-264")


def looked(tenant: TenantRef, age: datetime.timedelta) -> None:
    with enter(tenant):
        Record.objects.create(
            number=uuid.uuid4(), activity="Zien", actor_kind="self", outcome="ok", at=timezone.now() - age
        )


def test_what_is_older_than_three_years_goes_everywhere(
    zonnedam: TenantRef, waterrijk: TenantRef, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forgetting, "PORTION", 2)
    before = {}
    for tenant in (zonnedam, waterrijk):
        with enter(tenant):
            before[tenant.uuid] = Record.objects.count()  # what is recorded is never taken back by a test
    for tenant in (zonnedam, waterrijk):
        for days in (1, 1094, 1096, 1097, 2000):
            looked(tenant, datetime.timedelta(days=days))

    assert forgetting.forget_all() == 6

    for tenant in (zonnedam, waterrijk):
        with enter(tenant):
            assert Record.objects.count() == before[tenant.uuid] + 2
