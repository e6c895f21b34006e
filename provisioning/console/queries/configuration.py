"""A municipality's configuration as a file, and how it drifted from the last one."""

import uuid
from dataclasses import dataclass

from provisioning.lifecycle.as_code import drifting, planning, standing, writing
from provisioning.lifecycle.as_code.models import AppliedFile
from provisioning.lifecycle.as_code.types import Document, Drift, Plan
from tenants.models import Tenant


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page shows."""

    text: str
    release: int | None
    """The release that tells of the inside; None when it was looked at."""
    applied: AppliedFile | None
    drift: Drift | None


def shown(tenant: uuid.UUID) -> Shown:
    """Answer a municipality's file, and how it drifted from the last one that was applied."""
    row, applied = _row(tenant), drifting.latest(tenant)
    ref = row.ref()
    now = standing.now(ref)
    drift = drifting.compared(applied, ref, now) if applied else None
    return Shown(writing.file(row, now.values), now.release, applied, drift)


def drift(tenant: uuid.UUID) -> Drift | None:
    """Answer how a municipality drifted, as its newest release tells; None when no file was applied."""
    return drifting.by_release(tenant)


def plan(tenant: uuid.UUID, document: Document, remove: list[str]) -> Plan:
    """Say what a file would change.

    :raises FileError: with all that stands in the way, each at its line.
    """
    return planning.plan(_row(tenant), document, remove=remove)


def _row(tenant: uuid.UUID) -> Tenant:
    found: Tenant = Tenant.objects.prefetch_related("domains", "feature_switches").get(uuid=tenant)
    return found
