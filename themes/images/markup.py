"""Read the markup of a drawing with a parser that follows, fetches and unfolds nothing.

Entities can only be declared in a document type's internal subset; a file with one is refused before anything
of it is read, and with that every bomb of entities and every external one. An entity that a document type
elsewhere would declare is refused as well. Size, number and depth are limited while reading.
"""

from dataclasses import dataclass, field
from typing import Final, NoReturn
from xml.parsers import expat

from themes.images.refusals import Reason, RefusedError

MOST_BYTES: Final = 64_000
MOST_NODES: Final = 3_000
MOST_DEPTH: Final = 24
BETWEEN: Final = " "
"""Stands between namespace and name, where a name cannot have it."""


@dataclass(slots=True)
class Node:
    """An element as it was written: `name` and attributes bear their namespace."""

    name: str
    attributes: dict[str, str]
    children: list["Node"] = field(default_factory=list)
    text: str = ""


class _Reader:
    def __init__(self) -> None:
        self.root: Node | None = None
        self.open: list[Node] = []
        self.nodes = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        node = Node(name, attributes)
        self.nodes += 1
        if self.nodes > MOST_NODES:
            raise RefusedError(Reason.TOO_BUSY)
        if len(self.open) >= MOST_DEPTH:
            raise RefusedError(Reason.TOO_DEEP)
        if self.open:
            self.open[-1].children.append(node)
        else:
            self.root = node
        self.open.append(node)

    def end(self, name: str) -> None:
        self.open.pop()

    def text(self, text: str) -> None:
        # Only rules of style are text that counts; all else people read elsewhere.
        if self.open and self.open[-1].name.endswith(f"{BETWEEN}style"):
            self.open[-1].text += text

    def document_type(self, name: str, system: str | None, public: str | None, has_subset: int) -> None:
        if has_subset:
            raise RefusedError(Reason.DECLARATIONS)

    def entity(self, *_: object) -> NoReturn:
        raise RefusedError(Reason.DECLARATIONS)


def parse(data: bytes) -> Node:
    """Read a drawing.

    :raises RefusedError: when it is too large, no XML, or declares something.
    """
    if len(data) > MOST_BYTES:
        raise RefusedError(Reason.TOO_LARGE)
    reader = _Reader()
    parser = expat.ParserCreate(namespace_separator=BETWEEN)
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    parser.buffer_text = True
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    parser.StartDoctypeDeclHandler = reader.document_type
    parser.EntityDeclHandler = reader.entity
    parser.SkippedEntityHandler = reader.entity
    parser.ExternalEntityRefHandler = reader.entity
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        if isinstance(error, RefusedError):
            raise
        raise RefusedError(Reason.NOT_READABLE) from None
    if reader.root is None:
        raise RefusedError(Reason.NOT_READABLE)
    return reader.root
