"""A view that asks the database what pages of the portal ask it, thirty times, and shows next to nothing."""

from collections.abc import Callable, Sized
from typing import Any

from django.http import HttpRequest, HttpResponse

from portal.core import queries as settings_of
from portal.pages import queries as pages
from portal.products import queries as products
from portal.products.policy import Visitor
from portal.search import queries as search
from tenants.access import public

PRODUCTS = ("paspoort", "verhuizing-doorgeven", "rijbewijs-verlengen")
ANYBODY = Visitor.ANONYMOUS

STEPS: tuple[Callable[[], Any], ...] = (
    settings_of.contact,
    settings_of.welcome,
    lambda: pages.page_at(""),
    pages.published,
    products.menu_categories,
    products.popular_products,
    products.has_general_questions,
    lambda: list(products.general_questions()),
    lambda: products.category_page("burgerzaken", ANYBODY),
    *((lambda slug=slug: products.product(slug)) for slug in PRODUCTS),
    lambda: search.results("paspoort"),
    lambda: pages.page_at("contact"),
    lambda: len(products.tree(ANYBODY).roots()),
    settings_of.contact,
    settings_of.welcome,
    lambda: pages.page_at("privacy"),
    lambda: products.product("grofvuil").name,
)


@public
def queries_of_the_portal(request: HttpRequest) -> HttpResponse:
    """Run the queries; the answer's length depends on what they found."""
    found = [step() for step in STEPS]
    sizes = [len(answer) if isinstance(answer, Sized) else 1 for answer in found]
    return HttpResponse(f"{len(found)} steps, {sum(sizes)} things found", content_type="text/plain")
