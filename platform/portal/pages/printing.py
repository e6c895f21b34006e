"""A page of the tree as a PDF, for whoever keeps or prints it (P-253)."""

from cms.models import PageContent
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.views.decorators.http import require_safe
from djangocms_text.html import render_dynamic_attributes

from portal.core import html
from portal.core.links import absolute
from portal.core.printing import pages
from tenants.access import public

from . import queries, writing


@public
@require_safe
def page(request: HttpRequest, page_id: int) -> HttpResponse:
    """Print the texts of a page that anybody may read, in the language of the address.

    :raises Http404: when there is none, or nothing to read in it.
    """
    shown = (each for each in queries.published() if not each.apphook and not each.is_home)
    found = next((each for each in shown if (each.page_id, each.language) == (page_id, get_language())), None)
    content = found and PageContent.objects.filter(page_id=page_id, language=found.language).first()
    if not found or not content:
        raise Http404
    body = html.clean(render_dynamic_attributes("".join(writing.blocks(content))))
    context = {"body": mark_safe(body), "printed_address": absolute(queries.url_of(found))}  # noqa: S308 - cleaned
    return pages.answer(request, "pages/printed.html", content.title, context)
