"""Without its data keys a municipality's secrets are gone, for everybody (architecture T13)."""

from collections.abc import Callable
from typing import Any

import pytest

from tenants import keys
from tenants.errors import DecryptionError, StillServingError
from tenants.models import DataKey, OperatorRecord, Tenant
from tenants.types import State, TenantRef
from tests import states
from tests.tenants.keys.conftest import OPERATOR, PLAIN

pytestmark = pytest.mark.covers("architecture T13", "M-02")


def test_nothing_can_be_decrypted_any_more_and_the_others_notice_nothing(
    zonnedam: TenantRef, waterrijk: TenantRef, put: Callable[..., Any], read: Callable[..., str]
) -> None:
    put(zonnedam)
    put(waterrijk)
    assert read(zonnedam) == PLAIN
    states.become(zonnedam, State.LEAVING)

    number = keys.shred(zonnedam.uuid, by=OPERATOR, why="Vertrokken")

    assert number == 1
    with pytest.raises(DecryptionError):
        read(zonnedam)
    assert read(waterrijk) == PLAIN


def test_a_new_key_with_the_same_number_opens_nothing_of_before(
    zonnedam: TenantRef, put: Callable[..., Any], read: Callable[..., str]
) -> None:
    put(zonnedam)
    states.become(zonnedam, State.LEAVING)
    keys.shred(zonnedam.uuid, by=OPERATOR)

    keys.make_for(Tenant.objects.get(uuid=zonnedam.uuid))

    with pytest.raises(DecryptionError):
        read(zonnedam)


def test_it_is_in_the_trail(zonnedam: TenantRef) -> None:
    states.become(zonnedam, State.LEAVING)

    keys.shred(zonnedam.uuid, by=OPERATOR, why="Vertrokken")

    act = OperatorRecord.objects.get(action="keys.shredded")
    assert (act.tenant, act.why, act.details) == (zonnedam.uuid, "Vertrokken", {"numbers": [1]})


@pytest.mark.parametrize("state", [State.LIVE, State.TRIAL, State.SUSPENDED, State.MAINTENANCE])
def test_who_serves_or_may_serve_again_keeps_its_keys(zonnedam: TenantRef, state: State) -> None:
    states.become(zonnedam, state)

    with pytest.raises(StillServingError):
        keys.shred(zonnedam.uuid, by=OPERATOR)

    assert DataKey.objects.filter(tenant__uuid=zonnedam.uuid).exists()
