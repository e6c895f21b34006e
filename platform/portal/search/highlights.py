"""Mark what matched, in text that is never trusted."""

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

# Characters without a meaning of their own (Unicode's private use): no text that is indexed may hold them.
START, STOP = "\ue000", "\ue001"
OPTIONS = f"StartSel={START},StopSel={STOP}"
WHOLE = f"{OPTIONS},HighlightAll=true"
FRAGMENT = f"{OPTIONS},MaxFragments=1,MaxWords=28,MinWords=14"


def strip(text: str) -> str:
    """Drop what we mark with, and what PostgreSQL cannot store."""
    return text.replace(START, "").replace(STOP, "").replace("\x00", "")


def to_html(text: str) -> SafeString:
    """Make HTML of a text with marks: everything escaped, and nothing but `<mark>` in it."""
    marked = str(escape(text)).replace(START, "<mark>").replace(STOP, "</mark>")
    return mark_safe(marked)  # noqa: S308 - escaped above
