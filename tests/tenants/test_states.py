"""A tenant goes from state to state by the moves of the table only; the manual and the database say the same."""

import uuid
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction

from tenants import audit, moves, naming
from tenants import states as tenant_states
from tenants.errors import IllegalMoveError
from tenants.models import OperatorRecord, Tenant
from tenants.types import State, TenantRef
from tests import states

MANUAL = Path(__file__).parents[2] / "docs/operating.md"
NOOR = audit.Actor("operator", "noor@inwonerplein.example", "192.0.2.14")
PAIRS = [(before, after) for before in State for after in State if before is not after]


def row(tenant: TenantRef) -> Tenant:
    return Tenant.objects.get(uuid=tenant.uuid)


def is_moved(tenant: TenantRef, to: State) -> bool:
    try:
        with transaction.atomic():
            Tenant.objects.filter(uuid=tenant.uuid).update(state=to.value)
    except IntegrityError:
        return False
    return True


@pytest.mark.covers("architecture T4")
@pytest.mark.parametrize(("before", "after"), PAIRS)
def test_the_database_lets_through_what_the_table_knows_and_nothing_else(
    zonnedam: TenantRef, before: State, after: State
) -> None:
    states.become(zonnedam, before)
    origin = row(zonnedam).state_before
    allowed = moves.between(before, after) is not None
    if before in moves.PAUSED and after in moves.OPEN:
        allowed = after == origin

    assert is_moved(zonnedam, after) is allowed


@pytest.mark.parametrize("state", list(State))
def test_the_database_lets_a_tenant_begin_in_first_states_only(db: None, state: State) -> None:
    identity = uuid.uuid4()
    tenant = Tenant(
        uuid=identity,
        schema_name=naming.schema_for(identity),
        name="x",
        theme="x",
        kind="sandbox",
        state=state.value,
    )
    begun = True
    try:
        with transaction.atomic():
            Tenant.objects.bulk_create([tenant])
    except IntegrityError:
        begun = False

    assert begun is (state in moves.FIRST)


@pytest.mark.parametrize("origin", sorted(moves.OPEN))
@pytest.mark.parametrize("pause", sorted(moves.PAUSED))
def test_who_is_resumed_goes_back_to_where_it_came_from(
    zonnedam: TenantRef, origin: State, pause: State
) -> None:
    states.become(zonnedam, origin)
    tenant = row(zonnedam)
    other = next(iter(moves.OPEN - {origin}))
    tenant_states.move(tenant, pause, by=NOOR)

    with pytest.raises(IllegalMoveError):
        tenant_states.move(tenant, other, by=NOOR)
    tenant_states.move(tenant, origin, by=NOOR)

    assert (tenant.state, tenant.state_before) == (origin, "")


def test_a_suspension_during_maintenance_remembers_what_was_before_both(zonnedam: TenantRef) -> None:
    tenant = row(zonnedam)

    for to in (State.MAINTENANCE, State.SUSPENDED, State.LIVE):
        tenant_states.move(tenant, to, by=NOOR)

    assert tenant.state == State.LIVE


def test_a_move_is_recorded_with_who_why_and_both_states(zonnedam: TenantRef) -> None:
    tenant_states.move(row(zonnedam), State.SUSPENDED, by=NOOR, why="Op verzoek van de gemeente")

    record = OperatorRecord.objects.get(action="tenant.suspended", tenant=zonnedam.uuid)
    assert (record.actor, record.origin, record.target) == (NOOR.name, NOOR.origin, "Zonnedam")
    for words in ("live", "suspended", "Op verzoek van de gemeente"):
        assert words in str(vars(record))


def test_an_illegal_move_is_refused_and_not_recorded(zonnedam: TenantRef) -> None:
    with pytest.raises(IllegalMoveError, match="live no move leads to spare"):
        tenant_states.move(row(zonnedam), State.SPARE, by=NOOR)

    assert not OperatorRecord.objects.filter(tenant=zonnedam.uuid).exists()


def test_saving_an_old_copy_does_not_bring_an_old_state_back(zonnedam: TenantRef) -> None:
    copy = row(zonnedam)
    states.become(zonnedam, State.SUSPENDED)

    copy.name = "Zonnedam aan Zee"
    copy.save()

    assert (row(zonnedam).state, row(zonnedam).name) == (State.SUSPENDED, "Zonnedam aan Zee")


def test_saving_changes_no_state(zonnedam: TenantRef) -> None:
    tenant = row(zonnedam)
    tenant.state = State.SUSPENDED.value

    with pytest.raises(IllegalMoveError, match=r"states\.move"):
        tenant.save()


def test_no_tenant_is_saved_as_live_at_once(db: None) -> None:
    with pytest.raises(IllegalMoveError, match="begins"):
        Tenant(schema_name="t_000000000000", name="x", theme="x", kind="sandbox", state="live").save()


def test_the_manual_draws_the_table() -> None:
    drawn = MANUAL.read_text().split("```mermaid\n")[1].split("\n```")[0]

    assert drawn == moves.drawing()


def test_every_move_has_words_in_the_audit_trail() -> None:
    from tenants import registers

    for move in moves.MOVES:
        assert registers.audit_texts.get(move.action).by_operators
