"""Bring a tenant into a state by legal moves, however long the way; for tests that start there."""

import json

from django.db import connection, transaction

from tenants import moves
from tenants.entry import outside
from tenants.models import Tenant
from tenants.types import State, TenantRef

TAKEN = "DELETE FROM tenants_tenant WHERE uuid = %s RETURNING to_jsonb(tenants_tenant)"
BORN = "INSERT INTO tenants_tenant SELECT * FROM jsonb_populate_record(NULL::tenants_tenant, %s)"


def become(tenant: Tenant | TenantRef, state: State | str) -> None:
    """Walk a tenant to a state; where no way leads there it is entered in the directory anew."""
    wanted = State(state)
    with outside(), transaction.atomic():
        row = Tenant.objects.select_for_update(no_key=True).get(uuid=tenant.uuid)
        way = _way(State(row.state), wanted, row.state_before)
        if way is None:
            first = State(make_first(wanted))
            _be_born_again(row, first)
            way = _way(first, wanted, "") or []
        for step in way:
            Tenant.objects.filter(pk=row.pk).update(state=step.value)


def make_first(state: State | str) -> str:
    """Answer the state in which a row that should end in this one is made."""
    return State(state).value if state in moves.FIRST else State.PROVISIONING.value


def _be_born_again(row: Tenant, state: State) -> None:
    with connection.cursor() as cursor:  # foreign keys are looked at when the transaction ends
        cursor.execute(TAKEN, [row.uuid])
        (values,) = cursor.fetchone()
        values = values if isinstance(values, dict) else json.loads(values)
        cursor.execute(BORN, [json.dumps({**values, "state": state.value, "state_before": ""})])


def _way(before: State, wanted: State, returns_to: str) -> list[State] | None:
    """Find the shortest way; whoever is paused goes back to where it came from."""
    ways: list[list[State]] = [[]]
    seen = {before}
    while ways:
        way = ways.pop(0)
        here = way[-1] if way else before
        if here is wanted:
            return way
        for after in State:
            back = here in moves.PAUSED and after in moves.OPEN
            if (
                after in seen
                or not moves.between(here, after)
                or (back and after != _origin(before, way, returns_to))
            ):
                continue
            seen.add(after)
            ways.append([*way, after])
    return None


def _origin(before: State, way: list[State], returns_to: str) -> str:
    served = [state for state in (before, *way) if state in moves.OPEN]
    return served[-1].value if served else returns_to
