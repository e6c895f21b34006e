"""What adding documents to a case is made of."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from integrations.zgw.types import DocumentType

ACTIVITY: Final = "Documenten van inwoners bij hun zaak voegen"
"""Key of the record of processing."""
MEGABYTE: Final = 1_000_000
MOST_FILES: Final = 10
"""At once."""
MOST_BYTES: Final = 18 * MEGABYTE
"""At once, of all files together: the proxy in front takes 20 MB (docs/operating.md)."""
MOST_A_DAY: Final = 40
"""Files that one person sends in a day."""
DEFAULT_LARGEST: Final = 10
"""Megabytes of one file, unless the municipality says otherwise."""


class State(models.TextChoices):
    """Where a document stands."""

    QUEUED = "queued", _("ontvangen")
    SENDING = "sending", _("wordt doorgegeven")
    DELIVERED = "delivered", _("bij de zaak")
    FAILED = "failed", _("niet gelukt")
    WITHDRAWN = "withdrawn", _("ingetrokken")


LASTING: Final = (State.DELIVERED, State.FAILED, State.WITHDRAWN)
"""What does not change by itself any more."""
LOOKS: Final = {
    State.QUEUED: "info",
    State.SENDING: "info",
    State.DELIVERED: "success",
    State.FAILED: "error",
    State.WITHDRAWN: "neutral",
}


@dataclass(frozen=True, slots=True)
class Place:
    """A case, by the connection that it stands in."""

    connection: UUID
    case: UUID

    def __str__(self) -> str:
        """Name it as the log of acts does."""
        return f"{self.connection} {self.case}"

    @property
    def url(self) -> str:
        """Answer where the page of the case is."""
        return reverse("cases:detail", args=[self.connection, self.case])

    @property
    def upload_url(self) -> str:
        """Answer where documents are sent to."""
        return reverse("cases:upload", args=[self.connection, self.case])

    @property
    def sent_url(self) -> str:
        """Answer where it is told how it goes with what was sent."""
        return reverse("cases:sent", args=[self.connection, self.case])


@dataclass(frozen=True, slots=True)
class Offer:
    """That somebody may add documents to a case: which, and what the municipality says of it."""

    kinds: Sequence[DocumentType] = ()
    text: str = ""
    external_url: str = ""
    """Where they do so elsewhere; then there is no form here (P-166)."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What is taken."""

    endings: Sequence[str]
    largest: int
    """Bytes of one file."""

    @property
    def megabytes(self) -> int:
        """Answer the same, for people."""
        return self.largest // MEGABYTE


@dataclass(frozen=True, slots=True)
class Sent:
    """A document that somebody sent, as its page shows it."""

    number: str
    """Under which people ask about it."""
    name: str = field(repr=False)
    kind: str
    size: int
    state: State
    received_at: datetime
    settled_at: datetime | None
    is_waiting_for_system: bool = False
    """Whether it was tried, and will be tried again."""

    @property
    def look(self) -> str:
        """Answer as what its state stands out."""
        return LOOKS[self.state]

    @property
    def is_open(self) -> bool:
        """Tell whether its state still changes by itself."""
        return self.state not in LASTING
