"""Name and theme of a municipality; whoever is second sees what the first one changed."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from provisioning.lifecycle.models import Operation
from tenants.models import Tenant
from tenants.types import TenantRef
from tests.provisioning.console.day_two import MARKUP, run

pytestmark = pytest.mark.covers("C-033")


@pytest.fixture
def path(console: None, zonnedam: TenantRef) -> str:
    return f"/gemeenten/{zonnedam.uuid}/instellingen/"


def shown(client: Client, path: str) -> dict[str, Any]:
    """Answer what a form sends that nobody touched."""
    form = client.get(path).context["form"]
    return {name: form[name].value() for name in ("name", "theme", "release")}


def test_another_name_is_an_operation(console_client: Client, zonnedam: TenantRef, path: str) -> None:
    answer = console_client.post(path, {**shown(console_client, path), "name": "Zonnedam aan Zee"})

    assert answer.url == f"/opdrachten/{Operation.objects.get().uuid}/"
    run()
    assert Tenant.objects.get(uuid=zonnedam.uuid).name == "Zonnedam aan Zee"


def test_a_form_that_somebody_else_overtook_says_what_changed_and_asks_again(
    console_client: Client, zonnedam: TenantRef, path: str, text_of: Callable[[Any], str]
) -> None:
    stale = shown(console_client, path)
    console_client.post(path, {**stale, "theme": "waterrijk", "reason": "Huisstijl"})
    run()

    answer = console_client.post(path, {**stale, "name": "Zonnedam aan Zee"})

    page = text_of(answer)
    assert answer.status_code == 409
    assert "Intussen heeft iemand anders dit gewijzigd" in page
    assert "bram@inwonerplein.example" in page
    assert "Huisstijl" in page
    assert Operation.objects.count() == 1
    again = {name: answer.context["form"][name].value() for name in ("name", "theme", "release")}
    assert (again["name"], again["theme"]) == ("Zonnedam aan Zee", "waterrijk")
    console_client.post(path, again)
    run()
    row = Tenant.objects.get(uuid=zonnedam.uuid)
    assert (row.name, row.theme) == ("Zonnedam aan Zee", "waterrijk")


def test_what_somebody_else_changed_elsewhere_stops_nobody(
    console_client: Client, zonnedam: TenantRef, path: str
) -> None:
    stale = shown(console_client, path)
    console_client.post(f"/gemeenten/{zonnedam.uuid}/onderdelen/products/", {"stand": "uit"})

    assert console_client.post(path, {**stale, "name": "Zonnedam aan Zee"}).status_code == 302


@pytest.mark.attack("P02")
def test_refusals_stand_beside_their_fields_and_markup_is_text(
    console_client: Client, path: str, text_of: Callable[[Any], str]
) -> None:
    there = shown(console_client, path)

    taken = console_client.post(path, {**there, "name": "Waterrijk"})
    marked = console_client.post(path, {**there, "name": f"Zonnedam {MARKUP}"})

    assert set(taken.context["form"].errors) == {"name"}
    assert set(marked.context["form"].errors) == {"name"}
    assert MARKUP not in text_of(marked)
    assert not Operation.objects.exists()


def test_nothing_changed_is_said(console_client: Client, path: str, text_of: Callable[[Any], str]) -> None:
    assert "Er verandert niets" in text_of(console_client.post(path, shown(console_client, path)))
