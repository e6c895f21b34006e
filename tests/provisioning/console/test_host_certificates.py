"""Days left of the certificates of own hosts: on the page of hosts, on the municipality's page and in the list."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tenants.models import Domain, Tenant
from tests.provisioning.console import municipalities

pytestmark = pytest.mark.covers("C-012", "C-031")
HOST = "mijn.broek.example"


def broek(*, days: int | None, kind: str = "own", wrong: str = "") -> Tenant:
    """Make a municipality with a host of its own, of which a certificate was seen."""
    tenant, now = municipalities.make("Broek"), timezone.now()
    accepted = {"risk_accepted_by": "CISO, brief 2026-113", "risk_accepted_on": now.date()}
    row = Domain.objects.create(
        tenant=tenant,
        domain=HOST,
        is_primary=False,
        proven_at=now,
        certificate=kind,
        **(accepted if kind == "acme" else {}),
    )
    until = (now + timedelta(days=days, hours=1)).isoformat() if days is not None else None
    seen = {"row": row.pk, "kind": kind, "seen_at": now.isoformat(), "until": until, "wrong": wrong}
    municipalities.told(tenant, "host-certificates", hosts={HOST: seen})
    return tenant


@pytest.mark.parametrize(
    ("seen", "text", "is_pressing", "is_trouble"),
    [
        ({"days": 90}, "nog 90 dagen geldig", False, False),
        ({"days": 20}, "nog 20 dagen geldig", True, False),
        ({"days": 1}, "nog 1 dag geldig", True, True),
        ({"days": 20, "kind": "acme"}, "nog 20 dagen geldig", False, False),
        ({"days": -2}, "Bezoekers krijgen een waarschuwing", True, True),
        ({"days": None, "wrong": "other name"}, "Bezoekers krijgen een waarschuwing", True, True),
    ],
)
def test_how_long_it_is_good_stands_where_one_looks_and_what_presses_stands_on_top(
    console_client: Client,
    text_of: Callable[[Any], str],
    seen: dict[str, Any],
    text: str,
    is_pressing: bool,
    is_trouble: bool,
) -> None:
    tenant = broek(**seen)

    page = text_of(console_client.get(f"/gemeenten/{tenant.uuid}/"))
    listed = console_client.get("/?aandacht=on")

    assert text in text_of(console_client.get(f"/gemeenten/{tenant.uuid}/webadressen/"))
    assert text in page
    assert ("Naar de webadressen" in page) is is_pressing
    assert ("Het certificaat van een webadres" in text_of(listed)) is is_trouble


def test_a_host_that_nobody_has_looked_at_says_so(
    console_client: Client, text_of: Callable[[Any], str]
) -> None:
    tenant = municipalities.make("Broek")
    Domain.objects.create(
        tenant=tenant, domain=HOST, is_primary=False, proven_at=timezone.now(), certificate="own"
    )

    assert "Nog niet gezien" in text_of(console_client.get(f"/gemeenten/{tenant.uuid}/webadressen/"))
