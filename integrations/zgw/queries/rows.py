"""Make frozen values of rows of the mirror."""

from integrations.zgw import models
from integrations.zgw.types import (
    CaseType,
    Catalogue,
    Confidentiality,
    DocumentType,
    ResultType,
    StableKey,
    StatusType,
)


def catalogue(row: models.Catalogue) -> Catalogue:
    """Answer a catalogue."""
    return Catalogue(row.url, row.domain, row.rsin, row.name)


def case_type(row: models.CaseType) -> CaseType:
    """Answer a version of a case type; its catalogue must have come along."""
    return CaseType(
        url=row.url,
        catalogue=row.catalogue.url,
        identification=row.identification,
        name=row.name,
        is_external=row.is_external,
        confidentiality=_confidentiality(row.confidentiality),
        term=row.term,
        service_term=row.service_term,
        subject=row.subject,
        version_date=row.version_date,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        is_concept=row.is_concept,
        document_types=tuple(row.document_types),
        status_types=tuple(row.status_types),
        can_be_extended=row.can_be_extended,
        extension=row.extension,
        can_be_suspended=row.can_be_suspended,
    )


def key(row: models.CaseType) -> StableKey:
    """Answer what settings of a case type are bound to."""
    return StableKey(row.connection_id, row.catalogue.domain, row.catalogue.rsin, row.identification)


def status_type(row: models.StatusType) -> StatusType:
    """Answer a step; its case type must have come along."""
    return StatusType(
        url=row.url,
        case_type=row.case_type.url,
        name=row.name,
        text=row.text,
        order=row.order,
        is_last=row.is_last,
        informs=row.informs,
        term=row.term,
    )


def result_type(row: models.ResultType) -> ResultType:
    """Answer a result; its case type must have come along."""
    return ResultType(row.url, row.case_type.url, row.name, row.generic, row.explanation)


def document_type(row: models.DocumentType) -> DocumentType:
    """Answer a kind of document; its catalogue must have come along."""
    return DocumentType(row.url, row.name, _confidentiality(row.confidentiality), row.catalogue.url)


def _confidentiality(kept: int | None) -> Confidentiality | None:
    return None if kept is None else Confidentiality(kept)
