"""Write a tree, with values in its places: as HTML for a mail program, and as text for who reads that."""

from collections.abc import Mapping
from typing import Final

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from .tree import Block, Kind, Line, Span
from .values import Values

type Styles = Mapping[str, str]
"""Style of each kind of element, from the house style: mail programs read no stylesheet."""

LINES: Final = {Kind.HEADING: "h1", Kind.SUBHEADING: "h2", Kind.PARAGRAPH: "p"}
LISTS: Final = {Kind.BULLETS: "ul", Kind.NUMBERS: "ol"}


def html(blocks: tuple[Block, ...], values: Values, styles: Styles) -> SafeString:
    """Write it as HTML."""
    written = "\n".join(_block(block, values, styles) for block in blocks)
    return mark_safe(written)  # noqa: S308 - tags are ours, all words are escaped


def text(blocks: tuple[Block, ...], values: Values) -> str:
    """Write it as plain text."""
    return "\n\n".join(filter(None, (_plain(block, values) for block in blocks)))


def _block(block: Block, values: Values, styles: Styles) -> str:
    if block.kind is Kind.BUTTON:
        return _button(block.lines[0][0], values, styles)
    lines = [_line(line, values, styles) for line in block.lines]
    if tag := LISTS.get(block.kind):
        points = "".join(f"<li>{line}</li>" for line in lines)
        return f'<{tag} style="{styles["list"]}">{points}</{tag}>'
    tag = LINES[block.kind]
    return f'<{tag} style="{styles[tag]}">{"<br>".join(lines)}</{tag}>'


def _button(span: Span, values: Values, styles: Styles) -> str:
    address, words = values.address(span), escape(values.text(span.pieces))
    if not address:
        return f'<p style="{styles["p"]}">{words}</p>'
    link = f'<a href="{escape(address)}" style="{styles["button"]}">{words}</a>'
    return f'<p style="{styles["p"]}">{link}</p>'


def _line(line: Line, values: Values, styles: Styles) -> str:
    return "".join(_span(span, values, styles) for span in line)


def _span(span: Span, values: Values, styles: Styles) -> str:
    words, address = _lines(values.text(span.pieces)), values.address(span)
    if address:
        words = f'<a href="{escape(address)}" style="{styles["a"]}">{words}</a>'
    return f"<strong>{words}</strong>" if span.is_bold else words


def _lines(text: str) -> str:
    """Escape words; those of several lines keep them."""
    return str(escape(text)).replace("\n", "<br>")


def _plain(block: Block, values: Values) -> str:
    if block.kind is Kind.BUTTON:
        span = block.lines[0][0]
        return f"{values.text(span.pieces)}:\n{values.address(span)}".rstrip().removesuffix(":")
    lines = [values.line(line) for line in block.lines]
    if block.kind is Kind.BULLETS:
        lines = [f"- {line}" for line in lines]
    if block.kind is Kind.NUMBERS:
        lines = [f"{number}. {line}" for number, line in enumerate(lines, start=1)]
    return "\n".join(lines).strip()
