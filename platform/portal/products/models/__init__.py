"""What a municipality offers: tables in its own schema."""

from portal.products.models.categories import Category, CategoryProduct
from portal.products.models.desks import Contact, Location
from portal.products.models.interests import Interest
from portal.products.models.products import Product
from portal.products.models.questions import Question

__all__ = ["Category", "CategoryProduct", "Contact", "Interest", "Location", "Product", "Question"]
