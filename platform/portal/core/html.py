"""Rich text of editors: what may be in it, and Markdown of blueprints.

The same list holds when text is saved and when it is shown: neither the editor's program nor a row that
was written some other way can bring in script, style or anything from another host.
"""

from functools import cache
from typing import Final

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

STRUCTURE: Final = frozenset({"blockquote", "br", "h2", "h3", "h4", "hr", "li", "ol", "p", "ul"})
TABLES: Final = frozenset({"caption", "table", "tbody", "td", "th", "thead", "tr"})
WORDS: Final = frozenset({"a", "code", "em", "s", "strong", "sub", "sup", "u"})
TAGS: Final = STRUCTURE | TABLES | WORDS
ATTRIBUTES: Final = {
    "*": {"lang"},
    "a": {"href", "hreflang"},
    "ol": {"start"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
}
SCHEMES: Final = frozenset({"http", "https", "mailto", "tel"})


def clean(html: str) -> SafeString:
    """Keep of an HTML text what an editor may write."""
    kept = nh3.clean(
        html, tags=set(TAGS), attributes=ATTRIBUTES, url_schemes=set(SCHEMES), link_rel="noopener noreferrer"
    )
    return mark_safe(kept)  # noqa: S308 - cleaned above


def from_markdown(text: str, *, language: str = "") -> SafeString:
    """Make HTML of Markdown, with the same limits; raw HTML in it is shown, not used.

    :param language: of the text, where that is not the page's.
    """
    tokens = _markdown().parse(text)
    for token in tokens:
        if language and token.level == 0 and token.nesting >= 0 and token.type != "inline":
            token.attrSet("lang", language)
    return clean(_markdown().renderer.render(tokens, _markdown().options, {}))


@cache
def _markdown() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable("table")
