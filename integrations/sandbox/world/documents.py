"""Synthetic documents: a small PDF each, and now and then a very large one."""

import uuid as uuids
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time

from . import pdf
from .cases import Case
from .catalogue import DocumentType

LARGE = 60_000_000
"""Bytes of the large document that the first case of a municipality has."""


@dataclass(frozen=True, slots=True)
class Document:
    """A document, and what is in it."""

    uuid: uuids.UUID
    identification: str
    title: str
    file_name: str
    type: DocumentType | None
    type_address: str
    author: str
    created: datetime
    confidentiality: str
    status: str
    size: int
    given: bytes | None = None
    """What was uploaded; of others the content is made when it is asked for."""
    format: str = "application/pdf"
    lock: str = ""
    language: str = "nld"
    parts: tuple["Part", ...] = ()

    def content(self) -> Iterator[bytes]:
        """Answer the file, a piece at a time."""
        if self.given is not None:
            yield self.given
        else:
            yield from pdf.pages(self.title, [self.author, f"{self.created:%d-%m-%Y}"], size=self.size)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a file that is uploaded in parts."""

    uuid: uuids.UUID
    number: int
    size: int
    content: bytes | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """A document that belongs to a case."""

    uuid: uuids.UUID
    case: uuids.UUID
    document_address: str
    document: uuids.UUID | None
    title: str
    registered: datetime


def of_case(case: Case, number: int) -> Iterator[tuple[Document, Link]]:
    """Make the documents of a case."""
    kinds = case.type.documents if case.ended else case.type.documents[:2]
    for place, kind in enumerate(kinds):
        title = f"{kind.name} {case.type.name.lower()}"
        moment = datetime.combine(case.started, time(10, place), UTC)
        document = Document(
            uuid=uuids.uuid5(case.uuid, f"document {place}"),
            identification=f"DOCUMENT-{case.started.year}-{number * 10 + place:010d}",
            title=title,
            file_name=f"{title.replace(' ', '-')}.pdf",
            type=kind,
            type_address="",
            author="Aanvrager" if kind.comes_in else "Gemeente",
            created=moment,
            confidentiality="vertrouwelijk" if (number + place) % 11 == 10 else "openbaar",
            status="in_bewerking" if (number + place) % 7 == 6 else "definitief",
            size=LARGE if number == 0 and place == 0 else pdf.SMALLEST + 100 * (number % 50),
        )
        link = uuids.uuid5(case.uuid, f"link {place}")
        yield document, Link(link, case.uuid, "", document.uuid, title, moment)
