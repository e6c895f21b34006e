"""Make a release of whatever a block of code changes."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import transaction

from tenants.audit import Actor
from tenants.registers import Side
from tenants.types import TenantRef

from . import baseline, snapshots, storing
from .storing import Because
from .types import ReleaseKind

_open: ContextVar[uuid.UUID | None] = ContextVar("configuration_recording", default=None)
"""Whose configuration is being changed in this thread."""


@contextmanager
def changes(
    tenant: TenantRef,
    *,
    by: Actor,
    why: str = "",
    operation: uuid.UUID | None = None,
    kind: ReleaseKind = ReleaseKind.CHANGE,
    restores: int | None = None,
    sides: frozenset[Side] | None = None,
) -> Iterator[None]:
    """Run a block in a transaction; what of the tenant's configuration differs after it is its next release.

    A block within such a block adds to that one's release. Others who change this tenant's configuration wait.

    :param sides: what the block changes; where a tenant is entered its inside, else the directory.
    :raises RuntimeError: within a block for another tenant.
    """
    if _open.get() is not None:
        if _open.get() != tenant.uuid:
            raise RuntimeError("The configuration of another tenant is being recorded.")
        yield
        return
    sides = sides or snapshots.here()
    token = _open.set(tenant.uuid)
    try:
        with transaction.atomic():
            storing.lock(tenant)
            baseline.catch_up(tenant, sides)
            yield
            values = snapshots.read(tenant, snapshots.parts(sides))
            storing.store(tenant, storing.latest(tenant), values, Because(by, why, operation, kind, restores))
    finally:
        _open.reset(token)
