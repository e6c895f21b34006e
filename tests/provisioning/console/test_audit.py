"""The audit log on the console."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from provisioning.console.types import Role
from tenants import audit, registers
from tenants.models import OperatorRecord
from tests.provisioning.console import municipalities

NOOR = audit.Actor("operator", "noor@inwonerplein.example", "192.0.2.14")
PRODUCTS = registers.features.get("products").name
SOMEBODY = audit.Actor("operator", "iemand@inwonerplein.example", "192.0.2.15")


def acts(client: Client, query: str = "") -> list[tuple[str, str]]:
    lines = client.get(f"/logboek/{query}").context["lines"]
    return [(line.actor, line.text) for line in lines if line.actor.startswith(("noor", "iemand"))]


@pytest.fixture
def written(console: None) -> uuid.UUID:
    """Write three acts; answers the municipality that two of them concern."""
    tenant = municipalities.make("Dijkstede")
    audit.record("feature.switched_off", by=NOOR, tenant=tenant.uuid, target="products")
    audit.record("feature.switched_on", by=SOMEBODY, tenant=tenant.uuid, target="products")
    audit.record("operator.signed_out", by=NOOR)
    return tenant.uuid


@pytest.mark.covers("C-070")
def test_the_latest_act_comes_first_in_plain_words(console_client: Client, written: uuid.UUID) -> None:
    assert acts(console_client) == [
        (NOOR.name, "Afgemeld"),
        (SOMEBODY.name, f"Onderdeel aangezet: {PRODUCTS}"),
        (NOOR.name, f"Onderdeel uitgezet: {PRODUCTS}"),
    ]


@pytest.mark.covers("C-070")
def test_filters_by_act_person_and_municipality(console_client: Client, written: uuid.UUID) -> None:
    assert len(acts(console_client, "?handeling=operator.signed_out")) == 1
    assert len(acts(console_client, f"?door={SOMEBODY.name}")) == 1
    assert len(acts(console_client, f"?gemeente={written}")) == 2
    assert len(acts(console_client, "?gemeente=dijkst")) == 2
    assert acts(console_client, "?gemeente=bestaat-niet") == []
    assert len(acts(console_client, f"?gemeente=dijkstede&door={NOOR.name}")) == 1


def test_a_municipality_that_is_gone_can_be_followed_still(console_client: Client) -> None:
    gone = uuid.uuid4()
    audit.record("feature.switched_off", by=NOOR, tenant=gone, target="products")

    assert len(acts(console_client, f"?gemeente={gone}")) == 1


def test_viewers_see_no_network_addresses(
    client_for: Callable[[Role], Client], written: uuid.UUID, text_of: Callable[[Any], str]
) -> None:
    assert "192.0.2.14" in text_of(client_for(Role.OPERATOR).get("/logboek/"))
    assert "192.0.2.14" not in text_of(client_for(Role.VIEWER).get("/logboek/"))


def test_fifty_on_a_page_with_the_same_number_of_queries(
    console_client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    tenants = [municipalities.make(f"G{number}") for number in range(5)]
    for number in range(60):
        audit.record("feature.switched_off", by=NOOR, tenant=tenants[number % 5].uuid, target="products")

    with django_assert_max_num_queries(7):
        assert len(acts(console_client)) == 50
    assert len(acts(console_client, "?pagina=2")) == 10


@pytest.mark.attack("P02")
def test_markup_in_an_act_is_shown_and_not_obeyed(
    console_client: Client, text_of: Callable[[Any], str]
) -> None:
    audit.record(
        "tenant.opened", by=NOOR, target="<img src=x onerror=alert(1)>", details={"name": "<b>x</b>"}
    )

    page = text_of(console_client.get("/logboek/"))

    assert "<img src=x" not in page
    assert "<b>x</b>" not in page


def test_looking_changes_nothing(console_client: Client, written: uuid.UUID) -> None:
    before = OperatorRecord.objects.count()
    console_client.get("/logboek/")

    assert OperatorRecord.objects.count() == before
