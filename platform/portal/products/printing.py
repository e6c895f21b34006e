"""A product as a PDF, for whoever keeps or prints it (P-253)."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_safe

from portal.core.printing import pages
from portal.products import presentation, queries
from portal.products.models import Product
from tenants import access


@access.public
@require_safe
def product(request: HttpRequest, slug: str) -> HttpResponse:
    """Print what stands on the page of a product.

    :raises Http404: when there is none.
    """
    try:
        found = queries.product(slug)
    except Product.DoesNotExist:
        raise Http404 from None
    if found.redirect_url:
        return HttpResponseRedirect(found.redirect_url)
    page = presentation.ProductPage(found)
    context = {"page": page, "printed_address": page.canonical}
    return pages.answer(request, "products/printed.html", str(presentation.label(found)), context)
