"""Write down the configuration of a new municipality as its first release, and put an older one back (C-033)."""

from collections.abc import Collection, Mapping
from contextlib import AbstractContextManager
from typing import Any

from django.utils.translation import gettext as _

from provisioning.lifecycle import insides, rolling_back
from provisioning.lifecycle.errors import StepError
from provisioning.lifecycle.models import Operation
from tenants import audit, entry
from tenants.configuration import baseline, canonical, queries, recording, snapshots, storing
from tenants.configuration.storing import Because
from tenants.configuration.types import ReleaseKind
from tenants.types import TenantRef

from . import place, site


def open_first(operation: Operation) -> None:
    """Make the first release; one that is there stays."""
    because = Because(operation.actor, operation.reason, operation.uuid, ReleaseKind.OPENING)
    baseline.capture(place.ref(operation), because, read=insides.of_claimed(operation))


def roll_back(operation: Operation) -> None:
    """Put the chosen parts of an older release back, all or none; a second time there is nothing left to do."""
    tenant, wanted = place.tenant(operation).ref(), operation.parameters
    with _restoring(operation, tenant, wanted["release"]):
        before = storing.latest(tenant)
        if before and "before" not in wanted:
            place.remember(operation, before=before.number)
        put_back(operation, tenant, wanted["release"], wanted["parts"])


def undo_roll_back(operation: Operation) -> None:
    """Put back what was so before."""
    tenant, wanted = place.tenant(operation).ref(), operation.parameters
    if "before" not in wanted:
        return
    with _restoring(operation, tenant, wanted["before"]):
        put_back(operation, tenant, wanted["before"], wanted["parts"])


def _restoring(operation: Operation, tenant: TenantRef, number: int) -> AbstractContextManager[None]:
    """Make one release of all that a block puts back."""
    return recording.changes(
        tenant,
        by=operation.actor,
        why=operation.reason,
        operation=operation.uuid,
        kind=ReleaseKind.ROLL_BACK,
        restores=number,
        sides=snapshots.EVERYWHERE,
    )


def put_back(operation: Operation, tenant: TenantRef, number: int, chosen: Collection[str]) -> None:
    """Put parts of an older release back.

    :raises StepError: when one of them may not be.
    """
    values = rolling_back.values(storing.snapshot_of(queries.release(tenant.uuid, number)), chosen)
    refused = rolling_back.refusals(tenant, values, snapshots.EVERYWHERE)
    if refused:
        raise StepError(" ".join(refused), permanent=True)
    written = write(operation, tenant, values)
    with entry.enter(place.tenant(operation).ref()):  # its name and host in the portal itself
        site.run(operation)
    if not written:  # a worker that was killed had done it
        return
    audit.record(
        "configuration.rolled_back",
        by=operation.actor,
        tenant=tenant.uuid,
        target=tenant.name,
        why=operation.reason,
        details={"operation": str(operation.uuid), "release": number, "parts": written},
    )


def write(operation: Operation, tenant: TenantRef, values: Mapping[str, Any]) -> list[str]:
    """Write each part that differs, and see that it is then what was meant."""
    written = []
    for part in rolling_back.registered(values):
        (old,) = snapshots.read(tenant, [part]).values()
        if canonical.same(old, values[part.key]):
            continue
        with rolling_back.at(tenant, part):
            part.write(tenant, values[part.key], by=operation.actor, why=operation.reason)
        (new,) = snapshots.read(tenant, [part]).values()
        if not canonical.same(new, values[part.key]):
            raise StepError(
                _("“%s” kan niet precies zo worden teruggezet. Laat dat deel weg.") % part.title,
                permanent=True,
            )
        written.append(part.key)
    return written
