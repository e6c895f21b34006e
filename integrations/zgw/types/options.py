"""What a municipality chose for one of its case systems (I-022, I-073)."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from .catalogue import Confidentiality
from .parties import Part


class CompanyBy(StrEnum):
    """By which number, and where it stands, a company is looked for (I-031)."""

    RSIN = "rsin"
    KVK_AS_RSIN = "kvk as rsin"
    KVK = "kvk"


@dataclass(frozen=True, slots=True)
class Options:
    """How cases of one back end are asked for and shown; the defaults are the strictest."""

    max_confidentiality: Confidentiality = Confidentiality.PUBLIC
    max_document_confidentiality: Confidentiality = Confidentiality.PUBLIC
    parts: tuple[Part, ...] = (Part.INITIATOR, Part.CO_INITIATOR)
    """Who may see a case: those with one of these parts in it."""
    company_by: CompanyBy | None = None
    """None: as the profile of the system says."""
    shows_without_status: bool = False
    titled_by_case: bool = False
    """Whether the case's own title is shown, in place of the name of its type (I-087, 13)."""
    page_size: int = 20
    most_documents: int = 50
    largest_download: int = 2_000_000_000
    """Bytes."""


STRICTEST: Final = Options()
"""What holds where nobody chose anything."""
