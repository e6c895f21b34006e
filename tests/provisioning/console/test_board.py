"""The health board: municipalities and their connections as a grid, with what is the matter (C-011)."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from integrations.connections.health import texts
from integrations.connections.health.types import TOPIC, Cell, Row, State, Step
from integrations.connections.types import row_of
from provisioning.console.queries import board as boards
from tenants.models import Tenant
from tests.provisioning.console import municipalities

pytestmark = pytest.mark.covers("C-011")
type Text = Callable[[Any], str]


def doing(tenant: Tenant, state: State, cause: str = "", **more: Any) -> None:
    """Have the municipality's own jobs tell how its case system is doing."""
    now = timezone.now().isoformat()
    facts = {
        "system": "case_system", "state": state.value, "cause": cause, "since": now, "good_at": now, "bad_at": None,
        "p50": 40, "p95": 90, "calls": 10, "failed": 0, "bad_reason": "", "retry_in": 0, "certificate_days": None,
    }  # fmt: skip
    key = str(row_of(tenant.uuid, "case_system"))
    municipalities.told(tenant, TOPIC, looked_at=now, connections={key: {**facts, **more}})


def test_without_connections_it_says_what_to_do(console_client: Client, text_of: Text) -> None:
    municipalities.make()

    assert "Nog geen koppelingen" in text_of(console_client.get("/koppelingen/"))


def test_trouble_stands_first_with_its_cause(console_client: Client, text_of: Text) -> None:
    doing(municipalities.make("Anders"), State.HEALTHY)
    doing(municipalities.make("Broek"), State.FAILING, "certificate expired")

    page = text_of(console_client.get("/koppelingen/"))

    assert page.index("Broek") < page.index("Anders")
    assert "Het certificaat van het andere systeem is verlopen" in page
    assert "1 koppeling werkt niet goed" in page


def test_one_that_nobody_looked_at_yet_is_there_already(console_client: Client, text_of: Text) -> None:
    municipalities.connected(municipalities.make("Anders"))
    seen = municipalities.make("Broek")
    municipalities.connected(seen)
    doing(seen, State.HEALTHY)

    page = text_of(console_client.get("/koppelingen/"))

    assert page.count(str(texts.STATES[State.UNKNOWN])) == 2  # the word, and what is read aloud
    assert page.count(str(row_of(seen.uuid, "case_system"))) == 1


def test_several_of_one_kind_are_told_apart_by_name(console_client: Client, text_of: Text) -> None:
    tenant = municipalities.make("Anders")
    municipalities.connected(tenant, slug="b", name="Zaken van het sociaal domein")
    municipalities.connected(tenant)

    page = text_of(console_client.get("/koppelingen/"))

    assert "Zaken van het sociaal domein: " in page
    assert page.index("Zaaksysteem (ZGW): ") < page.index("Zaken van het sociaal domein: ")


def test_only_trouble_can_be_shown(console_client: Client, text_of: Text) -> None:
    doing(municipalities.make("Anders"), State.HEALTHY)
    doing(municipalities.make("Broek"), State.DEGRADED, "slow")

    page = text_of(console_client.get("/koppelingen/?alleen=problemen"))

    assert ("Broek" in page, "Anders" in page) == (True, False)


@pytest.mark.parametrize("state", list(State))
def test_every_state_has_its_word(console_client: Client, text_of: Text, state: State) -> None:
    doing(municipalities.make(), state)

    assert str(texts.STATES[state]) in text_of(console_client.get("/koppelingen/"))


def test_a_certificate_that_ends_soon_is_told(console_client: Client, text_of: Text) -> None:
    doing(municipalities.make(), State.HEALTHY, certificate_days=12)

    assert "certificaat nog 12 dagen" in text_of(console_client.get("/koppelingen/"))


def test_so_is_that_of_the_other_side(console_client: Client, text_of: Text) -> None:
    doing(municipalities.make(), State.HEALTHY, server_certificate_days=12)

    assert "certificaat van het systeem nog 12 dagen" in text_of(console_client.get("/koppelingen/"))


def test_maintenance_is_no_trouble(console_client: Client, text_of: Text) -> None:
    doing(municipalities.make(), State.MAINTENANCE)

    assert "geen problemen bekend" in text_of(console_client.get("/koppelingen/"))


def test_the_board_alone_is_no_whole_page_and_asks_again(console_client: Client, text_of: Text) -> None:
    doing(municipalities.make(), State.HEALTHY)

    part = text_of(console_client.get("/koppelingen/", headers={"HX-Target": "bord"}))

    assert 'hx-trigger="every 10s"' in part
    assert "<html" not in part


def test_history_becomes_two_small_graphs() -> None:
    history = (
        Step(calls=10, failed=0, p95=100),
        Step(calls=10, failed=5, p95=400),
        Step(calls=10, failed=10, p95=200),
    )
    cell = Cell(
        uuid.uuid4(), "case_system", State.FAILING, "too slow", p95=400, calls=10, failed=5, history=history
    )
    row = Row(uuid.uuid4(), "Broek", {"case_system": (cell,)})

    (line,) = boards.board(rows=[row]).lines
    ((_name, (spot,)),) = line.spots

    assert (spot.slowness, spot.errors) == ("0.0,17.5 48.0,1.0 96.0,12.0", "0.0,23.0 48.0,12.0 96.0,1.0")
    assert (spot.error_rate, spot.p95) == (50, 400)


def test_what_never_failed_has_no_line_of_errors() -> None:
    cell = Cell(uuid.uuid4(), "case_system", State.HEALTHY, history=(Step(calls=10, p95=100),) * 2)

    (line,) = boards.board(rows=[Row(uuid.uuid4(), "Broek", {"case_system": (cell,)})]).lines
    ((_name, (spot,)),) = line.spots

    assert (bool(spot.slowness), spot.errors) == (True, "")


def test_the_number_of_queries_does_not_grow(
    console_client: Client, django_assert_max_num_queries: Any
) -> None:
    for name in ("Anders", "Broek", "Cadier", "Delf"):
        doing(municipalities.make(name), State.HEALTHY)

    with django_assert_max_num_queries(8):
        console_client.get("/koppelingen/")


@pytest.mark.covers("M-13", "C-031")
def test_a_subscription_that_is_gone_is_told_on_the_board_and_on_its_page(
    console_client: Client, text_of: Text
) -> None:
    tenant = municipalities.make("Anders")
    municipalities.connected(tenant)
    doing(tenant, State.DEGRADED, "subscription missing")
    page = f"/gemeenten/{tenant.uuid}/koppelingen/{row_of(tenant.uuid, 'case_system')}/"

    for address in ("/koppelingen/", page):
        told = text_of(console_client.get(address))
        assert str(texts.STATES[State.DEGRADED]) in told
        assert "het abonnement van dit portaal staat er niet" in told
