"""Move a tenant from one state to another: the only way in which its state changes (`moves` is the table)."""

import contextlib
from collections.abc import Mapping
from typing import Any, Final

from django.db import connection, transaction

from . import audit, moves
from .errors import IllegalMoveError
from .models import Tenant
from .moves import Move
from .types import State

MOVE: Final = "UPDATE tenants_tenant SET state = %s WHERE id = %s RETURNING *"


def move(
    tenant: Tenant,
    to: State,
    *,
    by: audit.Actor,
    why: str = "",
    details: Mapping[str, Any] | None = None,
) -> Move:
    """Move a tenant, and record it in the operators' stream.

    A tenant that goes back to serving goes to the state that it served in before.

    :raises IllegalMoveError: when no move leads there from where it is now.
    """
    # In a transaction no savepoint is needed: what is refused is refused before anything is written.
    with contextlib.nullcontext() if connection.in_atomic_block else transaction.atomic():
        row = Tenant.objects.select_for_update(no_key=True).get(pk=tenant.pk)
        before = State(row.state)
        found = allowed(row, to)
        for moved in Tenant.objects.raw(MOVE, [to.value, row.pk]):  # with what the database writes beside it
            tenant.take_over(moved)
        audit.record(
            found.action,
            by=by,
            tenant=row.uuid,
            target=row.name,
            why=why,
            before={"state": before.value},
            after={"state": to.value},
            details=details,
        )
        return found


def allowed(tenant: Tenant, to: State) -> Move:
    """Find the move that leads there from where the tenant is.

    :raises IllegalMoveError: when there is none.
    """
    before = State(tenant.state)
    found = moves.between(before, to)
    if found is None or (before in moves.PAUSED and to in moves.OPEN and to != tenant.state_before):
        raise IllegalMoveError(f"From {before} no move leads to {to}.")
    return found
