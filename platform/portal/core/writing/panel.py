"""The panel beside a form of an editor that says what was found, kept up to date by `core/writing.js`."""

from collections.abc import Iterable

from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from .types import Part


def inside(parts: Iterable[Part]) -> str:
    """Write what was found."""
    return render_to_string("core/findings.html", {"found": [part for part in parts if part.findings]})


def panel(url: str, parts: Iterable[Part]) -> SafeString:
    """Write the panel of texts as they were kept.

    :param url: takes the form by POST while somebody types, and answers `inside`.
    """
    found = mark_safe(inside(parts))  # noqa: S308 - made by a template of ours
    return format_html('<div data-writing="{}" role="status">{}</div>', url, found)
