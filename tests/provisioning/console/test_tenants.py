"""The list of municipalities."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from provisioning.console.types import Role
from tenants.models import Tenant
from tests.provisioning.console import municipalities


def names(client: Client, address: str = "/") -> list[str]:
    return [row.name for row in client.get(address).context["rows"]]


@pytest.fixture(autouse=True)
def _empty_directory(console: None) -> None:
    Tenant.objects.all().delete()


@pytest.mark.covers("C-010")
def test_a_row_says_what_an_operator_looks_for(console_client: Client, text_of: Callable[[Any], str]) -> None:
    tenant = municipalities.make("Dijkstede", cbs_code="0363")
    at = timezone.now() - timedelta(minutes=41)
    municipalities.told(tenant, "activity", last_activity=at.isoformat())

    page = text_of(console_client.get("/"))

    for words in (
        "Dijkstede",
        "0363",
        "Live",
        "Productie",
        "dijkstede.localhost",
        "903.399",
        "41 minuten geleden",
    ):
        assert words in page


@pytest.mark.covers("C-010")
def test_trouble_comes_first(console_client: Client) -> None:
    municipalities.make("Anders")
    municipalities.connected(municipalities.make("Broek"), state="failed", finding="secret wrong")
    municipalities.make("Cadier", state="suspended")
    municipalities.operation(state="failed", done=3, tenant=municipalities.make("Delf", state="provisioning"))

    assert names(console_client) == ["Delf", "Cadier", "Broek", "Anders"]
    assert names(console_client, "/?aandacht=on") == ["Delf", "Cadier", "Broek"]


@pytest.mark.covers("C-010")
def test_the_worst_connection_stands_in_the_row_and_one_that_fails_is_trouble(console_client: Client) -> None:
    now = timezone.now().isoformat()
    for name, states in (("Anders", ("healthy",)), ("Broek", ("healthy", "failing")), ("Cadier", ())):
        connections = {str(number): {"state": state} for number, state in enumerate(states)}
        municipalities.told(
            municipalities.make(name), "connection-health", looked_at=now, connections=connections
        )

    rows = console_client.get("/").context["rows"]

    assert [(row.name, str(row.worst.word) if row.worst else "") for row in rows] == [
        ("Broek", "Werkt niet"),
        ("Anders", "Werkt"),
        ("Cadier", ""),
    ]
    assert names(console_client, "/?aandacht=on") == ["Broek"]


@pytest.mark.covers("C-010")
@pytest.mark.parametrize("words", ["dijks", "DIJKSTEDE", "stad.example", "0363", " dijk "])
def test_searching_by_name_host_and_code(console_client: Client, words: str) -> None:
    municipalities.make("Dijkstede", host="stad.example", cbs_code="0363")
    municipalities.make("Zeeburg", cbs_code="0599")

    assert names(console_client, f"/?q={words}") == ["Dijkstede"]


def test_filters_stand_in_the_address(console_client: Client) -> None:
    municipalities.make("Dijkstede", state="trial")
    municipalities.make("Oefendam", kind="sandbox")

    assert names(console_client, "/?staat=trial") == ["Dijkstede"]
    assert names(console_client, "/?soort=sandbox") == ["Oefendam"]
    assert names(console_client, "/?soort=sandbox&staat=trial") == []


def test_a_filter_that_makes_no_sense_is_left_out(console_client: Client) -> None:
    municipalities.make("Dijkstede")

    assert names(console_client, "/?staat=bestaat-niet&pagina=x") == ["Dijkstede"]


def test_municipalities_that_are_gone_are_not_listed(console_client: Client) -> None:
    municipalities.make("Dijkstede", state="deleted")

    assert names(console_client) == []


def test_fifty_on_a_page(console_client: Client, text_of: Callable[[Any], str]) -> None:
    for number in range(51):
        municipalities.make(f"Gemeente {number:02}", host=f"g{number}.localhost")

    assert len(names(console_client)) == 50
    assert names(console_client, "/?pagina=2") == ["Gemeente 50"]
    assert "?q=gemeente&amp;pagina=2" in text_of(console_client.get("/?q=gemeente"))


@pytest.mark.covers("C-010")
def test_the_number_of_queries_does_not_grow(
    console_client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(50):
        tenant = municipalities.make(f"Gemeente {number:02}", host=f"g{number}.localhost")
        municipalities.connected(tenant, state="failed", finding="too slow")
    municipalities.operation(state="failed", done=3)
    municipalities.operation(state="done", done=10)

    with django_assert_max_num_queries(11):
        assert len(names(console_client)) == 50


def test_htmx_gets_the_list_and_the_number_alone(
    console_client: Client, text_of: Callable[[Any], str]
) -> None:
    municipalities.make("Dijkstede")

    part = text_of(console_client.get("/?q=dijk", headers={"hx-request": "true", "hx-target": "lijst"}))

    assert part.lstrip().startswith('<div id="lijst">')
    assert "<html" not in part
    assert "1 gemeente" in part


def test_without_javascript_the_form_is_an_ordinary_form(
    console_client: Client, text_of: Callable[[Any], str]
) -> None:
    municipalities.make()

    page = text_of(console_client.get("/"))

    assert 'method="get" action="/"' in page
    assert 'type="submit"' in page


def test_an_empty_list_says_what_to_do(
    client_for: Callable[[Role], Client], text_of: Callable[[Any], str]
) -> None:
    assert "Er is nog geen gemeente" in text_of(client_for(Role.OPERATOR).get("/"))
    assert "/gemeenten/openen/" not in text_of(client_for(Role.VIEWER).get("/"))


def test_nothing_found_says_so(console_client: Client, text_of: Callable[[Any], str]) -> None:
    municipalities.make()

    assert "Niets gevonden" in text_of(console_client.get("/?q=bestaat-niet"))


def test_operations_that_run_or_failed_stand_above_the_list(
    console_client: Client, text_of: Callable[[Any], str]
) -> None:
    running = municipalities.operation(state="running", done=2)

    page = text_of(console_client.get("/"))

    assert f"/opdrachten/{running.uuid}/" in page
    assert "Gemeente openen: Veenhoven" in page


@pytest.mark.attack("P02")
def test_markup_in_a_name_is_shown_and_not_obeyed(
    console_client: Client, text_of: Callable[[Any], str]
) -> None:
    tenant = municipalities.make("<script>alert(1)</script>", host="x.localhost")

    for address in ("/", f"/gemeenten/{tenant.uuid}/", "/?q=<script>"):
        page = text_of(console_client.get(address))
        assert "<script>alert" not in page
        assert "&lt;script&gt;" in page
