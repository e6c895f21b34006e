"""Make unsaved rows of what was read."""

import itertools
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from typing import Any

from django.db.models import QuerySet

from integrations.zgw import models
from integrations.zgw.types import CaseType, Catalogue, DocumentType, Part, ResultType, StatusType

from .comparing import FIELDS, MODELS

type Told = Catalogue | CaseType | StatusType | ResultType | DocumentType


def row_of(part: Part, told: Told, connection: uuid.UUID, **belongs: Any) -> Any:
    """Make a row; what a type knows under the name of a column is copied.

    :param belongs: the catalogue or the case type that it belongs to.
    """
    names = {field.name for field in fields(told)} & set(FIELDS[part])
    values = {name: _kept(getattr(told, name)) for name in names}
    return MODELS[part](connection_id=connection, url=told.url, **values, **belongs)


def parts_of(
    part: Part,
    told: Iterable[StatusType | ResultType],
    case_types: Sequence[models.CaseType],
    connection: uuid.UUID,
) -> list[Any]:
    """Make rows of steps or results: one for each case type that has it (I-087, 8)."""
    by_url = {one.url: one for one in case_types}
    sharing = _sharing(case_types)
    rows = {}
    for one in told:
        owners = [by_url[one.case_type]] if one.case_type in by_url else []
        for owner in {owner.pk: owner for owner in [*owners, *sharing.get(one.url, ())]}.values():
            rows[one.url, owner.pk] = row_of(part, one, connection, case_type=owner)
    return list(rows.values())


def tending(connection: uuid.UUID) -> "QuerySet[models.CaseType]":
    """List the case types whose parts are kept: what is internal is shown to nobody."""
    return models.CaseType.objects.filter(connection=connection, is_external=True).order_by("pk")


def version_before(case_types: Iterable[models.CaseType]) -> Mapping[int, models.CaseType]:
    """Answer for each version of a case type the one before it, by key of its row."""
    lines: dict[tuple[int, str], list[models.CaseType]] = {}
    for one in case_types:
        lines.setdefault((one.catalogue_id, one.identification), []).append(one)
    found = {}
    for line in lines.values():
        line.sort(key=_age)
        found.update({after.pk: before for before, after in itertools.pairwise(line)})
    return found


def _age(one: models.CaseType) -> tuple[str, str, str]:
    begins = one.valid_from or one.version_date
    version = one.version_date or one.valid_from
    return (
        begins.isoformat() if begins else "",
        version.isoformat() if version else "",
        one.first_seen_at.isoformat(),
    )


def _sharing(case_types: Iterable[models.CaseType]) -> Mapping[str, list[models.CaseType]]:
    found: dict[str, list[models.CaseType]] = {}
    for one in case_types:
        for url in one.status_types:
            found.setdefault(url, []).append(one)
    return found


def _kept(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value
