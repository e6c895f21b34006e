"""Where editors keep the catalogue, in `/beheer/`."""

from portal.products.admin.categories import CategoryAdmin
from portal.products.admin.desks import ContactAdmin, LocationAdmin
from portal.products.admin.products import ProductAdmin
from portal.products.admin.questions import QuestionAdmin

__all__ = ["CategoryAdmin", "ContactAdmin", "LocationAdmin", "ProductAdmin", "QuestionAdmin"]
