"""Read documents of cases, and make the name and the kind of a file safe."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from integrations.sources.items import Item
from integrations.zgw.types.documents import Document, DocumentState

from .catalogue import CONFIDENTIALITY, url
from .fields import text

STATES: Final[Mapping[str, DocumentState]] = {
    "in_bewerking": DocumentState.BEING_MADE,
    "ter_vaststelling": DocumentState.BEING_APPROVED,
    "definitief": DocumentState.DEFINITIVE,
    "gearchiveerd": DocumentState.ARCHIVED,
}
HARMLESS: Final = frozenset(
    {
        "application/pdf", "application/zip", "application/msword", "application/vnd.ms-excel",
        "application/vnd.ms-powerpoint", "application/vnd.ms-outlook", "application/rtf", "text/plain", "text/csv",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "application/vnd.oasis.opendocument.text", "application/vnd.oasis.opendocument.spreadsheet",
        "image/bmp", "image/gif", "image/jpeg", "image/png", "image/tiff",
    }
)  # fmt: skip
"""Kinds of files in which a browser runs nothing."""
ANYTHING: Final = "application/octet-stream"
LONGEST_NAME: Final = 150
APART: Final = re.compile(r'[/\\:*?"<>|;%]')
"""Characters that mean something in a path or a header."""


@dataclass(frozen=True, slots=True)
class Link:
    """That a document belongs to a case ("zaakinformatieobject")."""

    case: str
    document: str
    title: str = ""
    added: datetime | None = None


def link(item: Item) -> Link:
    """Make ours of a link."""
    return Link(
        case=url(item, "zaak"),
        document=url(item, "informatieobject"),
        title=text(item, "titel"),
        added=item.maybe(item.moment, "registratiedatum"),
    )


def document(item: Item) -> Document:
    """Make ours of a document; a level or a state that is not known is None, and keeps it from being shown."""
    return Document(
        uuid=item.uuid("url"),
        url=url(item),
        title=text(item, "titel") or text(item, "bestandsnaam") or text(item, "identificatie"),
        file_name=text(item, "bestandsnaam"),
        format=text(item, "formaat"),
        size=item.maybe(item.number, "bestandsomvang"),
        created=item.maybe(item.day, "creatiedatum"),
        confidentiality=item.maybe(item.choice, "vertrouwelijkheidaanduiding", CONFIDENTIALITY),
        state=item.maybe(item.choice, "status", STATES),
        type=text(item, "informatieobjecttype"),
        content=text(item, "inhoud"),
    )


def is_of(found: Document, asked: UUID) -> bool:
    """Tell whether this is the document that was asked for."""
    return found.uuid == asked


def safe_type(told: str) -> str:
    """Answer the kind of a file where it does no harm."""
    kind = told.partition(";")[0].strip().lower()
    return kind if kind in HARMLESS else ANYTHING


def safe_name(*told: str) -> str:
    """Answer a name for a file of the first that says something; it leads nowhere and hides nothing."""
    for one in told:
        plain = "".join(letter for letter in unicodedata.normalize("NFC", one) if _is_plain(letter))
        name = " ".join(APART.sub(" ", plain).split()).strip(". ")
        if name:
            return _shortened(name)
    return "document"


def _is_plain(letter: str) -> bool:
    """Tell whether a character is one that is seen: no control, nothing that turns the direction of writing."""
    return unicodedata.category(letter) not in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"} or letter in "\t\n"


def _shortened(name: str) -> str:
    if len(name) <= LONGEST_NAME:
        return name
    stem, dot, ending = name.rpartition(".")
    if not dot or len(ending) > 10:
        return name[:LONGEST_NAME].strip(". ")
    return f"{stem[: LONGEST_NAME - len(ending) - 1].strip('. ')}.{ending}"
