"""Give a connection the mirror of a fresh catalogue of the sandbox, for tests that are about something else.

The catalogues of all municipalities of the sandbox are one, but for keys and numbers. So it is read in earnest once in
each worker; after that its rows are written as they would be read there. `mirror/test_given.py` shows that a
synchronisation then finds nothing that differs.
"""

import copy
import re
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from django.utils import timezone

from integrations.sandbox.settings import Settings
from integrations.sandbox.world.catalogue import CaseType, case_types
from integrations.sandbox.world.identifiers import RSINS
from integrations.sandbox.world.worlds import ROOT
from integrations.zgw import models, operations
from integrations.zgw.types import Cause
from tests.integrations.saved import Saved

LISTS_NONE: Final = "esuite"
"""Of it a catalogue was filled in by hand: it is read in earnest each time."""
UUID: Final = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
MODELS: Final[tuple[type[Any], ...]] = (
    models.Catalogue,
    models.DocumentType,
    models.CaseType,
    models.StatusType,
    models.ResultType,
)
"""In an order in which each refers to those before it."""
MOMENTS: Final = ("first_seen_at", "changed_at", "read_at", "asked_at", "begun_at", "alive_at", "ended_at")


@dataclass(frozen=True)
class Kept:
    """The rows that one reading left, and of which municipality of the sandbox."""

    there: str
    rows: dict[type[Any], list[Any]]
    run: models.Synchronisation


_kept: dict[tuple[str, str], Kept] = {}
"""By the version of the case system, and the address of the sandbox."""


def read(connection: Saved, cause: Cause = Cause.REQUEST) -> None:
    """Have the catalogue of a connection that is new read, or its rows written as if it were."""
    key = connection.stand_in, connection.sandbox.url
    kept = _kept.get(key)
    if kept is not None:
        _give(connection, kept, cause)
        return
    run = operations.synchronise(connection.key, cause=cause)
    assert run is not None
    if not run.failures and connection.stand_in != LISTS_NONE:
        rows = {
            model: list(model.objects.filter(connection=connection.key).order_by("pk")) for model in MODELS
        }
        _kept[key] = Kept(connection.there, rows, run)


def _give(connection: Saved, kept: Kept, cause: Cause) -> None:
    names = _names(kept.there, connection.there)
    new: dict[tuple[str, int], Any] = {}
    for model, rows in kept.rows.items():
        made = [_copied(row, names, connection.key) for row in rows]
        for row in made:
            for parent in ("catalogue", "case_type"):
                if (old := getattr(row, f"{parent}_id", None)) is not None:
                    setattr(row, parent, new[parent, old])
        old_keys = [row.pk for row in made]
        for row in made:
            row.pk = None
        model.objects.bulk_create(made)
        name = {models.Catalogue: "catalogue", models.CaseType: "case_type"}.get(model, "")
        new |= {(name, old): row for old, row in zip(old_keys, made, strict=True)}
    run = _copied(kept.run, names, connection.key)
    run.pk, run.cause = uuid.uuid4(), cause.value
    run.done = {_stage(stage, new): told for stage, told in run.done.items()}
    run.save(force_insert=True)


def _stage(stage: str, new: Mapping[tuple[str, int], Any]) -> str:
    """Name a stage that is about a catalogue by its new row."""
    name, colon, row = stage.partition(":")
    return f"{name}:{new['catalogue', int(row)].pk}" if colon else stage


def _copied(row: Any, names: Mapping[str, str], connection: uuid.UUID) -> Any:
    made = copy.copy(row)
    made._state = copy.copy(row._state)
    made._state.fields_cache = {}
    now = timezone.now()
    for field in row._meta.concrete_fields:
        value = getattr(row, field.attname)
        if field.name in MOMENTS and value is not None:
            setattr(made, field.attname, now)
        elif isinstance(value, str | list | dict):
            setattr(made, field.attname, _renamed(value, names))
    made.connection_id = connection
    return made


def _renamed(value: Any, names: Mapping[str, str]) -> Any:
    match value:
        case str():
            known = names.get(value)
            if known is not None or "/" not in value:
                return known or value
            found = UUID.sub(lambda part: names.get(part.group(), part.group()), value)
            return "/".join(names.get(part, part) for part in found.split("/"))
        case list():
            return [_renamed(one, names) for one in value]
        case dict():
            return {key: _renamed(one, names) for key, one in value.items()}
    return value


def _names(before: str, after: str) -> dict[str, str]:
    """Answer what each key and number of one municipality is in another."""
    return {before: after, **dict(zip(_keys(before), _keys(after), strict=True))}


@cache
def _keys(there: str) -> tuple[str, ...]:
    namespace = uuid.uuid5(ROOT, f"{Settings().seed}:{there}")
    rsin = RSINS[100 + namespace.int % (len(RSINS) - 100)]
    return (str(namespace), rsin, *(str(key) for kind in case_types(namespace) for key in _keys_of(kind)))


def _keys_of(kind: CaseType) -> Iterator[uuid.UUID]:
    yield kind.uuid
    for parts in (kind.statuses, kind.results, kind.documents, kind.roles):
        yield from (one.uuid for one in parts)
