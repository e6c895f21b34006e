"""What waited for a connection leaves at once when somebody mended it (M-09, F06)."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from integrations import outbox
from integrations.connections import operations
from integrations.connections.types import Window, row_of
from integrations.errors import Reason
from integrations.outbox.models import Item
from tenants.entry import enter
from tenants.types import TenantRef
from tests.integrations.connections.conftest import OPERATOR, Adding, carried_out

pytestmark = pytest.mark.covers("M-09", "C-031")
HELD = timezone.now() + timedelta(hours=6)


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch, zonnedam: TenantRef, add: Adding) -> Callable[[], bool]:
    """Put a delivery to the case system aside; tell whether it still waits for later."""
    given: dict[str, Any] = {"handler": "nobody.calls", "label": "Uw vraag", "title": "Vraag"}
    kinds = [outbox.Kind("core", name, **given, channel=name) for name in ("case_system", "objects")]
    monkeypatch.setattr(outbox.kinds, "_entries", {kind.key: kind for kind in kinds})
    add(zonnedam)
    with enter(zonnedam):
        for kind in kinds:
            outbox.put(kind.key, {}, "vraag-1")
        Item.objects.update(held_until=HELD, next_attempt_at=HELD, reason=Reason.SWITCHED_OFF.value)

    def look() -> bool:
        with enter(zonnedam):
            other = Item.objects.get(kind="core.objects")
            assert other.held_until == HELD  # of another system: left alone
            return Item.objects.get(kind="core.case_system").held_until is not None

    return look


def switch(tenant: TenantRef, *, on: bool) -> None:
    key = row_of(tenant.uuid, "case_system")
    carried_out(
        operations.request_switch(tenant=tenant.uuid, connection=key, on=on, why="Storing", by=OPERATOR)
    )


def test_what_is_switched_on_gets_what_waited_for_it(zonnedam: TenantRef, waits: Callable[[], bool]) -> None:
    switch(zonnedam, on=False)
    assert waits()

    switch(zonnedam, on=True)
    assert not waits()


def test_a_new_secret_lets_it_go_too(zonnedam: TenantRef, waits: Callable[[], bool]) -> None:
    key = row_of(zonnedam.uuid, "case_system")

    carried_out(
        operations.request_rotation(
            tenant=zonnedam.uuid, connection=key, secret="een-nieuw-geheim", until=None, by=OPERATOR
        )
    )

    assert not waits()


def test_during_maintenance_it_waits_on(zonnedam: TenantRef, waits: Callable[[], bool]) -> None:
    key, now = row_of(zonnedam.uuid, "case_system"), timezone.now()
    ask = {"tenant": zonnedam.uuid, "connection": key, "by": OPERATOR}
    window = Window(now - timedelta(minutes=1), now + timedelta(hours=1))

    carried_out(operations.request_maintenance(**ask, window=window))
    assert waits()

    carried_out(operations.request_maintenance(**ask, window=None))
    assert not waits()
