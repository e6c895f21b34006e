"""Say wherein things differ, field by field, in values that JSON writes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from integrations.zgw import models
from integrations.zgw.types import Part, What, carried_over

FIELDS: Final[Mapping[Part, tuple[str, ...]]] = {
    Part.CATALOGUE: ("name", "domain", "rsin"),
    Part.CASE_TYPE: (
        "name", "identification", "is_external", "confidentiality", "term", "service_term", "subject",
        "version_date", "valid_from", "valid_until", "is_concept", "document_types", "status_types",
        "can_be_extended", "extension", "can_be_suspended", "catalogue_id",
    ),
    Part.STATUS_TYPE: ("name", "text", "order", "is_last", "informs", "term"),
    Part.RESULT_TYPE: ("name", "generic", "explanation"),
    Part.DOCUMENT_TYPE: ("name", "confidentiality", "catalogue_id"),
}  # fmt: skip
"""What is mirrored of each."""
SILENT: Final = frozenset({"status_types", "catalogue_id"})
"""Addresses and keys, which tell people nothing: steps are compared themselves."""
MODELS: Final[Mapping[Part, type[models.Mirrored]]] = {
    Part.CATALOGUE: models.Catalogue,
    Part.CASE_TYPE: models.CaseType,
    Part.STATUS_TYPE: models.StatusType,
    Part.RESULT_TYPE: models.ResultType,
    Part.DOCUMENT_TYPE: models.DocumentType,
}
type Fields = dict[str, list[Any]]


@dataclass(frozen=True, slots=True)
class Noticed:
    """Something that changed, before it is written down."""

    what: What
    row: models.Mirrored
    fields: Fields


def is_same(part: Part, one: models.Mirrored, other: models.Mirrored) -> bool:
    """Tell whether two rows say the same."""
    return all(getattr(one, name) == getattr(other, name) for name in FIELDS[part])


def differences(
    part: Part, before: models.Mirrored, after: models.Mirrored, names: Mapping[str, str] = {}
) -> Fields:
    """Answer for each field that differs what it was and what it is.

    :param names: of kinds of documents, by address: what people read in their place.
    """
    found = {}
    for name in FIELDS[part]:
        old, new = (_told(getattr(row, name), names) for row in (before, after))
        if old != new and name not in SILENT:
            found[name] = [old, new]
    return found


def since_version_before(
    part: Part, before: Iterable[models.Mirrored], after: Iterable[models.Mirrored]
) -> list[Noticed]:
    """Compare the parts of a new version of a case type with those of the one before it, by what stays."""
    old = {_stays(row): row for row in before}
    new = {_stays(row): row for row in after}
    follows = carried_over(old, new)
    noticed = [Noticed(What.GONE, old[key], {}) for key in old if key not in follows.values()]
    for key, row in new.items():
        if key not in follows:
            noticed.append(Noticed(What.NEW, row, {}))
        elif fields := differences(part, old[follows[key]], row):
            noticed.append(Noticed(What.CHANGED, row, fields))
    return noticed


def _stays(row: models.Mirrored) -> tuple[str, int | None]:
    return row.name, getattr(row, "order", None)


def _told(value: Any, names: Mapping[str, str]) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return sorted({names.get(one, one) for one in value})
    return value
