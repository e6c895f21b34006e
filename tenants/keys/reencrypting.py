"""Change a tenant's data key: all that is encrypted is encrypted anew, while others read and write it (W25).

1. A key with the next number is made. Every process reads it as soon as it meets it, and encrypts with it as soon as
   it has looked at the directory: within `TENANT_DIRECTORY_TTL`.
2. Each encrypted column is gone through in batches, with the rows locked: what another key has sealed is sealed anew.
3. The old key stays for `DATA_KEY_GRACE` seconds after a run that found nothing under it: somebody may hold a row
   that he read before, or write one back. What such a one left is taken along, and the time begins again.
4. At last the tables are locked against writers for a moment; if nothing is under the old key, it is deleted.

It may be stopped anywhere: run again it goes on with the number that there is. As long as there are two numbers a
rotation is under way.
"""

import datetime
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

from django.conf import settings
from django.db import OperationalError, connection, transaction
from django.utils import timezone

from tenants import audit, sealing
from tenants.entry import enter, outside
from tenants.errors import DecryptionError
from tenants.models import DataKey, Tenant
from tenants.types import TenantRef

from . import columns, memory, stored, texts
from .columns import Column

BATCH: Final = 100
LOCK_PATIENCE: Final = "2s"
"""How long the last step waits for those who write, who wait behind it meanwhile."""

type Shown = Callable[[int], object]


@dataclass(slots=True)
class Rotation:
    """How far the change of one tenant's data key is."""

    number: int
    rewritten: int = 0
    unreadable: dict[str, int] = field(default_factory=dict)
    """Columns with values that the old key does not open; it stays as long as there are some."""
    deleted: list[int] = field(default_factory=list)
    waits_until: datetime.datetime | None = None
    waits_for: str = ""
    """Why the old key is still there: grace, unreadable, elsewhere or writers."""

    @property
    def is_done(self) -> bool:
        """Tell whether one key is left."""
        return not self.waits_for


def rotate(
    tenant: Tenant,
    *,
    by: audit.Actor,
    why: str = "",
    grace: datetime.timedelta | None = None,
    batch: int = BATCH,
    show: Shown = lambda rewritten: None,
) -> Rotation:
    """Give a tenant another data key, or go on with a change that is under way, as far as it can be done now.

    :param grace: how long the old key stays; by default `DATA_KEY_GRACE`.
    :param show: is told how many values have been encrypted anew.
    :raises DecryptionError: when the tenant has no data key, or when its newest does not open.
    """
    wait = datetime.timedelta(seconds=settings.DATA_KEY_GRACE) if grace is None else grace
    ref = tenant.ref()
    with outside():
        found = Rotation(_begin(tenant, by, why))
        memory.forget()
        _sweep(ref, found, batch, show)
        if not found.unreadable:
            found.waits_until = _quiet_until(tenant, found, wait)
        found.waits_for = _obstacle(ref, found)
        if found.is_done:
            _delete_old(tenant, ref, found, by, why)
            memory.forget()
    return found


@transaction.atomic
def _begin(tenant: Tenant, by: audit.Actor, why: str) -> int:
    """Make the next key, unless there are two already; answers the newest number."""
    Tenant.objects.select_for_update(no_key=True).get(pk=tenant.pk)
    numbers = list(DataKey.objects.filter(tenant=tenant).order_by("number").values_list("number", flat=True))
    if len(numbers) > 1:
        return numbers[-1]
    made = stored.make_next(tenant)
    details = {"number": made.number}
    audit.record("keys.rotated", by=by, tenant=tenant.uuid, target=tenant.name, why=why, details=details)
    return made.number


def _sweep(ref: TenantRef, found: Rotation, batch: int, show: Shown) -> None:
    key = stored.of(ref.uuid, found.number)
    with enter(ref):
        for column in columns.every():
            after: Any = None
            while rows := _batch(column, after, found, key, ref, batch):
                after = rows[-1]
                show(found.rewritten)


@transaction.atomic
def _batch(
    column: Column, after: Any, found: Rotation, key: sealing.Key, ref: TenantRef, size: int
) -> list[Any]:
    """Encrypt one batch of a column anew; answers the rows that were looked at."""
    rows = _under_others(column, found.number).order_by("pk").select_for_update(no_key=True)
    rows = rows if after is None else rows.filter(pk__gt=after)
    batch = list(rows.values_list("pk", column.name)[:size])
    for row, old in batch:
        place = column.place(row)
        try:
            text = texts.decrypt(old, tenant=ref.uuid, place=place)
        except DecryptionError:
            found.unreadable[str(column)] = found.unreadable.get(str(column), 0) + 1
            continue
        new = texts.sealed(text, number=found.number, key=key, tenant=ref.uuid, place=place)
        column.rows().filter(pk=row).update(**{column.name: new})
        found.rewritten += 1
    return [row for row, _ in batch]


def _under_others(column: Column, number: int) -> Any:
    """List the rows whose value is not under this key; an empty one is under none."""
    filled = column.rows().filter(**{f"{column.name}__gt": ""})
    return filled.exclude(**{f"{column.name}__startswith": f"{texts.VERSION}:{number}:"})


def _quiet_until(tenant: Tenant, found: Rotation, grace: datetime.timedelta) -> datetime.datetime:
    """Write down since when nothing is found under the old keys; answers until when they stay."""
    old = DataKey.objects.filter(tenant=tenant, number__lt=found.number)
    if found.rewritten:
        old.update(unused_since=timezone.now())
    else:
        old.filter(unused_since=None).update(unused_since=timezone.now())
    since = [moment for moment in old.values_list("unused_since", flat=True) if moment]
    return max(since) + grace


def _obstacle(ref: TenantRef, found: Rotation) -> str:
    if found.unreadable:
        return "unreadable"
    if found.waits_until and found.waits_until > timezone.now():
        return "grace"
    if columns.numbers_elsewhere(ref.uuid) - {found.number}:
        return "elsewhere"
    return ""


def _delete_old(tenant: Tenant, ref: TenantRef, found: Rotation, by: audit.Actor, why: str) -> None:
    """Delete the old keys, if nothing can be written under them between the last look and that."""
    try:
        with transaction.atomic():
            if not _is_unused(ref, found.number):
                found.waits_for = "writers"
                return
            old = DataKey.objects.filter(tenant=tenant, number__lt=found.number)
            numbers = list(old.order_by("number").values_list("number", flat=True))
            old.delete()
            audit.record(
                "keys.old_deleted",
                by=by,
                tenant=tenant.uuid,
                target=tenant.name,
                why=why,
                details={"numbers": numbers},
            )
    except OperationalError:  # those who write did not end in time; the next run tries again
        found.waits_for = "writers"
    else:
        found.deleted, found.waits_until = numbers, None


def _is_unused(ref: TenantRef, number: int) -> bool:
    """Lock every table with encrypted columns against writers, and look once more."""
    every = list(columns.every())
    with enter(ref):
        with connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL lock_timeout = '{LOCK_PATIENCE}'")
            for table in sorted({column.table for column in every}):
                cursor.execute(f'LOCK TABLE "{table}" IN SHARE ROW EXCLUSIVE MODE')
        return not any(_under_others(column, number).exists() for column in every)
