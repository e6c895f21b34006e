"""Connections stand in the registers, and the canary reaches what people can see of them."""

import pytest

from integrations.connections import queries
from integrations.connections.health import jobs
from integrations.connections.inbox.models import Kind
from integrations.connections.models import Connection
from integrations.connections.operations import applying
from integrations.connections.types import System
from tenants import registers
from tenants.entry import enter
from tenants.types import TenantRef


@pytest.mark.covers("architecture section 7")
def test_every_act_has_a_text() -> None:
    asked = {f"connection.{kind}_requested" for kind in Kind}
    done = {"connection.changed", "connection.tested", *(name for _act, name in applying.ACTS.values())}

    assert asked | done == {text.action for text in registers.audit_texts.of("connections")}


def test_connections_cannot_be_switched_off() -> None:
    assert not registers.features.get("connections").switchable


def test_the_canary_fills_what_can_be_seen(zonnedam: TenantRef) -> None:
    with enter(zonnedam):
        registers.canaries.get("connections").fill("Kanarie")
        row = Connection.objects.get()

        assert (row.client_id, row.changed_by, row.address) == (
            "Kanarie",
            "Kanarie",
            "https://kanarie.example/zgw",
        )
        assert queries.access_to(System.CASE_SYSTEM).secret == "Kanarie"


def test_health_tells_the_state_of_each(zonnedam: TenantRef) -> None:
    with enter(zonnedam):
        assert jobs.states() == {}
        registers.canaries.get("connections").fill("Kanarie")

        assert jobs.states() == {"case_system": "unknown"}
