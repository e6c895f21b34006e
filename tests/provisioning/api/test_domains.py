"""Hosts of a municipality, as programs read them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tenants.models import Domain
from tests.provisioning.api.programs import Program
from tests.provisioning.console import municipalities


@pytest.mark.covers("C-031", "C-071")
@pytest.mark.parametrize("days", [90, -1])
def test_a_host_of_its_own_tells_until_when_its_certificate_is_good(program: Program, days: int) -> None:
    tenant, now = municipalities.make("Broek"), timezone.now()
    row = Domain.objects.create(
        tenant=tenant, domain="mijn.broek.example", is_primary=False, proven_at=now, certificate="own"
    )
    until = now + timedelta(days=days)
    seen = {"row": row.pk, "kind": "own", "seen_at": now.isoformat(), "until": until.isoformat(), "wrong": ""}
    municipalities.told(tenant, "host-certificates", hosts={row.domain: seen})

    platform, own = program.get(f"/tenants/{tenant.uuid}/domains").json()["items"]

    assert (platform["certificateUntil"], platform["certificateWarns"]) == (None, False)
    assert own["certificateUntil"].startswith(f"{until:%Y-%m-%dT%H:%M}")
    assert own["certificateWarns"] is (days < 0)
