"""Releases of a municipality's configuration, as the screens show them."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace

from tenants.configuration import queries, snapshots, storing
from tenants.configuration.models import Release
from tenants.configuration.types import PartDiff, ReleaseRow
from tenants.models import Tenant
from tenants.types import TenantRef


@dataclass(frozen=True, slots=True)
class Compared:
    """What differs between two releases."""

    before: ReleaseRow | None
    """None for the first release, before which there was nothing."""
    after: ReleaseRow
    parts: tuple[PartDiff, ...]
    is_own: bool
    """It is what the later one changed."""


def listed(tenant: uuid.UUID) -> Sequence[ReleaseRow]:
    """List the releases, the newest first."""
    return queries.releases(tenant)


def compared(tenant: uuid.UUID, number: int, other: int | None = None) -> Compared | None:
    """Say what a release changed, or what would change from it to another; None when one of them is not there."""
    try:
        release = queries.release(tenant, number)
        against = None if other is None else queries.release(tenant, other)
    except Release.DoesNotExist:
        return None
    if against is not None:
        parts = queries.between(release, against)
        return Compared(queries.row_of(release), queries.row_of(against), parts, is_own=False)
    before = queries.release(tenant, number - 1) if number > 1 else None
    row = queries.row_of(before) if before else None
    return Compared(row, queries.row_of(release), queries.changes(release), is_own=True)


def put_back(tenant: uuid.UUID, newest: int, number: int) -> Compared | None:
    """Say what putting a release back would change; of the newest one, what was changed outside it."""
    found = compared(tenant, newest, number)
    if found is None or number != newest:
        return found
    ref = _ref(tenant)
    parts = queries.looked_at(ref)
    held = storing.snapshot_of(storing.latest(ref))
    return replace(found, parts=queries.diff(snapshots.read(ref, parts), held, only=parts))


def drift(tenant: uuid.UUID) -> tuple[PartDiff, ...]:
    """Say what was changed outside the releases, as far as the console can look; nothing before the first one."""
    if not Release.objects.filter(tenant__uuid=tenant).exists():
        return ()
    return queries.drift(_ref(tenant))


def _ref(tenant: uuid.UUID) -> TenantRef:
    row: Tenant = Tenant.objects.prefetch_related("domains", "feature_switches").get(uuid=tenant)
    return row.ref()
