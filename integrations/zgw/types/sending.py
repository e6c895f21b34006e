"""A document that somebody adds to their case, on its way to the case system."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from integrations.errors import IntegrationError


class Refusal(StrEnum):
    """Why a document is not taken, so that trying again is of no use."""

    NO_CASE = "no case"
    """It is not there, is another's, or is not to be seen: nobody can tell which (P-154)."""
    CASE_ENDED = "case ended"
    NOT_TAKEN = "not taken"
    """The other side finds something wrong with it."""
    NOT_ALLOWED = "not allowed"
    """The other side knows us, and does not let us add documents."""


class DocumentRefusedError(IntegrationError):
    """Raised when a document cannot be added; `refusal` says why."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.value)
        self.refusal = refusal


class Content(Protocol):
    """A file that is read as far as it is needed."""

    @property
    def size(self) -> int:
        """Answer how many bytes it has."""

    def read(self, offset: int, length: int) -> bytes:
        """Answer so many of them, from there on."""


@dataclass(frozen=True, slots=True)
class NewDocument:
    """What is told of a document that is new."""

    key: UUID
    """The same however often it is sent: by it the other side is asked whether it has it."""
    case: UUID
    type: str
    """URL of its kind."""
    title: str = field(repr=False)
    file_name: str = field(repr=False)
    format: str
    author: str = field(repr=False)
    """Never empty: systems refuse that (I-057)."""
    received: date

    @property
    def identification(self) -> str:
        """Answer the number that it gets in the case system, where no other document of this organisation has it."""
        return f"WEB-{self.key.hex}"


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a file that is sent in parts ("bestandsdeel")."""

    url: str
    number: int
    size: int
    is_there: bool
    lock: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Stored:
    """A document as the case system has it; while it is locked its file may be incomplete."""

    url: str
    identification: str
    is_locked: bool = False
    parts: tuple[Part, ...] = ()
