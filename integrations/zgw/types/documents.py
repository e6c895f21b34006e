"""Documents of cases in our words. What they are called may say something of somebody."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from types import TracebackType
from typing import Self
from uuid import UUID

from .catalogue import Confidentiality


class DocumentState(StrEnum):
    """How far a document is; only the last two are shown to citizens."""

    BEING_MADE = "being made"
    BEING_APPROVED = "being approved"
    DEFINITIVE = "definitive"
    ARCHIVED = "archived"


@dataclass(frozen=True, slots=True)
class Document:
    """What is known of a document, without its content."""

    uuid: UUID
    url: str
    title: str = field(repr=False)
    file_name: str = field(default="", repr=False)
    """As told; a download has a safe one."""
    format: str = ""
    size: int | None = None
    """Bytes."""
    created: date | None = None
    added: datetime | None = None
    """When it came to the case."""
    confidentiality: Confidentiality | None = None
    state: DocumentState | None = None
    type: str = ""
    """URL of its kind."""
    content: str = field(default="", repr=False)
    """URL of the file."""

    @property
    def day(self) -> date:
        """Answer by which day it is put in order."""
        return self.added.date() if self.added else self.created or date.min


@dataclass(slots=True)
class Download:
    """A file that is arriving; read it to its end, or close it."""

    file_name: str = field(repr=False)
    """Safe to be offered: no path, no control characters, never empty."""
    content_type: str
    """One of a short list that does no harm, else `application/octet-stream`."""
    size: int | None
    """Bytes, where the other side says so in its head."""
    _pieces: Iterator[bytes] = field(repr=False)
    _close: Callable[[], None] = field(repr=False)

    def __iter__(self) -> Iterator[bytes]:
        """Yield the file piece by piece, and end the call after the last.

        :raises UnavailableError: when it breaks off or becomes too large: what came before is then no file.
        """
        try:
            yield from self._pieces
        finally:
            self._close()

    def close(self) -> None:
        """End the call; what was not read is left."""
        self._close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
