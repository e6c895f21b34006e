"""Pages of the catalogue."""

import uuid
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from portal.products import policy, presentation, queries
from portal.products.models import Category, Location, Product
from tenants import access


@access.public
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Show all subjects (requirement P-106)."""
    subjects = queries.tree(policy.visitor_of(request))
    context = {"categories": subjects.roots(), "has_questions": queries.has_general_questions()}
    return _page(request, "products/index.html", presentation.crumbs(), context)


@access.public
@require_safe
def category(request: HttpRequest, path: str) -> HttpResponse:
    """Show a subject (requirement P-107)."""
    try:
        found = queries.category_page(path, policy.visitor_of(request))
    except Category.DoesNotExist:
        raise Http404 from None
    except policy.RefusedError:
        raise PermissionDenied from None
    if found.category.redirect_url:
        return HttpResponseRedirect(found.category.redirect_url)
    return _page(
        request, "products/category.html", presentation.crumbs(*found.trail), {"found": found, "path": path}
    )


@access.public
@require_safe
def product(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a product at its own address, which is the canonical one (requirement P-110)."""
    return _product(request, slug)


@access.public
@require_safe
def category_product(request: HttpRequest, path: str, slug: str) -> HttpResponse:
    """Show a product below a subject that it belongs to (requirement P-115)."""
    return _product(request, slug, path)


@access.public
@require_safe
def location(request: HttpRequest, identity: uuid.UUID) -> HttpResponse:
    """Show a location with the products that people come for (requirement P-116)."""
    try:
        found = queries.location(identity)
    except Location.DoesNotExist:
        raise Http404 from None
    return _page(request, "products/location.html", presentation.crumbs(last=found.name), {"location": found})


@access.public
@require_safe
def questions(request: HttpRequest) -> HttpResponse:
    """Show the general questions (requirement P-118).

    :raises Http404: when there are none.
    """
    found = list(queries.general_questions())
    if not found:
        raise Http404
    return _page(
        request,
        "products/questions.html",
        presentation.crumbs(last=gettext("Veelgestelde vragen")),
        {"questions": found},
    )


def _product(request: HttpRequest, slug: str, path: str = "") -> HttpResponse:
    subjects = queries.tree(policy.visitor_of(request))
    try:
        subject = subjects.at(path) if path else None
        found = queries.product(slug, category=subject)
    except (Category.DoesNotExist, Product.DoesNotExist):
        raise Http404 from None
    except policy.RefusedError:
        raise PermissionDenied from None
    if found.redirect_url:
        return HttpResponseRedirect(found.redirect_url)
    subject = subject or subjects.get(found.first_category)  # type: ignore[attr-defined]  # annotated
    trail = subjects.trail(subject) if subject else []
    crumbs = presentation.crumbs(*trail, last=presentation.label(found))
    return _page(request, "products/product.html", crumbs, {"page": presentation.ProductPage(found)})


def _page(request: HttpRequest, template: str, crumbs: Any, context: dict[str, Any]) -> HttpResponse:
    return render(request, template, {"crumbs": crumbs, **context})
