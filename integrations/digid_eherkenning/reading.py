"""The first gate: read XML of somebody else's, or nothing of it.

What later gates trust holds from here on: there is no document type, no entity, no comment and no instruction, so
a text is one piece; no name (`ID`) stands twice, so a name points to one element.
"""

from collections.abc import Iterator
from typing import Any, Final

from lxml import etree

from . import refusing
from .names import tag

LARGEST: Final = 500_000
"""Bytes of a message; the largest real ones are a tenth."""
MOST_ELEMENTS: Final = 5_000
DEEPEST: Final = 60

type Element = Any


def parse(content: bytes, *, largest: int = LARGEST, most: int = MOST_ELEMENTS) -> Element:
    """Answer the root of a document.

    :raises SignInRefusedError: when it is not plain XML of a sensible size.
    """
    if len(content) > largest:
        refusing.invalid("too_large")
    # A document type is found before the parser runs: nothing of it is ever looked at. UTF-16 would hide it.
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content or b"\x00" in content:
        refusing.invalid("document_type")
    try:
        root = etree.fromstring(content, parser())
    except (etree.XMLSyntaxError, ValueError):
        refusing.invalid("not_xml")
    _check(root, most)
    return root


def parser() -> etree.XMLParser:
    """Make what reads no document type, entity, or anything from elsewhere."""
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
        collect_ids=False,
    )  # fmt: skip


def _check(root: Element, most: int) -> None:
    info = root.getroottree().docinfo
    if info.doctype or (info.encoding or "UTF-8").upper() not in {"UTF-8", "ASCII", "US-ASCII"}:
        refusing.invalid("document_type")
    if any(True for _each in root.itersiblings()) or any(True for _each in root.itersiblings(preceding=True)):
        refusing.invalid("not_plain")
    names: set[str] = set()
    for number, (element, depth) in enumerate(_walk(root)):
        if number >= most or depth > DEEPEST:
            refusing.invalid("too_large")
        if not isinstance(element.tag, str):  # a comment, an instruction or an entity
            refusing.invalid("not_plain")
        for name, value in element.attrib.items():
            if etree.QName(name).localname.lower() == "id":
                if value in names:
                    refusing.invalid("name_twice")
                names.add(value)


def _walk(root: Element) -> Iterator[tuple[Element, int]]:
    stack = [(root, 0)]
    while stack:
        element, depth = stack.pop()
        yield element, depth
        stack.extend((child, depth + 1) for child in element)


def only(parent: Element, space: str, name: str, code: str) -> Element:
    """Answer the one child of this name.

    :raises SignInRefusedError: when there is none, or more than one.
    """
    found = children(parent, space, name)
    if len(found) != 1:
        refusing.invalid(code)
    return found[0]


def at_most_one(parent: Element, space: str, name: str, code: str) -> Element | None:
    """Answer the child of this name, if it is there.

    :raises SignInRefusedError: when there is more than one.
    """
    found = children(parent, space, name)
    if len(found) > 1:
        refusing.invalid(code)
    return found[0] if found else None


def children(parent: Element, space: str, name: str) -> list[Element]:
    """List the children of this name."""
    return [child for child in parent if child.tag == tag(space, name)]


def text(element: Element | None) -> str:
    """Answer the text of an element that holds nothing else; empty for what is not there.

    :raises SignInRefusedError: when there are elements in it.
    """
    if element is None:
        return ""
    if len(element):
        refusing.invalid("text_in_pieces")
    return str(element.text or "").strip()
