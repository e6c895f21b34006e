"""Where a page stands in the tree, for its template."""

from typing import Any

from django import template
from django.utils.translation import gettext as _

from portal.core.types import Link
from portal.core.writing.types import faults
from portal.pages import queries, writing

register = template.Library()


@register.simple_tag(takes_context=True)
def crumbs(context: Any) -> list[tuple[str, str]]:
    """List the way to the page that is shown, itself last (requirement P-008)."""
    page, content = context.get("current_page"), context.get("current_pagecontent")
    if page is None or content is None:
        return []
    home = (_("Startpagina"), context["frame"].home_url)
    above = ((link.label, link.url) for link in queries.ancestors(page, content.language))
    return [home, *above, (queries.title_of(content), "")]


@register.simple_tag(takes_context=True)
def children(context: Any) -> list[Link]:
    """List the published pages directly below the page that is shown."""
    page, content = context.get("current_page"), context.get("current_pagecontent")
    return [] if page is None or content is None else queries.children(page, content.language)


@register.inclusion_tag("pages/findings.html", takes_context=True)
def findings(context: Any) -> dict[str, Any]:
    """Tell an editor what is wrong with the page that is being edited."""
    content = context.get("current_pagecontent")
    found = writing.of(content) if content is not None else []
    return {"found": found, "has_faults": bool(faults(found))}
