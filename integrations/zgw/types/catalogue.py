"""What kinds of cases there are, in our words: one version of each, as a case system publishes it.

The standard: https://vng-realisatie.github.io/gemma-zaken/standaard/catalogi/
"""

from dataclasses import dataclass
from datetime import date
from enum import IntEnum


class Confidentiality(IntEnum):
    """Who may read something: the higher, the fewer ("vertrouwelijkheidaanduiding")."""

    PUBLIC = 1
    LIMITED_PUBLIC = 2
    INTERNAL = 3
    CASE_CONFIDENTIAL = 4
    CONFIDENTIAL = 5
    RESTRICTED = 6
    SECRET = 7
    TOP_SECRET = 8


@dataclass(frozen=True, slots=True)
class Catalogue:
    """A catalogue of a municipality."""

    url: str
    domain: str
    rsin: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class StatusType:
    """A step of cases of a type."""

    url: str
    case_type: str
    """URL of the version of the case type."""
    name: str
    text: str = ""
    """What a citizen is told; empty where the catalogue says nothing."""
    order: int | None = None
    """Place among the steps; None where a system does not tell (I-087, 2)."""
    is_last: bool = False
    informs: bool | None = None
    """Whether the citizen is to be told of it ("informeren"); None where a system does not tell."""
    term: str = ""
    """How long a case stays in it by plan: an ISO 8601 duration ("doorlooptijd"); newer versions tell it."""


@dataclass(frozen=True, slots=True)
class ResultType:
    """A way in which cases of a type end."""

    url: str
    case_type: str
    name: str
    """The long name where the system has one (I-087, 9)."""
    generic: str = ""
    explanation: str = ""


@dataclass(frozen=True, slots=True)
class DocumentType:
    """A kind of document ("informatieobjecttype")."""

    url: str
    name: str
    confidentiality: Confidentiality | None = None
    catalogue: str = ""
    """URL of its catalogue."""


@dataclass(frozen=True, slots=True)
class CaseType:
    """One version of a case type; `(catalogue, identification)` is what stays when a new version comes."""

    url: str
    catalogue: str
    """URL of its catalogue."""
    identification: str
    name: str
    is_external: bool
    """Whether it is for citizens and companies ("extern"); what is internal is shown to nobody."""
    confidentiality: Confidentiality | None = None
    term: str = ""
    """By law, from begin to end: an ISO 8601 duration ("doorlooptijd"), as told."""
    service_term: str = ""
    """What the municipality aims at ("servicenorm"): an ISO 8601 duration."""
    subject: str = ""
    version_date: date | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    """Empty for the version in force."""
    is_concept: bool = False
    document_types: tuple[str, ...] = ()
    """URLs of the kinds of documents that belong to it."""
    status_types: tuple[str, ...] = ()
    """URLs of its steps, as it names them itself: some vendors share one among case types (I-087, 8)."""
    can_be_extended: bool = False
    """Whether the term by law may be extended ("verlenging")."""
    extension: str = ""
    """By how much: an ISO 8601 duration."""
    can_be_suspended: bool = False
    """Whether the term may stand still ("opschorting"), for instance while something is asked of the citizen."""
