"""Whether a connection is used: the kill switch, windows of maintenance, and what is not finished (C-031)."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from integrations.connections import operations, queries
from integrations.connections.guard import rules
from integrations.connections.models import Connection
from integrations.connections.types import Standing, System, Window, row_of
from integrations.errors import NotConfiguredError, Reason, RefusedError, UnavailableError
from tenants.entry import enter
from tenants.models import DataKey
from tenants.types import TenantRef
from tests.integrations.connections.conftest import OPERATOR, Adding, carried_out
from tests.integrations.connections.guard.conftest import Caller, Other

pytestmark = pytest.mark.covers("C-031")


@pytest.fixture
def connected(add: Adding, zonnedam: TenantRef) -> TenantRef:
    add(zonnedam)
    return zonnedam


def switch(tenant: TenantRef, *, on: bool, why: str = "") -> None:
    key = row_of(tenant.uuid, "case_system")
    carried_out(operations.request_switch(tenant=tenant.uuid, connection=key, on=on, why=why, by=OPERATOR))


def plan(tenant: TenantRef, window: Window | None) -> None:
    key = row_of(tenant.uuid, "case_system")
    asked = operations.request_maintenance(
        tenant=tenant.uuid, connection=key, window=window, note="Nieuwe versie", by=OPERATOR
    )
    assert carried_out(asked).error == ""


def window(begins: float, ends: float) -> Window:
    now = timezone.now()
    return Window(now + timedelta(hours=begins), now + timedelta(hours=ends))


def refusal(tenant: TenantRef) -> Reason:
    with enter(tenant), pytest.raises(UnavailableError) as raised:
        queries.access_to(System.CASE_SYSTEM)
    return raised.value.reason


def test_one_that_is_switched_off_lets_nobody_through(connected: TenantRef) -> None:
    switch(connected, on=False, why="Lekt gegevens")

    assert refusal(connected) is Reason.SWITCHED_OFF
    seen = queries.connection_of(connected.uuid)
    assert seen is not None
    assert (seen.standing, seen.off_because) == (Standing.OFF, "Lekt gegevens")

    switch(connected, on=True)
    with enter(connected):
        assert queries.access_to(System.CASE_SYSTEM).secret


def test_it_stays_a_gap_and_does_not_become_nothing(connected: TenantRef) -> None:
    switch(connected, on=False)

    with enter(connected):
        assert queries.accesses(System.CASE_SYSTEM) == []
        assert queries.keys_of(System.CASE_SYSTEM) == [row_of(connected.uuid, "case_system")]
        assert queries.is_there(System.CASE_SYSTEM)


def test_a_window_holds_from_its_begin_to_its_end(connected: TenantRef) -> None:
    plan(connected, window(-1, 1))
    assert refusal(connected) is Reason.MAINTENANCE

    plan(connected, window(1, 2))
    with enter(connected):
        assert queries.access_to(System.CASE_SYSTEM).secret
        Connection.objects.update(maintenance_from=timezone.now() - timedelta(minutes=1))
    assert refusal(connected) is Reason.MAINTENANCE

    plan(connected, None)
    with enter(connected):
        assert queries.access_to(System.CASE_SYSTEM).secret


@pytest.mark.parametrize(("begins", "ends"), [(2, 1), (-2, -1)])
def test_a_window_that_makes_no_sense_is_refused(begins: int, ends: int, connected: TenantRef) -> None:
    with pytest.raises(RefusedError) as raised:
        plan(connected, window(begins, ends))

    assert list(raised.value.reasons) == ["ends"]


def test_one_without_its_secret_is_not_configured(connected: TenantRef) -> None:
    with enter(connected):
        Connection.objects.update(secret="")
        with pytest.raises(NotConfiguredError):
            queries.access_to(System.CASE_SYSTEM)
        assert queries.keys_of(System.CASE_SYSTEM) == []
        assert not queries.is_there(System.CASE_SYSTEM)


def test_one_whose_secret_cannot_be_read_is_unavailable(
    connected: TenantRef, test_of: Callable[..., object]
) -> None:
    DataKey.objects.filter(tenant__uuid=connected.uuid).delete()

    assert refusal(connected) is Reason.SECRET_UNREADABLE


@pytest.mark.fault("F01")
def test_one_that_was_left_alone_is_tried_at_once_when_somebody_changed_it(
    connected: TenantRef, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    key = row_of(connected.uuid, "case_system")
    caller = Caller(connected.uuid, key)
    for _ in range(rules.MOST_IN_ROW):
        caller.refused(Other(Reason.NOBODY_LISTENS))
    assert caller.refused(Other()) is Reason.RESTING

    with django_capture_on_commit_callbacks(execute=True):
        switch(connected, on=False)
        switch(connected, on=True)

    assert caller.call(Other()) == "answer"
