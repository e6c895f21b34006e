"""Store what lists said, each in one transaction with what changed by it and with the mark that it is behind us."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from integrations.zgw import models
from integrations.zgw.types import CaseType, Catalogue, DocumentType, Part, ResultType, StatusType, What

from . import recording
from .applying import Applied, apply, write_down
from .building import parts_of, row_of, tending, version_before
from .comparing import MODELS, Noticed, differences, since_version_before
from .fetching import Listing


@transaction.atomic
def catalogues(row: models.Synchronisation, stage: str, told: Listing[Catalogue]) -> None:
    """Store catalogues; one that was filled in by hand is not gone because no list has it."""
    connection = row.connection_id
    existing = models.Catalogue.objects.filter(connection=connection)
    by_hand = frozenset(existing.filter(is_by_hand=True).values_list("url", flat=True))
    rows = [row_of(Part.CATALOGUE, one, connection) for one in told.rows]
    done = _apply(Part.CATALOGUE, existing, rows, told, also_there=by_hand)
    _settle(row, stage, Part.CATALOGUE, "", told, done, done.noticed())


@transaction.atomic
def document_types(
    row: models.Synchronisation, stage: str, catalogue: models.Catalogue, told: Listing[DocumentType]
) -> None:
    """Store the kinds of documents of a catalogue."""
    mine = _of(catalogue, told.rows)
    ours = Q(catalogue=catalogue) | Q(url__in=[one.url for one in mine])
    existing = list(models.DocumentType.objects.filter(ours, connection=row.connection_id))
    rows = [row_of(Part.DOCUMENT_TYPE, one, row.connection_id, catalogue=catalogue) for one in mine]
    done = _apply(Part.DOCUMENT_TYPE, existing, rows, told)
    known = {one.name for one in existing}
    # Of a new version of what is there already its own name says enough.
    added = [Noticed(What.NEW, one, {}) for one in done.new if existing and one.name not in known]
    _settle(row, stage, Part.DOCUMENT_TYPE, catalogue.url, told, done, [*added, *done.noticed()])


@transaction.atomic
def case_types(
    row: models.Synchronisation,
    stage: str,
    catalogue: models.Catalogue,
    told: Listing[CaseType],
    *,
    only: Callable[[models.CaseType], bool] = lambda one: True,
) -> None:
    """Store the versions of the case types of a catalogue.

    :param only: of which of those that are there the list tells.
    """
    mine = _of(catalogue, told.rows)
    ours = Q(catalogue=catalogue) | Q(url__in=[one.url for one in mine])
    all_there = list(models.CaseType.objects.filter(ours, connection=row.connection_id))
    existing = [one for one in all_there if only(one)]
    names = dict(models.DocumentType.objects.filter(catalogue=catalogue).values_list("url", "name"))
    rows = [row_of(Part.CASE_TYPE, one, row.connection_id, catalogue=catalogue) for one in mine]
    done = _apply(Part.CASE_TYPE, existing, rows, told, names=names)
    earlier = version_before([*all_there, *_typed(done.new)])
    added = []
    for one in _typed(done.new) if all_there else ():
        before = earlier.get(one.pk)
        fields = differences(Part.CASE_TYPE, before, one, names) if before else {}
        added.append(Noticed(What.NEW, one, fields))
    _settle(row, stage, Part.CASE_TYPE, catalogue.url, told, done, [*added, *done.noticed()])


@transaction.atomic
def parts(
    row: models.Synchronisation,
    stage: str,
    part: Part,
    told: Listing[StatusType] | Listing[ResultType],
    *,
    only: Sequence[int] | None = None,
) -> None:
    """Store the steps or the results of case types.

    :param only: keys of the rows of the case types that the list tells of; None for all.
    """
    all_types = list(tending(row.connection_id))
    case_types = [one for one in all_types if only is None or one.pk in only]
    rows_of: Any = MODELS[part]._default_manager
    known = rows_of.filter(connection=row.connection_id).select_related("case_type")
    by_type: dict[int, list[Any]] = {}
    for one in known:
        by_type.setdefault(one.case_type_id, []).append(one)
    existing = [one for kind in case_types for one in by_type.get(kind.pk, ())]
    rows = parts_of(part, told.rows, case_types, row.connection_id)
    done = _apply(part, existing, rows, told)
    noticed = [*_first_parts(part, done.new, by_type, all_types), *_of_types_there(done.noticed())]
    _settle(row, stage, part, "", told, done, noticed)


def _of[T: CaseType | DocumentType](catalogue: models.Catalogue, told: Iterable[T]) -> list[T]:
    """Leave out what is of another catalogue that we know: some systems do not look which one was asked for."""
    known = models.Catalogue.objects.filter(connection=catalogue.connection_id, gone_at=None)
    others = set(known.exclude(pk=catalogue.pk).values_list("url", flat=True))
    return [one for one in told if one.catalogue not in others]


def _first_parts(
    part: Part, new: Iterable[Any], by_type: dict[int, list[Any]], case_types: Sequence[models.CaseType]
) -> list[Noticed]:
    """Answer what is new: of a new version only what differs from the one before it."""
    added: dict[int, list[Any]] = {}
    for one in new:
        added.setdefault(one.case_type_id, []).append(one)
    earlier = version_before(case_types)
    noticed = []
    for key, ones in added.items():
        before = earlier.get(key)
        if key in by_type:
            noticed += [Noticed(What.NEW, one, {}) for one in ones]
        elif before is not None and before.pk in by_type:
            noticed += since_version_before(part, by_type[before.pk], ones)
    return noticed


def _of_types_there(noticed: Iterable[Noticed]) -> list[Noticed]:
    """Leave out what is gone with its whole case type: that says enough."""
    return [
        one
        for one in noticed
        if one.what is not What.GONE or one.row.case_type.gone_at is None  # type: ignore[attr-defined]
    ]


def _apply(
    part: Part,
    existing: Iterable[Any],
    rows: Iterable[Any],
    told: Listing[Any],
    *,
    also_there: frozenset[str] = frozenset(),
    names: dict[str, str] | None = None,
) -> Applied:
    return apply(
        part,
        existing,
        rows,
        is_whole=told.is_whole,
        unread=told.unread | also_there,
        now=timezone.now(),
        names=names or {},
    )


def _settle(
    row: models.Synchronisation,
    stage: str,
    part: Part,
    catalogue: str,
    told: Listing[Any],
    done: Applied,
    noticed: Sequence[Noticed],
) -> None:
    write_down(row, part, noticed, timezone.now())
    if told.failures:
        recording.fail(row, told.failures)
    recording.note(row, stage, [done.counts(part, catalogue)])


def _typed(rows: Iterable[Any]) -> list[models.CaseType]:
    return list(rows)


def read_whole(catalogue: int) -> None:
    """Say that the case types of a catalogue were read as a whole just now."""
    models.Catalogue.objects.filter(pk=catalogue).update(read_at=timezone.now())
