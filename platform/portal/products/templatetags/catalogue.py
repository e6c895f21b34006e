"""Texts of the catalogue in templates."""

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from portal.core import links
from portal.products import markdown
from portal.products.models.texts import Written
from portal.products.types import Rendered, Text

register = template.Library()


@register.filter
def text(row: Written, name: str) -> Text:
    """Answer a field in the visitor's language, or else in Dutch."""
    return row.text(name)


@register.filter
def html(row: Written, name: str) -> Rendered:
    """Answer a Markdown field as HTML."""
    return row.html(name)


@register.filter
def shown(part: str | Rendered) -> SafeString:
    """Make HTML for the page: cleaned once more, and links to other sites marked as such (P-113)."""
    source = "".join(part.parts) if isinstance(part, Rendered) else part
    cleaned = markdown.clean(source)
    if markdown.EXTERNAL in cleaned:
        cleaned = cleaned.replace(markdown.EXTERNAL, external())
    return mark_safe(cleaned)  # noqa: S308 - cleaned above


@register.simple_tag
def external() -> SafeString:
    """Say, in a link, that it leads to another site: a picture, and words for screen readers."""
    icon = render_to_string("themes/components/icon.html", {"name": "external", "size": "small"})
    words = format_html('<span class="ip-vh"> ({})</span>', gettext("externe website"))
    return words + mark_safe(icon.strip())  # noqa: S308 - our own template


@register.filter
def absolute(path: str) -> str:
    """Answer the full address of a path on the municipality's own host."""
    return links.absolute(path) if path.startswith("/") else path
