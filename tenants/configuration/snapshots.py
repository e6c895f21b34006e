"""Read the parts of a tenant's configuration as they are now."""

from collections.abc import Collection
from typing import Any, Final

from django.db import connection

from tenants import entry, registers
from tenants.registers import Part, Side
from tenants.types import TenantRef

from . import rows

EVERYWHERE: Final = frozenset(Side)
ENTERS: Final = "SELECT pg_has_role(session_user, to_regrole(%s), 'MEMBER')"


def reachable(tenant: TenantRef) -> frozenset[Side]:
    """Tell which sides this process can read: the console's login cannot enter a tenant (architecture T2)."""
    with entry.outside(), connection.cursor() as cursor:
        cursor.execute(ENTERS, [tenant.schema_name])
        (enters,) = cursor.fetchone()
    return EVERYWHERE if enters else frozenset({Side.PUBLIC})


def here() -> frozenset[Side]:
    """Tell which side a change made here is on: inside, when a tenant is entered."""
    return frozenset({Side.INSIDE if entry.is_entered() else Side.PUBLIC})


def parts(sides: Collection[Side]) -> list[Part]:
    """List the parts on some sides."""
    return [part for part in registers.parts if part.side in sides]


def read(tenant: TenantRef, chosen: Collection[Part]) -> dict[str, Any]:
    """Read the values of some parts, those inside with the tenant entered."""
    found: dict[str, Any] = {}
    public = [part for part in chosen if part.side is Side.PUBLIC]
    inside = [part for part in chosen if part.side is Side.INSIDE]
    if public:
        with entry.outside():
            found |= {part.key: part.read(tenant) for part in public}
    if inside:
        with entry.enter(tenant):
            found |= rows.together({part.key: part.row for part in inside if part.row is not None})
            found |= {part.key: part.read(tenant) for part in inside if part.row is None}
    return found
