"""Change the key-encryption key: every data key is wrapped anew, in batches, while all go on reading (W25).

A data key itself stays, so nobody who has it unwrapped notices. It may be stopped at any point and run again: what is
under the newest key is passed over.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

from django.db import connection, transaction

from tenants import audit
from tenants.entry import outside
from tenants.errors import DecryptionError, UnknownKeyError
from tenants.models import DataKey

from . import wrapping
from .types import KeyEncryption

BATCH: Final = 200
SAVE: Final = """
UPDATE public.tenants_datakey AS k SET wrapped = new.wrapped
  FROM unnest(%s::bigint[], %s::bytea[]) AS new (id, wrapped) WHERE k.id = new.id
"""
UNNAMED: Final = "-"
"""Stands for the key of data keys that were wrapped before keys had ids."""

type Shown = Callable[[int, int], object]


@dataclass(slots=True)
class Rewrapped:
    """What came of it."""

    newest: str
    total: int = 0
    rewrapped: int = 0
    already: int = 0
    closed: list[str] = field(default_factory=list)
    """Data keys that no key at hand opens, as tenant and number."""
    before: Counter[str] = field(default_factory=Counter)
    """How many were under which key."""

    @property
    def looked_at(self) -> int:
        """Count those that have had their turn."""
        return self.rewrapped + self.already + len(self.closed)


def rewrap(
    *,
    by: audit.Actor,
    why: str = "",
    dry_run: bool = False,
    batch: int = BATCH,
    show: Shown = lambda done, total: None,
) -> Rewrapped:
    """Wrap every data key under the newest key-encryption key.

    :param dry_run: only look which would be, and whether each can be.
    :param show: is told how many of how many have been looked at.
    :raises UnknownKeyError: when there is no newest one.
    """
    keys = wrapping.provider()
    newest = next(iter(keys.ids()), None)
    if newest is None:
        raise UnknownKeyError("No key-encryption key is set.")
    with outside():
        found = Rewrapped(newest, total=DataKey.objects.count())
        after = 0
        while rows := _batch(after, batch, keys, found, dry_run=dry_run):
            after = rows[-1].pk
            show(min(found.looked_at, found.total), found.total)
        if not dry_run and found.rewrapped:
            _record(found, by, why)
    return found


@transaction.atomic
def _batch(after: int, size: int, keys: KeyEncryption, found: Rewrapped, *, dry_run: bool) -> list[DataKey]:
    """Wrap one batch anew, with its rows locked; answers the rows that were looked at."""
    rows = DataKey.objects.filter(pk__gt=after).select_related("tenant").order_by("pk")
    batch = list((rows if dry_run else rows.select_for_update(of=("self",)))[:size])
    changed = [row for row in batch if _rewrap(row, keys, found)]
    if changed and not dry_run:
        _save(changed)
    return batch


def _rewrap(row: DataKey, keys: KeyEncryption, found: Rewrapped) -> bool:
    """Wrap one anew in memory, and count it; answers whether there is something to save."""
    wrapped = bytes(row.wrapped)
    named = wrapping.wrapped_by(wrapped)
    found.before[named or UNNAMED] += 1
    if named == found.newest:
        found.already += 1
        return False
    place = wrapping.bound_to(row.tenant.uuid if row.tenant else None, row.number)
    try:
        row.wrapped = wrapping.wrap(wrapping.unwrap(wrapped, place=place, by=keys), place=place, by=keys)
    except DecryptionError:
        found.closed.append(f"{row.tenant.uuid if row.tenant else 'platform'} {row.number}")
        return False
    found.rewrapped += 1
    return True


def _save(changed: list[DataKey]) -> None:
    """Write all of a batch with one statement."""
    with connection.cursor() as cursor:
        cursor.execute(SAVE, [[row.pk for row in changed], [bytes(row.wrapped) for row in changed]])


def _record(found: Rewrapped, by: audit.Actor, why: str) -> None:
    details: dict[str, Any] = {"number": found.rewrapped, "under": found.newest, "closed": len(found.closed)}
    audit.record("keys.rewrapped", by=by, target=found.newest, why=why, details=details)
