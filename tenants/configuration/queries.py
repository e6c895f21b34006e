"""Read releases: the list, what differs between two, and what was changed outside them."""

import uuid
from collections.abc import Collection, Sequence

from tenants import entry, registers
from tenants.registers import Part
from tenants.types import TenantRef

from . import canonical, snapshots, storing
from .models import Release
from .types import PartDiff, ReleaseKind, ReleaseRow, Snapshot


def releases(tenant: uuid.UUID, *, most: int | None = None) -> Sequence[ReleaseRow]:
    """List a tenant's releases, the newest first."""
    with entry.outside():
        found = Release.objects.filter(tenant__uuid=tenant).defer("snapshot").order_by("-number")
        return [row_of(release) for release in found[:most]]


def release(tenant: uuid.UUID, number: int | None = None) -> Release:
    """Find a release; the newest, when no number is given.

    :raises Release.DoesNotExist: when there is none.
    """
    with entry.outside():
        found = Release.objects.filter(tenant__uuid=tenant)
        if number is None:
            return found.latest("number")
        return found.get(number=number)


def changes(release: Release) -> tuple[PartDiff, ...]:
    """Say what a release changed."""
    with entry.outside():
        before = Release.objects.filter(tenant=release.tenant_id, number=release.number - 1).first()
    return diff(storing.snapshot_of(before), storing.snapshot_of(release))


def between(older: Release, newer: Release) -> tuple[PartDiff, ...]:
    """Say what differs between two releases of a tenant."""
    return diff(storing.snapshot_of(older), storing.snapshot_of(newer))


def drift(tenant: TenantRef) -> tuple[PartDiff, ...]:
    """Say what was changed outside the releases, as far as this process can look: what is so, and no release holds."""
    known = storing.snapshot_of(storing.latest(tenant))
    parts = looked_at(tenant)
    return diff(known, snapshots.read(tenant, parts), only=parts)


def looked_at(tenant: TenantRef) -> list[Part]:
    """List the parts that this process can read."""
    return snapshots.parts(snapshots.reachable(tenant))


def diff(before: Snapshot, after: Snapshot, *, only: Collection[Part] | None = None) -> tuple[PartDiff, ...]:
    """Say what differs, part by part, in the order of the register; then parts that this version does not know."""
    parts = list(registers.parts) if only is None else list(only)
    found = []
    for part in parts:
        old, new = before.get(part.key), after.get(part.key)
        if part.key in after and not canonical.same(old, new):
            found.append(PartDiff(part.key, part.title, tuple(part.describe(old, new))))
    if only is None:
        strangers = sorted((before.keys() | after.keys()) - {part.key for part in parts})
        found += [
            PartDiff(key, key, (f"{canonical.dump(before.get(key))} → {canonical.dump(after.get(key))}",))
            for key in strangers
            if not canonical.same(before.get(key), after.get(key))
        ]
    return tuple(found)


def row_of(release: Release) -> ReleaseRow:
    """Describe a release for a list."""
    return ReleaseRow(
        number=release.number,
        parent=release.parent,
        kind=ReleaseKind(release.kind),
        author_kind=release.author_kind,
        author=release.author,
        reason=release.reason,
        operation=release.operation,
        restores=release.restores,
        created_at=release.created_at,
        titles=tuple(
            registers.parts.get(key).title if key in registers.parts else key for key in release.changed
        ),
    )
