"""Take all data keys of a tenant away: what is encrypted under them can never be read again (architecture T13).

Backups of before still hold the wrapped keys: there they open as long as somebody keeps the key-encryption key that
wrapped them. docs/operating.md says what to do about that.
"""

import uuid

from django.db import transaction

from tenants import audit, moves
from tenants.entry import outside
from tenants.errors import StillServingError
from tenants.models import DataKey, Tenant
from tenants.types import State

from . import memory

MAY_BE_SHREDDED = frozenset({State.LEAVING, State.DELETED, *moves.UNBORN})
"""Whoever serves, or may serve again, needs its keys: no process starts without them."""


def shred(tenant: uuid.UUID, *, by: audit.Actor, why: str = "") -> int:
    """Delete a tenant's wrapped data keys; answer how many there were.

    When the current transaction is committed this process decrypts nothing of the tenant any more, and no other does
    after `TENANT_DIRECTORY_TTL` seconds: everything fails with `DecryptionError`.

    :raises StillServingError: when the tenant serves, or can go back to serving at once.
    :raises Tenant.DoesNotExist: when there is no such tenant.
    """
    with outside(), transaction.atomic():
        row = Tenant.objects.select_for_update(no_key=True).get(uuid=tenant)
        if row.state not in MAY_BE_SHREDDED:
            raise StillServingError(f"A tenant in the state {row.state} keeps its data keys.")
        keys = DataKey.objects.filter(tenant=row)
        numbers = list(keys.order_by("number").values_list("number", flat=True))
        keys.delete()
        audit.record(
            "keys.shredded", by=by, tenant=tenant, target=row.name, why=why, details={"numbers": numbers}
        )
        transaction.on_commit(memory.forget)
    memory.forget()
    return len(numbers)
