"""Read a text into a tree, in one pass over it. Whatever is no markup is words: reading never fails."""

import re
from collections.abc import Iterator
from typing import Final

from .tree import Block, Kind, Line, Literal, Span, Target, Value

LONGEST: Final = 10_000
"""Characters of a text; what comes after is left out."""
MOST_PLACES: Final = 100
"""Places for values in a text; with what a value may be at most this bounds what comes out."""

NAME: Final = r"[a-z][a-z0-9_]{0,39}"
_ADDRESS = r"\( ?(?:\{\{ {0,3}(?P<spot>" + NAME + r") {0,3}\}\}|(?P<url>[^\s(){}\[\]]{1,500})) ?\)"
_VALUE = r"\{\{ {0,3}(?P<value>" + NAME + r") {0,3}\}\}"
TOKEN: Final = re.compile(
    r"\[(?P<label>[^\[\]\n]{1,200})\]" + _ADDRESS + r"|(?P<bold>\*\*)|" + _VALUE, re.ASCII
)
PLACE: Final = re.compile(_VALUE, re.ASCII)
BUTTON: Final = re.compile(r"\[\[(?P<label>[^\[\]\n]{1,100})\]\]" + _ADDRESS, re.ASCII)
POINT: Final = re.compile(r"(?:(?P<bullet>[-*])|[0-9]{1,3}\.) +(?P<rest>.*)", re.ASCII)
HEADING: Final = re.compile(r"(?P<marks>#{1,2}) +(?P<rest>.*)", re.ASCII)


def read(text: str) -> tuple[Block, ...]:
    """Read a body."""
    blocks: list[Block] = []
    is_open = False
    for raw in _at_most(text[:LONGEST]).splitlines():
        line = raw.strip()
        if not line:
            is_open = False
            continue
        kind, content = _line(line)
        last = blocks[-1] if blocks else None
        may_join = (kind is Kind.PARAGRAPH and is_open) or kind in (Kind.BULLETS, Kind.NUMBERS)
        if last and last.kind is kind and may_join:
            lines = blocks.pop().lines
            blocks.append(Block(kind, (*lines, content)))
        else:
            blocks.append(Block(kind, (content,)))
        is_open = kind is Kind.PARAGRAPH
    return tuple(blocks)


def read_line(text: str) -> tuple[Literal | Value, ...]:
    """Read a subject, or the words of a link: words and places, nothing else."""
    pieces: list[Literal | Value] = []
    end = 0
    for found in PLACE.finditer(text):
        pieces += _words(text[end : found.start()])
        pieces.append(Value(found["value"]))
        end = found.end()
    return (*pieces, *_words(text[end:]))


def names(text: str) -> list[str]:
    """List the names in the places of a text, links included, in their order."""
    return [found["value"] for found in PLACE.finditer(text)]


def _line(line: str) -> tuple[Kind, Line]:
    if found := BUTTON.fullmatch(line):
        return Kind.BUTTON, (_link(found),)
    if found := HEADING.fullmatch(line):
        return (Kind.HEADING if len(found["marks"]) == 1 else Kind.SUBHEADING), _spans(found["rest"])
    if found := POINT.fullmatch(line):
        return (Kind.BULLETS if found["bullet"] else Kind.NUMBERS), _spans(found["rest"])
    return Kind.PARAGRAPH, _spans(line)


def _spans(line: str) -> Line:
    return tuple(_tokens(line))


def _tokens(line: str) -> Iterator[Span]:
    is_bold, end = False, 0
    for found in TOKEN.finditer(line):
        for words in _words(line[end : found.start()]):
            yield Span((words,), is_bold=is_bold)
        end = found.end()
        if found["bold"]:
            is_bold = not is_bold
        elif found["value"]:
            yield Span((Value(found["value"]),), is_bold=is_bold)
        else:
            yield _link(found, is_bold=is_bold)
    for words in _words(line[end:]):
        yield Span((words,), is_bold=is_bold)


def _link(found: re.Match[str], *, is_bold: bool = False) -> Span:
    target = Target(url=found["url"] or "", name=found["spot"] or "")
    return Span(read_line(found["label"]), target, is_bold)


def _words(text: str) -> list[Literal]:
    return [Literal(text)] if text else []


def _at_most(text: str) -> str:
    """Cut a text before one place too many."""
    for number, found in enumerate(PLACE.finditer(text)):
        if number == MOST_PLACES:
            return text[: found.start()]
    return text
