"""The audit log on the console."""

import re
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from provisioning.audit import queries
from provisioning.audit.types import Filters, Place
from provisioning.console.types import Role
from provisioning.console.views.audit.showing import _rounded
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
    assert len(acts(console_client, f"?wie={queries.mark_of(SOMEBODY.name)}")) == 1
    assert len(acts(console_client, f"?gemeente={written}")) == 2
    assert len(acts(console_client, "?gemeente=dijkst")) == 2
    assert acts(console_client, "?gemeente=bestaat-niet") == []
    assert len(acts(console_client, f"?gemeente=dijkstede&wie={queries.mark_of(NOOR.name)}")) == 1


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

    with django_assert_max_num_queries(9):
        assert len(acts(console_client)) == 50


def test_a_page_begins_where_the_last_one_ended_also_when_more_has_happened(
    console_client: Client, written: uuid.UUID
) -> None:
    for number in range(60):
        audit.record("operator.signed_out", by=NOOR, target=str(number))
    first = console_client.get("/logboek/").context["page"]
    audit.record("operator.signed_out", by=NOOR)

    second = console_client.get(f"/logboek/?ouder={first.older}").context["page"]
    back = console_client.get(f"/logboek/?nieuwer={second.newer}").context["page"]

    seen = [record.pk for record in (*first.records, *second.records)]
    assert (len(first.records), seen) == (50, sorted(set(seen), reverse=True))
    assert [record.pk for record in back.records] == [record.pk for record in first.records]
    assert (first.newer, second.older) == (None, None)


def test_acts_of_the_same_moment_are_all_shown_once(console: None) -> None:
    at = timezone.now()
    OperatorRecord.objects.bulk_create(
        OperatorRecord(action="test.same", actor_kind="system", recorded_at=at) for _ in range(7)
    )
    filters, place, seen = Filters(action="test.same"), None, list[int]()
    while (page := queries.page(filters, older_than=place, size=3)).records:
        seen += [record.pk for record in page.records]
        if (place := page.older) is None:
            break

    assert (len(seen), seen) == (7, sorted(seen, reverse=True))


def test_a_place_that_makes_no_sense_is_the_beginning(console_client: Client, written: uuid.UUID) -> None:
    for place in ("", "x", "-", "zzzzzzzzzzzzzzzzzz-1", "1-" + "z" * 30, "é-1", "1_0"):
        assert Place.read(place) is None, place
    assert len(acts(console_client, "?ouder=zzz-")) == 3


def test_what_fits_on_a_page_is_counted_and_more_is_reckoned(
    console_client: Client, written: uuid.UUID, text_of: Callable[[Any], str]
) -> None:
    assert "2 handelingen" in text_of(console_client.get(f"/logboek/?gemeente={written}"))
    for number in range(120):
        audit.record("tenant.opened", by=NOOR, tenant=written, target=str(number))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE tenants_operatorrecord")

    page = text_of(console_client.get(f"/logboek/?gemeente={written}"))

    assert "Ongeveer 120 handelingen" in page
    assert [_rounded(number) for number in (7, 51, 1_234, 4_987_654)] == [7, 51, 1_200, 5_000_000]


def test_each_line_leads_to_all_of_that_person_municipality_and_operation(
    console_client: Client, written: uuid.UUID, text_of: Callable[[Any], str]
) -> None:
    operation = uuid.uuid4()
    for action in ("feature.switched_on", "tenant.requested"):
        audit.record(action, by=NOOR, tenant=written, details={"operation": str(operation)})

    links = re.findall(
        r'href="/logboek/(\?(?:wie|gemeente|opdracht)=[^"&]+)"', text_of(console_client.get("/logboek/"))
    )

    found = {
        link.partition("=")[0]: len(acts(console_client, link)) for link in set(links) if "wie" not in link
    }
    assert found == {"?gemeente": 4, "?opdracht": 2}
    assert len(acts(console_client, f"?wie={queries.mark_of(NOOR.name)}")) == 4
    assert f"?wie={queries.mark_of(NOOR.name)}" in links


def test_no_address_of_anybody_stands_in_an_address(
    console_client: Client, written: uuid.UUID, text_of: Callable[[Any], str]
) -> None:
    page = text_of(console_client.get(f"/logboek/?wie={queries.mark_of(NOOR.name)}"))

    assert NOOR.name in page
    assert [
        link for link in re.findall(r'(?:href|value)="([^"]*)"', page) if "@" in link or "%40" in link
    ] == []


@pytest.mark.covers("C-070")
def test_a_period_has_its_last_day_in_it(console_client: Client, written: uuid.UUID) -> None:
    today = timezone.localdate().isoformat()

    assert len(acts(console_client, f"?van={today}&tot={today}")) == 3
    assert acts(console_client, f"?tot={timezone.localdate().replace(year=2020)}") == []
    assert len(acts(console_client, "?van=gisteren&tot=9999-12-31")) == 3


@pytest.mark.covers("C-070")
def test_words_are_found_in_what_was_done_to_what_and_why(console_client: Client, written: uuid.UUID) -> None:
    audit.record("operator.signed_out", by=SOMEBODY, why="De verhuizing is afgerond.")

    found = {
        words: len(acts(console_client, f"?woorden={words}"))
        for words in ("uitgezet", "PRODUCTEN", "verhuizing af", "xqzwvk", "verh zon", "'; --")
    }

    assert found == {
        "uitgezet": 1,
        "PRODUCTEN": 2,
        "verhuizing af": 1,
        "xqzwvk": 0,
        "verh zon": 0,
        "'; --": 4,
    }


def test_who_may_not_see_an_address_cannot_find_it_either(client_for: Callable[[Role], Client]) -> None:
    audit.record("tenant.opened", by=NOOR, target="x", details={"administrator": "geheim@gemeente.example"})

    assert acts(client_for(Role.VIEWER), "?woorden=geheim@gemeente.example") == []
    assert len(acts(client_for(Role.VIEWER), "?handeling=tenant.opened")) == 1


def test_nothing_found_says_what_to_do(console_client: Client, text_of: Callable[[Any], str]) -> None:
    assert "Maak de filters ruimer." in text_of(console_client.get("/logboek/?woorden=xqzwvk"))


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
