"""How a municipality's configuration is now, as far as this process can tell."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tenants import registers
from tenants.configuration import snapshots, storing
from tenants.registers import Side
from tenants.types import TenantRef


@dataclass(frozen=True, slots=True)
class Standing:
    """Values of the parts, and how they are known."""

    values: Mapping[str, Any]
    release: int | None
    """The release that tells what could not be looked at; None when all could."""


def now(tenant: TenantRef) -> Standing:
    """Look at what can be looked at; of the rest the newest release tells, as the console may enter nobody."""
    sides = snapshots.reachable(tenant)
    looked_at = snapshots.read(tenant, snapshots.parts(sides))
    newest = None if Side.INSIDE in sides else storing.latest(tenant)
    return Standing({**known(storing.snapshot_of(newest)), **looked_at}, newest.number if newest else None)


def known(snapshot: Mapping[str, Any]) -> dict[str, Any]:
    """Take out of a release what this version knows."""
    return {key: value for key, value in snapshot.items() if key in registers.parts}
