"""A municipality's connection: the secret goes in and never comes out."""

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from integrations.connections.inbox.models import Command
from tenants.models import OperatorRecord, Tenant
from tenants.types import TenantRef
from tests.provisioning.console import municipalities

SECRET = "heel-erg-geheim-12345"


@pytest.fixture
def panel(zonnedam: TenantRef) -> str:
    return f"/gemeenten/{zonnedam.uuid}/koppeling/"


def change(client: Client, panel: str, **values: str) -> Any:
    data = {
        "system": "case_system",
        "address": f"{settings.SANDBOX_URL}/zgw",
        "client_id": "inwonerplein",
        "secret": SECRET,
    }
    return client.post(panel, {**data, **values})


@pytest.mark.covers("C-031")
@pytest.mark.attack("P06")
def test_a_change_leaves_as_ciphertext_and_is_written_down(
    console_client: Client, panel: str, queued: list[str]
) -> None:
    answer = change(console_client, panel)

    assert answer.status_code == 302
    command = Command.objects.get()
    assert SECRET not in str(command.payload)
    act = OperatorRecord.objects.latest("pk")
    assert (act.action, act.actor) == ("connection.change_requested", "bram@inwonerplein.example")
    assert SECRET not in str(act.details)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("address", ""),
        ("address", "geen adres"),
        ("address", "https://elders.example/"),
        ("secret", ""),
        ("client_id", ""),
    ],
)
def test_what_is_refused_is_told_beside_its_field(
    console_client: Client, panel: str, text_of: Callable[[Any], str], field: str, value: str
) -> None:
    answer = change(console_client, panel, **{field: value})

    assert answer.status_code == 422
    assert f'id="id_{field}_error"' in text_of(answer)
    assert f'href="#id_{field}"' in text_of(answer)
    assert not Command.objects.exists()


@pytest.mark.attack("P06")
def test_the_secret_is_not_sent_back(
    console_client: Client, panel: str, text_of: Callable[[Any], str]
) -> None:
    assert SECRET not in text_of(change(console_client, panel, address="geen adres"))
    change(console_client, panel)
    assert SECRET not in text_of(console_client.get(panel))
    assert SECRET not in text_of(console_client.get(panel.removesuffix("koppeling/")))


def test_while_a_worker_is_at_it_the_panel_asks_again(
    console_client: Client, panel: str, text_of: Callable[[Any], str]
) -> None:
    change(console_client, panel)
    page = panel.removesuffix("koppeling/")

    assert 'hx-trigger="every 1s"' in text_of(console_client.get(page))
    assert '<noscript><meta http-equiv="refresh"' in text_of(console_client.get(page))
    Command.objects.update(progress="done")
    assert "every 1s" not in text_of(console_client.get(f"{page}?deel=koppeling"))
    assert "refresh" not in text_of(console_client.get(page))


def test_the_panel_alone_is_no_whole_page(
    console_client: Client, zonnedam: TenantRef, text_of: Callable[[Any], str]
) -> None:
    part = text_of(console_client.get(f"/gemeenten/{zonnedam.uuid}/?deel=koppeling"))

    assert part.startswith("<section")
    assert "<html" not in part


@pytest.mark.covers("C-031")
def test_a_test_is_asked_for(console_client: Client, zonnedam: TenantRef, panel: str) -> None:
    municipalities.connected(Tenant.objects.get(uuid=zonnedam.uuid))

    assert console_client.post(f"{panel}testen/").status_code == 302
    assert Command.objects.get().kind == "test"
    assert OperatorRecord.objects.latest("pk").action == "connection.test_requested"


def test_without_a_connection_there_is_nothing_to_test(
    console_client: Client, panel: str, text_of: Callable[[Any], str]
) -> None:
    answer = console_client.post(f"{panel}testen/", follow=True)

    assert "nog geen koppeling om te testen" in text_of(answer)


def test_a_municipality_that_does_not_serve_has_no_connection_to_change(
    console_client: Client, text_of: Callable[[Any], str]
) -> None:
    tenant = municipalities.make(state="suspended")

    answer = change(console_client, f"/gemeenten/{tenant.uuid}/koppeling/")

    assert "niet in gebruik" in text_of(answer)
    assert "niet in gebruik" in text_of(
        console_client.post(f"/gemeenten/{tenant.uuid}/koppeling/testen/", follow=True)
    )


def test_the_outcome_is_told_in_plain_words(
    console_client: Client, zonnedam: TenantRef, text_of: Callable[[Any], str]
) -> None:
    municipalities.connected(Tenant.objects.get(uuid=zonnedam.uuid), state="failed", finding="name unknown")

    assert "Dit adres bestaat niet." in text_of(console_client.get(f"/gemeenten/{zonnedam.uuid}/"))
