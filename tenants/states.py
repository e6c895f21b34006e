"""Move a tenant from one state to another: the only way in which its state changes (`moves` is the table)."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from . import audit, moves
from .errors import IllegalMoveError
from .models import Tenant
from .moves import Move
from .types import State


@transaction.atomic
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
    row = Tenant.objects.select_for_update(no_key=True).get(pk=tenant.pk)
    before = State(row.state)
    found = allowed(row, to)
    Tenant.objects.filter(pk=row.pk).update(state=to.value)
    tenant.refresh_from_db()
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
