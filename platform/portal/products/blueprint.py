"""The part of a blueprint that is about the catalogue: products of the library by name, or a whole catalogue.

A whole catalogue is what another municipality has published. Teams, locations and addresses of forms stay behind: they
are that municipality's own.
"""

from collections.abc import Mapping
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models

from portal.products.models import Category, CategoryProduct, Product, Question
from tenants import shapes
from tenants.shapes import Shape

OWN = frozenset({"id", "uuid", "rendered", "sort_name", "created_at", "updated_at"})
"""Fields that a row has of itself, or that are derived."""
LINKS = ("action_url", "redirect_url")
_line, _text = shapes.text(300), shapes.text()
_links = shapes.many(_line)


def _values_of(model: type[models.Model], **others: Shape) -> Shape:
    """Make the shape of a row: its own fields, and what it says of others."""
    own = {field.name: _shape(field) for field in model._meta.concrete_fields if _is_said(field)}
    return shapes.fields(tuple(others), **own, **others)


def _is_said(field: "models.Field[Any, Any]") -> bool:
    return field.name not in OWN and not field.is_relation


def _shape(field: "models.Field[Any, Any]") -> Shape:
    match field:
        case models.BooleanField():
            return shapes.flag
        case models.IntegerField():
            return shapes.number
        case ArrayField():
            return _links
        case _other:
            return shapes.text(field.max_length or 100_000)


SHAPES: Mapping[str, Shape] = {
    "products": shapes.by_name(
        shapes.fields(costs=_text, local=_text, action_url=_text, location=_line),
    ),
    "popular": shapes.many(_line),
    "questions": shapes.many(
        shapes.fields(("question", "answer"), question=_line, answer=_text, question_en=_line, answer_en=_text)
    ),
    "locations": shapes.many(
        shapes.fields(
            ("name",), name=_line, street=_line, postcode=_line, city=_line, phone=_line, email=_line,
            latitude=shapes.number, longitude=shapes.number, description=_text, description_en=_text, hours=_text,
        )
    ),
    "catalogue": shapes.fields(
        ("categories", "products", "questions"),
        categories=shapes.many(_values_of(Category, parent=_line)),
        products=shapes.many(
            _values_of(Product, related=_links, categories=shapes.by_name(shapes.number))
        ),
        questions=shapes.many(_values_of(Question, product=_line, category=_line)),
    ),
}  # fmt: skip


def export() -> dict[str, Any]:
    """Describe what the entered municipality has published, without any key of a row."""
    ranks = CategoryProduct.objects.select_related("category", "product").order_by("position", "pk")
    products = Product.objects.filter(is_published=True).prefetch_related("related").order_by("slug")
    categories = Category.objects.filter(is_published=True).select_related("parent").order_by("slug")
    questions = Question.objects.filter(is_published=True).select_related("product", "category")
    return {
        "catalogue": {
            "categories": [
                {**_values(row), "parent": row.parent.slug if row.parent else ""} for row in categories
            ],
            "products": [
                {
                    **_values(row),
                    "related": sorted(other.slug for other in row.related.all()),
                    "categories": {
                        rank.category.slug: rank.position for rank in ranks if rank.product_id == row.pk
                    },
                }
                for row in products
            ],
            "questions": [
                {
                    **_values(row),
                    "product": row.product.slug if row.product else "",
                    "category": row.category.slug if row.category else "",
                }
                for row in questions
            ],
        }
    }


def _values(row: models.Model) -> dict[str, Any]:
    values = {field.name: getattr(row, field.name) for field in row._meta.concrete_fields if _is_said(field)}
    for link in LINKS:  # an address elsewhere is of a system of that municipality's own
        if link in values and not values[link].startswith("/"):
            values[link] = ""
    return values
