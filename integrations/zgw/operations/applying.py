"""Make rows of the mirror say what a list said: only what differs is written, and nothing is deleted."""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from integrations.zgw import models
from integrations.zgw.types import Counts, Part, What

from .comparing import FIELDS, MODELS, Fields, Noticed, differences, is_same

BATCH: Final = 500
type Key = tuple[str, int | None]
"""Address, and the row of the case type for what may be shared among them."""


@dataclass
class Applied:
    """What became of the rows of one list."""

    seen: int = 0
    new: list[models.Mirrored] = field(default_factory=list)
    changed: list[tuple[models.Mirrored, Fields]] = field(default_factory=list)
    gone: list[models.Mirrored] = field(default_factory=list)
    back: list[models.Mirrored] = field(default_factory=list)

    def counts(self, part: Part, catalogue: str = "") -> Counts:
        """Answer how many of each."""
        return Counts(
            part,
            catalogue,
            seen=self.seen,
            new=len(self.new),
            changed=len(self.changed),
            gone=len(self.gone),
            back=len(self.back),
        )

    def noticed(self) -> list[Noticed]:
        """Answer what changed of what was there already."""
        return [
            *(Noticed(What.CHANGED, row, fields) for row, fields in self.changed if fields),
            *(Noticed(What.GONE, row, {}) for row in self.gone),
            *(Noticed(What.BACK, row, {}) for row in self.back),
        ]


def key_of(row: models.Mirrored) -> Key:
    """Answer what tells a row from others of its connection."""
    return row.url, getattr(row, "case_type_id", None)


def apply(
    part: Part,
    existing: Iterable[models.Mirrored],
    told: Iterable[models.Mirrored],
    *,
    is_whole: bool,
    unread: Container[str],
    now: datetime,
    names: Mapping[str, str] = {},
) -> Applied:
    """Write new rows, change those that differ, and mark what is gone.

    :param told: unsaved rows, as the other side told them.
    :param is_whole: whether what is not among them is gone.
    :param unread: addresses of what is there but could not be read.
    """
    there = {key_of(row): row for row in existing}
    came = {key_of(row): row for row in told}
    done = Applied(seen=len(came))
    for key, row in came.items():
        _judge(part, there.get(key), row, done, now, names)
    if is_whole:
        done.gone = [
            row
            for key, row in there.items()
            if key not in came and row.gone_at is None and row.url not in unread
        ]
    _write(part, done, now)
    return done


def _judge(
    part: Part,
    there: models.Mirrored | None,
    row: models.Mirrored,
    done: Applied,
    now: datetime,
    names: Mapping[str, str],
) -> None:
    if there is None:
        row.first_seen_at = row.changed_at = now
        done.new.append(row)
        return
    if not is_same(part, there, row):
        fields = differences(part, there, row, names)
        for name in FIELDS[part]:
            setattr(there, name, getattr(row, name))
        done.changed.append((there, fields))
    if there.gone_at is not None:
        done.back.append(there)


def _write(part: Part, done: Applied, now: datetime) -> None:
    rows: Any = MODELS[part]._default_manager
    for row in done.gone:
        row.gone_at = now
    for row in done.back:
        row.gone_at = None
    for row, _fields in done.changed:
        row.changed_at = now
    rows.bulk_create(done.new, batch_size=BATCH)
    changed = [row for row, _fields in done.changed]
    rows.bulk_update(changed, [*FIELDS[part], "changed_at"], batch_size=BATCH)
    rows.bulk_update([*done.gone, *done.back], ["gone_at"], batch_size=BATCH)


def write_down(row: models.Synchronisation, part: Part, noticed: Sequence[Noticed], now: datetime) -> None:
    """Keep what changed, for people to read."""
    models.Change.objects.bulk_create(
        [
            models.Change(
                synchronisation=row,
                part=part.value,
                what=one.what.value,
                url=one.row.url,
                name=one.row.name,
                case_type=_case_type(one.row),
                fields=one.fields,
                at=now,
            )
            for one in noticed
        ],
        batch_size=BATCH,
    )


def _case_type(row: models.Mirrored) -> str:
    match row:
        case models.CaseType():
            return row.identification
        case models.StatusType() | models.ResultType():
            return row.case_type.identification
        case _:
            return ""
