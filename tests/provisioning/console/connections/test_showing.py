"""The page of a connection: what is known of it, for whom."""

import uuid
from collections.abc import Callable

import pytest
from django.test import Client

from integrations.connections.health.types import TOPIC
from integrations.connections.types import row_of
from provisioning.console.types import Role
from tenants.models import Tenant
from tenants.types import TenantRef
from tests.provisioning.console import municipalities
from tests.provisioning.console.connections.connecting import Text


@pytest.mark.covers("C-031", "M-05")
def test_what_the_profile_promises_stands_beside_what_was_found(
    console_client: Client, zonnedam: TenantRef, page: str, text_of: Text
) -> None:
    municipalities.connected(
        Tenant.objects.get(uuid=zonnedam.uuid), profile="open-zaak-1.x", found={"cases.expand": False}
    )

    shown = text_of(console_client.get(page))

    assert "Haalt een zaak met status" in shown
    assert "anders" in shown
    assert "niet bekeken" in shown


@pytest.mark.covers("C-031")
def test_what_stands_in_the_way_comes_with_a_mail_to_the_supplier(
    console_client: Client, zonnedam: TenantRef, page: str, text_of: Text
) -> None:
    steps = [
        {"layer": "name", "state": "ok"},
        {"layer": "authentication", "state": "failed", "finding": "secret wrong"},
        {"layer": "read", "state": "skipped"},
    ]
    municipalities.connected(
        Tenant.objects.get(uuid=zonnedam.uuid), state="failed", finding="secret wrong", steps=steps
    )

    shown = text_of(console_client.get(page))
    mail = text_of(console_client.get(f"{page}mail.txt"))

    assert "weigert de toegang" in shown
    assert "de test stopte eerder" in shown
    assert "Wilt u de client-id en de rechten nakijken" in mail
    assert mail in shown.replace("&#x27;", "'")


def test_every_page_of_a_connection_can_be_read(console_client: Client, page: str) -> None:
    for path in ("", "wijzigen/", "geheim/", "certificaat/", "schakelen/", "onderhoud/", "verwijderen/"):
        assert console_client.get(f"{page}{path}").status_code == 200, path


def test_a_viewer_reads_and_changes_nothing(
    client_for: Callable[[Role], Client], page: str, tenant: str, text_of: Text
) -> None:
    viewer = client_for(Role.VIEWER)

    assert "Wat u kunt doen" not in text_of(viewer.get(page))
    assert viewer.post(f"{page}testen/").status_code == 403
    assert viewer.get(f"{tenant}koppelingen/toevoegen/").status_code == 403


def test_what_is_not_there_is_not_found(console_client: Client, tenant: str) -> None:
    for path in (
        f"{uuid.uuid4()}/",
        f"{uuid.uuid4()}/wijzigen/",
        "toevoegen/sterrenwacht/",
        f"proef/{uuid.uuid4()}/",
    ):
        assert console_client.get(f"{tenant}koppelingen/{path}").status_code == 404, path


def test_a_connection_that_fails_stands_at_the_top_of_its_municipality(
    console_client: Client, zonnedam: TenantRef, tenant: str, text_of: Text
) -> None:
    municipalities.connected(Tenant.objects.get(uuid=zonnedam.uuid), state="failed", finding="name unknown")
    assert "Dit adres bestaat niet." in text_of(console_client.get(tenant))

    municipalities.connected(
        Tenant.objects.get(uuid=zonnedam.uuid), state="failed", finding="name unknown", is_on=False
    )
    assert "werkt niet" not in text_of(console_client.get(tenant))


@pytest.mark.covers("C-031", "M-13")
def test_the_last_day_of_the_other_sides_certificate_stands_on_the_page(
    console_client: Client, zonnedam: TenantRef, page: str, text_of: Text
) -> None:
    assert "Certificaat van het systeem" not in text_of(console_client.get(page))

    told_of_health(Tenant.objects.get(uuid=zonnedam.uuid), until="2026-12-01T12:00:00+00:00")

    shown = text_of(console_client.get(page))
    assert "Certificaat van het systeem" in shown
    assert "geldig tot 1 december 2026" in shown
    assert "verloopt bijna" in shown


def told_of_health(tenant: Tenant, *, until: str) -> None:
    """Have the municipality's own jobs tell when the other side's certificate ends."""
    now = "2026-11-20T10:00:00+00:00"
    facts = {
        "system": "case_system", "state": "healthy", "cause": "", "since": now, "good_at": now, "bad_at": None,
        "p50": 40, "p95": 90, "calls": 10, "failed": 0, "bad_reason": "", "retry_in": 0, "certificate_days": None,
        "server": {"address": "https://zaken.example/zgw", "seen_at": now, "until": until},
    }  # fmt: skip
    key = str(row_of(tenant.uuid, "case_system"))
    municipalities.told(tenant, TOPIC, looked_at=now, connections={key: facts})
