"""Write releases: numbered in order, one writer at a time for each tenant."""

import uuid
from dataclasses import dataclass
from typing import Any, Final

from django.db import connection

from tenants import entry, registers
from tenants.audit import Actor
from tenants.models import Tenant
from tenants.types import TenantRef

from . import canonical
from .models import Release
from .types import ReleaseKind, Snapshot

LOCKS: Final = 0x52454C45
"""The first half of the keys of our locks; the second is the tenant's site number, which no other tenant has."""
LONGEST_REASON: Final = 300


@dataclass(frozen=True, slots=True)
class Because:
    """Why there is a release: who, for what reason, by which operation."""

    by: Actor
    why: str = ""
    operation: uuid.UUID | None = None
    kind: ReleaseKind = ReleaseKind.CHANGE
    restores: int | None = None


def lock(tenant: TenantRef) -> None:
    """Wait until nobody else changes this tenant's configuration; holds until the transaction ends.

    Taken before anything is read or changed, so that two writers cannot wait for each other. A lock of its own, as
    the portal's login may lock no rows of the directory.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [LOCKS, tenant.site_pk])


def latest(tenant: TenantRef) -> Release | None:
    """Find a tenant's newest release."""
    with entry.outside():
        found: Release | None = Release.objects.filter(tenant__uuid=tenant.uuid).order_by("-number").first()
    return found


def snapshot_of(release: Release | None) -> dict[str, Any]:
    """Read what a release holds; nothing when there is none."""
    return dict(canonical.load(release.snapshot)) if release else {}


def store(tenant: TenantRef, before: Release | None, values: Snapshot, because: Because) -> Release | None:
    """Write the next release, whose number is locked; nothing, when nothing differs.

    :param values: what was read; parts that were not are carried over, unless this version knows them no longer.
    """
    old = snapshot_of(before)
    carried = {key: value for key, value in old.items() if key in registers.parts}
    new = {**carried, **values}
    changed = sorted(key for key in new if key not in old or not canonical.same(old[key], new[key]))
    if not changed:
        return None
    with entry.outside():
        return Release.objects.create(
            tenant_id=Tenant.objects.values_list("pk", flat=True).get(uuid=tenant.uuid),
            number=before.number + 1 if before else 1,
            kind=because.kind.value,
            snapshot=canonical.dump(new),
            changed=changed,
            author_kind=because.by.kind,
            author=because.by.name,
            reason=because.why[:LONGEST_REASON],
            operation=because.operation,
            restores=because.restores,
        )
