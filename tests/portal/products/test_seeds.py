"""What a new municipality finds in its catalogue."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.products import library, seeds
from portal.products.models import Category, Location, Product, Question
from portal.search import queries as search
from tenants.types import TenantRef

BLUEPRINT: dict[str, Any] = {
    "products": {
        "trouwen": {"local": "Trouwen op het **strand**.", "costs": "€ 465", "location": "Stadhuis"},
        "trouwlocatie": {},
        "paspoort": {},
        "bestaat-niet": {},
    },
    "popular": ["paspoort"],
    "locations": [{"name": "Stadhuis", "street": "Plein 1", "latitude": 52.2964, "longitude": 4.5121}],
    "questions": [{"question": "Bent u open op zaterdag?", "answer": "Ja."}],
}

pytestmark = pytest.mark.usefixtures("inside")


def test_without_a_blueprint_there_are_the_standard_products() -> None:
    seeds.fill({"blueprint": {}})

    assert set(Product.objects.values_list("slug", flat=True)) == set(seeds.STANDARD)
    assert set(seeds.STANDARD) <= library.entries().keys()
    assert not Product.objects.filter(categories=None).exists()


def test_a_blueprint_chooses_products_and_adds_its_own_texts() -> None:
    seeds.fill({"blueprint": BLUEPRINT})

    trouwen = Product.objects.get(slug="trouwen")
    assert set(Product.objects.values_list("slug", flat=True)) == {"trouwen", "trouwlocatie", "paspoort"}
    assert (trouwen.local, trouwen.costs) == ("Trouwen op het **strand**.", "€ 465")
    assert "<strong>strand</strong>" in "".join(trouwen.html("local").parts)
    assert [place.name for place in trouwen.locations.all()] == ["Stadhuis"]
    assert Product.objects.get(slug="paspoort").popular_position == 1


def test_only_subjects_with_products_appear() -> None:
    seeds.fill({"blueprint": BLUEPRINT})

    assert set(Category.objects.values_list("slug", flat=True)) == {"burgerzaken", "familie"}


def test_products_lead_to_others_that_the_municipality_offers() -> None:
    seeds.fill({"blueprint": BLUEPRINT})

    related = Product.objects.get(slug="trouwen").related.values_list("slug", flat=True)
    assert set(related) == {"trouwlocatie"}


def test_what_is_written_can_be_found_at_once() -> None:
    seeds.fill({"blueprint": BLUEPRINT})

    assert "product" in {hit.kind for hit in search.results("strand").hits}
    assert [hit.kind for hit in search.results("zaterdag open").hits][:1] == ["question"]


def test_a_second_time_changes_nothing() -> None:
    seeds.fill({"blueprint": BLUEPRINT})
    before = [
        list(model.objects.order_by("pk").values()) for model in (Category, Product, Location, Question)
    ]

    seeds.fill({"blueprint": BLUEPRINT})

    after = [list(model.objects.order_by("pk").values()) for model in (Category, Product, Location, Question)]
    assert after == before


def test_what_an_editor_changed_stays() -> None:
    seeds.fill({"blueprint": BLUEPRINT})
    Product.objects.filter(slug="trouwen").update(name="Huwelijk", is_published=False)
    Category.objects.filter(slug="familie").update(name="Gezin")
    Product.objects.get(slug="trouwen").related.clear()
    Question.objects.all().delete()

    seeds.fill({"blueprint": BLUEPRINT})

    trouwen = Product.objects.get(slug="trouwen")
    assert (trouwen.name, trouwen.is_published, trouwen.related.count()) == ("Huwelijk", False, 0)
    assert Category.objects.get(slug="familie").name == "Gezin"
    assert not Question.objects.exclude(product=None).exists()


def test_a_product_that_came_later_joins_those_that_are_there() -> None:
    seeds.fill({"blueprint": {**BLUEPRINT, "products": {"paspoort": {}}}})

    seeds.fill({"blueprint": {**BLUEPRINT, "products": {"paspoort": {}, "identiteitskaart": {}}}})

    kaart = Product.objects.get(slug="identiteitskaart")
    assert [category.slug for category in kaart.categories.all()] == ["burgerzaken"]
    assert "paspoort" in kaart.related.values_list("slug", flat=True)


def test_the_whole_library_takes_no_more_statements_than_a_few_products(inside: TenantRef) -> None:
    with CaptureQueriesContext(connection) as captured:
        seeds.fill({"blueprint": {"products": {slug: {} for slug in library.entries()}}})

    assert Product.objects.count() == len(library.entries())
    assert len(captured) < 60
