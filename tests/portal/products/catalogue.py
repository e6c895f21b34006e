"""Make what tests about the catalogue need; everything is published unless a test says otherwise."""

from typing import Any

from django.utils.text import slugify

from portal.products import operations
from portal.products.models import Category, CategoryProduct, Location, Product, Question
from tenants import audit


def category(name: str = "Afval", *, parent: Category | None = None, **values: Any) -> Category:
    """Save a subject, as an editor does."""
    row = Category(**{"name": name, "slug": slugify(name), "is_published": True, "parent": parent} | values)
    operations.save_category(category=row, by=audit.SYSTEM)
    return row


def product(
    name: str = "Paspoort", *, under: Category | None = None, position: int = 0, **values: Any
) -> Product:
    """Save a product, as an editor does, in a subject if one is given."""
    row = Product(**{"name": name, "slug": slugify(name), "is_published": True} | values)
    operations.save_product(product=row, by=audit.SYSTEM)
    if under:
        CategoryProduct.objects.create(category=under, product=row, position=position)
    return row


def question(text: str = "Hoe lang duurt het?", answer: str = "Vijf dagen.", **values: Any) -> Question:
    """Save a question, as an editor does."""
    row = Question(question=text, answer=answer, **values)
    operations.save_question(question=row, by=audit.SYSTEM)
    return row


def location(name: str = "Stadhuis", **values: Any) -> Location:
    """Save a location, as an editor does."""
    row = Location(name=name, **values)
    operations.save_location(location=row, by=audit.SYSTEM)
    return row
