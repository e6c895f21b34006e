"""Locations, questions, and what other rooms ask of the catalogue."""

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from django.test import Client
from django.utils.translation import override

from portal.products import queries
from portal.products.models import Question
from tenants import entry
from tenants.types import TenantRef
from tests.portal.products import catalogue


@contextmanager
def switched_off(tenant: TenantRef) -> Iterator[None]:
    """Be in a municipality that has no products."""
    with entry.enter(replace(tenant, features=frozenset()), urls=True):
        yield


@pytest.mark.covers("P-116")
def test_a_location_shows_how_to_reach_it_and_its_products_by_name(visitor: Client) -> None:
    stadhuis = catalogue.location(
        street="Plein 1", postcode="1234 AB", city="Zonnedam", phone="088 000 10 01", email="balie@zonnedam.example",
        hours="maandag: 9.00 - 17.00 uur",
    )  # fmt: skip
    for name in ("Zebrapad", "Énergie", "Elektra"):
        stadhuis.products.add(catalogue.product(name))
    stadhuis.products.add(catalogue.product("Concept", is_published=False))

    page = visitor.get(f"/onderwerpen/locaties/{stadhuis.uuid}/").content.decode()

    for text in (
        "Plein 1",
        "1234 AB Zonnedam",
        'href="tel:0880001001"',
        "mailto:balie@zonnedam.example",
        "9.00 - 17.00",
    ):
        assert text in page
    assert page.index("Elektra") < page.index("Énergie") < page.index("Zebrapad")
    assert "Concept" not in page


@pytest.mark.covers("P-116")
def test_a_location_without_products_says_so(visitor: Client) -> None:
    stadhuis = catalogue.location()

    page = visitor.get(f"/onderwerpen/locaties/{stadhuis.uuid}/").content.decode()

    assert "Bij deze locatie staan nog geen producten" in page


@pytest.mark.covers("P-116")
def test_an_unknown_location_is_not_found(visitor: Client) -> None:
    assert visitor.get(f"/onderwerpen/locaties/{uuid.uuid4()}/").status_code == 404


@pytest.mark.covers("P-118")
def test_general_questions_have_a_page_and_an_entry_until_the_last_is_gone(visitor: Client) -> None:
    asked = catalogue.question("Bent u open op zaterdag?", "Ja.")

    assert "Bent u open op zaterdag?" in visitor.get("/onderwerpen/veelgestelde-vragen/").content.decode()
    assert "/onderwerpen/veelgestelde-vragen/" in visitor.get("/onderwerpen/").content.decode()
    Question.objects.filter(pk=asked.pk).delete()
    assert visitor.get("/onderwerpen/veelgestelde-vragen/").status_code == 404
    assert "/onderwerpen/veelgestelde-vragen/" not in visitor.get("/onderwerpen/").content.decode()


@pytest.mark.covers("P-118")
def test_questions_about_something_are_no_general_ones(inside: TenantRef) -> None:
    catalogue.question(product=catalogue.product())
    catalogue.question(category=catalogue.category())
    catalogue.question(is_published=False)

    assert not queries.has_general_questions()


@pytest.mark.covers("P-121")
def test_the_menu_lists_the_subjects_of_the_list(inside: TenantRef) -> None:
    afval = catalogue.category("Afval", icon="leaf", summary="Alles over afval.")
    catalogue.category("Glas", parent=afval)
    catalogue.category("Zorg", for_anonymous=False)
    catalogue.category("Concept", is_published=False)

    (entry_of_menu,) = queries.menu_categories()

    assert (str(entry_of_menu.name), entry_of_menu.icon, entry_of_menu.url) == (
        "Afval",
        "leaf",
        "/onderwerpen/afval/",
    )


def test_the_start_page_shows_what_an_editor_chose_in_that_order(inside: TenantRef) -> None:
    catalogue.product("Trouwen", popular_position=2)
    catalogue.product("Paspoort", popular_position=1)
    catalogue.product("Afvalpas")
    catalogue.product("Concept", popular_position=3, is_published=False)

    assert [str(link.name) for link in queries.popular_products()] == ["Paspoort", "Trouwen"]
    assert [link.url for link in queries.popular_products(1)] == ["/onderwerpen/producten/paspoort/"]


@pytest.mark.covers("P-001")
def test_without_the_feature_other_pages_get_nothing_of_it(inside: TenantRef) -> None:
    catalogue.category()
    catalogue.product(popular_position=1)
    catalogue.question()

    with switched_off(inside):
        assert queries.menu_categories() == []
        assert queries.popular_products() == []
        assert not queries.has_general_questions()


@pytest.mark.covers("P-001")
def test_without_a_page_for_it_other_pages_get_nothing_of_it(zonnedam: TenantRef) -> None:
    with entry.enter(zonnedam):  # nobody has mounted the catalogue
        catalogue.category()
        catalogue.product(popular_position=1)

        assert queries.menu_categories() == []
        assert queries.popular_products() == []


def test_an_english_menu_is_in_english_where_it_was_translated(inside: TenantRef) -> None:
    catalogue.category("Afval", name_en="Waste", position=1)
    catalogue.category("Zorg", position=2)

    with override("en"):
        names = [(str(item.name), item.name.other, item.url) for item in queries.menu_categories()]

    assert names == [("Waste", "", "/en/onderwerpen/afval/"), ("Zorg", "nl", "/en/onderwerpen/zorg/")]


@pytest.mark.attack("T02")
def test_nothing_of_another_municipality_is_shown(
    visitor: Client, waterrijk: TenantRef, client_of: Callable[..., Client]
) -> None:
    with entry.enter(waterrijk, urls=True):
        catalogue.product("Waterpas", under=catalogue.category("Water"))
        place = catalogue.location("Watertoren")

    for path in ("water/", "producten/waterpas/", "water/producten/waterpas/", f"locaties/{place.uuid}/"):
        assert visitor.get(f"/onderwerpen/{path}").status_code == 404
        assert client_of(waterrijk).get(f"/onderwerpen/{path}").status_code == 200
