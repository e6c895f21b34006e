"""Make a catalogue as `blueprint` describes one."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from portal.products.models import Category, CategoryProduct, Product, Question
from tenants import blueprints

type Described = Mapping[str, Any]


@transaction.atomic
def make_catalogue(catalogue: Described, *, name: str) -> None:
    """Write the catalogue where there is none yet."""
    if Product.objects.exists() or Category.objects.exists():
        return
    described = blueprints.with_name(catalogue, name)
    categories = _categories(described["categories"])
    products = _products(described["products"], categories)
    for row in described["questions"]:
        product, category = products.get(row["product"]), categories.get(row["category"])
        if bool(product) == bool(row["product"]) and bool(category) == bool(row["category"]):
            Question.objects.create(**{**row, "product": product, "category": category})


def _categories(rows: Sequence[Described]) -> dict[str, Category]:
    made = {row["slug"]: Category.objects.create(**_without(row, "parent")) for row in rows}
    for row in rows:
        if row["parent"] in made:
            Category.objects.filter(slug=row["slug"]).update(parent=made[row["parent"]])
    return made


def _products(rows: Sequence[Described], categories: Mapping[str, Category]) -> dict[str, Product]:
    made = {row["slug"]: Product.objects.create(**_without(row, "related", "categories")) for row in rows}
    for row in rows:
        product = made[row["slug"]]
        product.related.set(made[slug] for slug in row["related"] if slug in made)
        CategoryProduct.objects.bulk_create(
            CategoryProduct(product=product, category=categories[slug], position=position)
            for slug, position in row["categories"].items()
            if slug in categories
        )
    return made


def _without(row: Described, *names: str) -> dict[str, Any]:
    return {key: value for key, value in row.items() if key not in names}
