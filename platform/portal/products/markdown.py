"""Markdown of editors as HTML in the classes of NL Design System (requirements P-111, P-113, P-114).

Raw HTML in Markdown stays text. What comes out passes a list of what is allowed, when it is saved and again
when it is shown, so that a row that was written in some other way brings in nothing either.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from html import unescape
from typing import Final
from urllib.parse import urlsplit

import nh3
from django.utils.html import strip_tags
from django.utils.text import slugify
from markdown_it import MarkdownIt
from markdown_it.token import Token

from portal.products.types import ACTION, Heading, Rendered
from tenants import entry

VERSION: Final = 1
"""Counted up when the same Markdown gives other HTML; what was kept before is then made anew."""
EXTERNAL: Final = "\ue000"
"""Stands in kept HTML at the end of a link to another site; a page shows an icon and words in its place."""
ANCHOR: Final = "kop-"

CLASSES: Final = {
    "a": "utrecht-link",
    "blockquote": "utrecht-blockquote",
    "h2": "utrecht-heading-2",
    "h3": "utrecht-heading-3",
    "h4": "utrecht-heading-4",
    "ol": "utrecht-ordered-list",
    "p": "utrecht-paragraph",
    "table": "utrecht-table",
    "ul": "utrecht-unordered-list",
}
MORE_CLASSES: Final = {"a": {"utrecht-link--external"}, "td": {"ip-number"}, "th": {"ip-number"}}
INLINE: Final = frozenset({"a", "br", "code", "em", "strong"})
BLOCKS: Final = frozenset({"blockquote", "h2", "h3", "h4", "hr", "li", "ol", "p", "pre", "ul"})
TABLES: Final = frozenset({"table", "tbody", "td", "th", "thead", "tr"})
ATTRIBUTES: Final = {
    "a": {"href"},
    "h2": {"id"},
    "ol": {"start"},
    "td": {"data-label"},
    "th": {"scope"},
}
SCHEMES: Final = frozenset({"http", "https", "mailto", "tel"})
HEADING_LEVELS: Final = {"h1": "h2", "h2": "h2", "h3": "h3", "h4": "h4", "h5": "h4", "h6": "h4"}
SPACE: Final = re.compile(r"\s+")
AMOUNT: Final = re.compile(r"€ (?=\d)")


def render(source: str) -> Rendered:
    """Make HTML of Markdown, in parts between which the button of the action stands."""
    headings: list[Heading] = []
    unbroken = AMOUNT.sub("€\u00a0", source.replace("\r\n", "\n").replace(EXTERNAL, ""))
    parts = [clean(_render(part, headings)) for part in unbroken.split(ACTION)]
    return Rendered(parts, headings, VERSION)


def as_written(source: str) -> str:
    """Make plain HTML of Markdown with all that an editor put in, also what is not shown: to be judged, not shown.

    Levels of headings are those that the page gives them, and still deeper ones their own.
    """
    tokens = _parser().parse(source)
    for token in tokens:
        if token.type in {"heading_open", "heading_close"} and token.tag == "h1":
            token.tag = HEADING_LEVELS[token.tag]
    html: str = _parser().renderer.render(tokens, _parser().options, {})
    return html


def clean(html: str) -> str:
    """Keep of HTML what may be in it, whatever wrote it."""
    return nh3.clean(
        html,
        tags=set(INLINE | BLOCKS | TABLES),
        attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
        allowed_classes=_allowed_classes(),
        attribute_filter=_filtered,
        url_schemes=set(SCHEMES),
        link_rel=None,
    )


def plain(rendered: Rendered) -> str:
    """Answer the text without markup, as search takes it."""
    text = unescape(strip_tags("\n".join(rendered.parts))).replace(EXTERNAL, "")
    return SPACE.sub(" ", text).strip()


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable("table")


@cache
def _allowed_classes() -> dict[str, set[str]]:
    allowed = {tag: {name} for tag, name in CLASSES.items()}
    for tag, names in MORE_CLASSES.items():
        allowed[tag] = allowed.get(tag, set()) | names
    return allowed


def _filtered(tag: str, name: str, value: str) -> str | None:
    is_ours = name != "id" or value.startswith(ANCHOR)
    return value if is_ours and EXTERNAL not in value else None


def _render(source: str, headings: list[Heading]) -> str:
    parser = _parser()
    tokens = parser.parse(source)
    for place, token in enumerate(tokens):
        if token.type in {"heading_open", "heading_close"}:
            token.tag = HEADING_LEVELS[token.tag]
        if token.nesting == 1 and token.tag in CLASSES:
            token.attrJoin("class", CLASSES[token.tag])
        if token.type == "heading_open" and token.tag == "h2":
            token.attrSet("id", _anchor(tokens[place + 1], headings))
        token.children = list(_inline(token.children or [])) if token.type == "inline" else token.children
    _label_cells(tokens)
    html: str = parser.renderer.render(tokens, parser.options, {})
    return html


def _anchor(inline: Token, headings: list[Heading]) -> str:
    title = "".join(child.content for child in inline.children or []).strip()
    taken = {heading.anchor for heading in headings}
    wanted = f"{ANCHOR}{slugify(title) or len(headings) + 1}"
    numbers = (f"{wanted}-{number}" for number in range(2, len(headings) + 3))
    anchor = wanted if wanted not in taken else next(name for name in numbers if name not in taken)
    headings.append(Heading(anchor, title))
    return anchor


def _inline(tokens: Sequence[Token]) -> Iterator[Token]:
    """Give links their class and those to another site their mark; of an image keep the words."""
    leaves = False
    for token in tokens:
        if token.type == "link_open":
            leaves = _is_external(str(token.attrGet("href") or ""))
            token.attrSet("class", "utrecht-link utrecht-link--external" if leaves else "utrecht-link")
            token.attrs.pop("title", None)
        if token.type == "link_close" and leaves:
            yield Token("text", "", 0, content=EXTERNAL)
        if token.type == "image":
            token = Token("text", "", 0, content=token.content)
        yield token


def _is_external(href: str) -> bool:
    try:
        host = urlsplit(href).hostname
    except ValueError:
        return True
    return bool(host) and not (entry.is_entered() and host == entry.current().primary_host)


def _label_cells(tokens: Sequence[Token]) -> None:
    """Give each cell the name of its column, which narrow screens show before it; drop inline styles."""
    labels: list[str] = []
    column = 0
    for place, token in enumerate(tokens):
        if token.type == "thead_open":
            labels = []
        elif token.type == "tr_open":
            column = 0
        elif token.type in {"th_open", "td_open"}:
            if "right" in str(token.attrs.pop("style", "")):
                token.attrSet("class", "ip-number")
            if token.type == "th_open":
                token.attrSet("scope", "col")
                labels.append(tokens[place + 1].content)
            elif column < len(labels):
                token.attrSet("data-label", labels[column])
            column += 1
