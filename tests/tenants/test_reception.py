"""What a closed portal's visitors and callers get (requirement C-037)."""

from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpRequest
from django.test import Client

from tenants import entry
from tenants.types import State, TenantRef
from tests import states

HERE = "tests.tenants.test_reception"
HOOK = "/berichten/"
stored: list[tuple[str, bytes]] = []


def store(request: HttpRequest) -> None:
    stored.append((entry.current().name, request.body))


@pytest.fixture(autouse=True)
def _hook(settings: Any) -> Any:
    settings.TENANT_HOOKS = {HOOK: f"{HERE}.store"}
    yield
    stored.clear()


def bring(client: Client) -> int:
    return client.post(f"{HOOK}zaken/", b"een melding", content_type="application/json").status_code


@pytest.mark.covers("C-037")
@pytest.mark.parametrize("state", [State.SUSPENDED, State.MAINTENANCE])
def test_what_other_systems_bring_to_a_closed_portal_is_stored(
    zonnedam: TenantRef, client_of: Callable[..., Client], state: State
) -> None:
    states.become(zonnedam, state)

    assert bring(client_of(zonnedam)) == 204
    assert stored == [("Zonnedam", b"een melding")]


@pytest.mark.covers("C-037")
@pytest.mark.parametrize("state", [State.DELETED, State.LEAVING, State.PROVISIONING, State.SPARE])
def test_what_they_bring_to_a_portal_that_is_no_more_or_not_yet_is_not(
    zonnedam: TenantRef, client_of: Callable[..., Client], state: State
) -> None:
    states.become(zonnedam, state)

    assert (bring(client_of(zonnedam)), stored) == (404, [])


def test_an_open_portal_answers_itself(zonnedam: TenantRef, client_of: Callable[..., Client]) -> None:
    assert (bring(client_of(zonnedam)), stored) == (404, [])


def test_an_unknown_host_gets_nothing(db: None) -> None:
    assert (bring(Client(headers={"host": "nergens.localhost"})), stored) == (404, [])


def test_other_addresses_of_a_suspended_portal_are_nobodys(
    zonnedam: TenantRef, client_of: Callable[..., Client]
) -> None:
    states.become(zonnedam, State.SUSPENDED)

    assert client_of(zonnedam).get("/berichten").content == b"Not found"
