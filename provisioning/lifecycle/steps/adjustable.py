"""Write down, inside a municipality, what its administrators may adjust of the house style."""

from collections.abc import Mapping
from typing import Any, Final

from provisioning.lifecycle import rolling_back
from provisioning.lifecycle.models import Operation
from tenants import audit, registers
from tenants.configuration import recording, snapshots

from . import place

PART: Final = "adjustable"


def run(operation: Operation) -> None:
    """Write it, if that was asked for; what was so before is noted."""
    wanted = operation.parameters.get(PART)
    if wanted is not None:
        _bring(operation, wanted, remembers=True)


def undo(operation: Operation) -> None:
    """Write back what was, where it is still as this operation left it."""
    before = operation.parameters.get("adjustable_before")
    if before is not None:
        _bring(operation, before, only_from=operation.parameters[PART])


def _bring(
    operation: Operation,
    wanted: Mapping[str, Any],
    *,
    remembers: bool = False,
    only_from: Mapping[str, Any] | None = None,
) -> None:
    tenant, part = place.tenant(operation).ref(), registers.parts.get(PART)
    by, why = operation.actor, operation.reason
    everywhere = snapshots.EVERYWHERE
    with recording.changes(tenant, by=by, why=why, operation=operation.uuid, sides=everywhere):
        with rolling_back.at(tenant, part):
            now = part.read(tenant)
        if now == wanted or (only_from is not None and now != only_from):
            return
        if remembers:
            place.remember(operation, adjustable_before=now)
        with rolling_back.at(tenant, part):
            part.write(tenant, wanted, by=by, why=why)
        audit.record(
            "tenant.settings_changed",
            by=by,
            tenant=tenant.uuid,
            target=PART,
            why=why,
            before={PART: _named(now)},
            after={PART: _named(wanted)},
        )


def _named(value: Mapping[str, Any]) -> str:
    return ", ".join(sorted(name for name, is_allowed in value.items() if is_allowed))
