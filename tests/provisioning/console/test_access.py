"""Who may see and change what: every address of the console, every role, both kinds of method (C-002)."""

import uuid
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import URLPattern, reverse

from provisioning.console import access, urls
from provisioning.console.types import Role
from tenants import registers
from tenants.registers.kinds import Audience
from tenants.types import TenantRef
from tests.provisioning.console import day_two, people

VIEWER, OPERATOR, OWNER = Role
EXPECTED = {
    # name: (role that reads, role that changes); None: everybody, before signing in
    "tenants": (VIEWER, VIEWER),
    "open": (OPERATOR, OPERATOR),
    "open_resume": (OPERATOR, OPERATOR),
    "open_step": (OPERATOR, OPERATOR),
    "open_take_over": (OPERATOR, OPERATOR),
    "open_throw_away": (OPERATOR, OPERATOR),
    "tenant": (VIEWER, VIEWER),
    "feature": (OPERATOR, OPERATOR),
    "configuration": (VIEWER, OPERATOR),
    "configuration_apply": (OPERATOR, OPERATOR),
    "configuration_file": (VIEWER, VIEWER),
    "connection": (VIEWER, VIEWER),
    "connection_board": (VIEWER, VIEWER),
    "connection_letter": (VIEWER, VIEWER),
    "connection_request": (VIEWER, VIEWER),
    "connection_catalogue": (OPERATOR, OPERATOR),
    "connection_add": (OPERATOR, OPERATOR),
    "connection_trial": (OPERATOR, OPERATOR),
    "connection_change": (OPERATOR, OPERATOR),
    "connection_test": (OPERATOR, OPERATOR),
    "connection_rotate": (OPERATOR, OPERATOR),
    "connection_drop": (OPERATOR, OPERATOR),
    "connection_certificate": (OPERATOR, OPERATOR),
    "connection_key_pair": (OPERATOR, OPERATOR),
    "connection_advance": (OPERATOR, OPERATOR),
    "connection_leave_next": (OPERATOR, OPERATOR),
    "connection_leave_former": (OPERATOR, OPERATOR),
    "connection_uncertify": (OPERATOR, OPERATOR),
    "connection_switch": (OPERATOR, OPERATOR),
    "connection_maintenance": (OPERATOR, OPERATOR),
    "connection_maintenance_off": (OPERATOR, OPERATOR),
    "connection_remove": (OPERATOR, OPERATOR),
    "tokens": (VIEWER, VIEWER),
    "token_make": (VIEWER, VIEWER),
    "token_revoke": (VIEWER, VIEWER),
    "operation": (VIEWER, VIEWER),
    "operation_retry": (OPERATOR, OPERATOR),
    "audit": (VIEWER, VIEWER),
    "components": (VIEWER, VIEWER),
    "operators": (OWNER, OWNER),
    "operator_invite": (OWNER, OWNER),
    "operator": (OWNER, OWNER),
    "operator_role": (OWNER, OWNER),
    "operator_shut_out": (OWNER, OWNER),
    "operator_admit": (OWNER, OWNER),
    "operator_reset": (OWNER, OWNER),
    "operator_invite_again": (OWNER, OWNER),
    "prove": (VIEWER, VIEWER),
    "audit_export": (VIEWER, VIEWER),
    "audit_check": (VIEWER, OPERATOR),
    "audit_course": (VIEWER, VIEWER),
    "account": (VIEWER, VIEWER),
    "password": (VIEWER, VIEWER),
    "device_add": (VIEWER, VIEWER),
    "device_confirm": (VIEWER, VIEWER),
    "device_qr": (VIEWER, VIEWER),
    "device_remove": (VIEWER, VIEWER),
    "passkey_add": (VIEWER, VIEWER),
    "passkey_remove": (VIEWER, VIEWER),
    "recovery_codes": (VIEWER, VIEWER),
    "session_end": (VIEWER, VIEWER),
    "sessions_end": (VIEWER, VIEWER),
    "sign_in": None,
    "code": None,
    "setup": None,
    "setup_qr": None,
    "sign_out": None,
    "invitation": None,
    "organisation_sign_in": None,
    "organisation_back": None,
    "organisation_on": None,
    "organisation_left": None,
    "organisation_ended": None,
    "organisation_link": None,
    "organisation_prove": (VIEWER, VIEWER),
}
EXPECTED |= day_two.ROLES
BEHIND_A_DOOR = [name for name, roles in EXPECTED.items() if roles]
PATTERNS: dict[str, URLPattern] = {str(pattern.name): pattern for pattern in urls.urlpatterns}


def address(name: str, tenant: TenantRef) -> str:
    values = {
        "tenant": tenant.uuid,
        "feature": "products",
        "system": "case_system",
        "connection": uuid.UUID(int=4),
        "trial": uuid.UUID(int=5),
        "operation": uuid.UUID(int=1),
        "device": uuid.UUID(int=2),
        "session": uuid.UUID(int=3),
        "passkey": uuid.UUID(int=7),
        "operator": uuid.UUID(int=6),
        "draft": uuid.UUID(int=8),
        "journey": uuid.UUID(int=10),
        "step": "gemeente",
        "form": "csv",
        "token": uuid.UUID(int=9),
    }
    wanted = PATTERNS[name].pattern.converters
    return reverse(
        f"console:{name}", kwargs={key: (values | day_two.arguments(tenant))[key] for key in wanted}
    )


def test_every_address_has_its_place_in_the_matrix() -> None:
    assert {name: access.roles_of(pattern.callback) for name, pattern in PATTERNS.items()} == EXPECTED


def test_the_register_says_the_same() -> None:
    registered = {entry.view: entry.audience for entry in registers.access.of("console")}

    assert registered == {
        f"console:{name}": Audience.OPERATOR if roles else Audience.PUBLIC for name, roles in EXPECTED.items()
    }


OF_PAGES_AND_FORMS = {"get", "post"}
"""As these everybody asks for all; as others who is refused and who is the first that is not: no more can differ."""


@pytest.mark.covers("C-002")
@pytest.mark.attack("O08")
@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("method", ["get", "head", "post", "put", "delete"])
def test_matrix_of_address_role_and_method(
    client_for: Callable[[Role], Client], zonnedam: TenantRef, role: Role, method: str
) -> None:
    client = client_for(role)
    wanted = {name: EXPECTED[name][method not in {"get", "head"}] for name in BEHIND_A_DOOR}
    asked = [name for name in wanted if method in OF_PAGES_AND_FORMS or wanted[name].includes(role)]
    assert len(asked) > 5
    refused = set()
    for name in asked:
        answer = getattr(client, method)(address(name, zonnedam))
        assert answer.status_code != 302 or not answer.url.startswith("/aanmelden/"), name
        if answer.status_code == 403:
            refused.add(name)

    assert refused == {name for name in asked if not role.includes(wanted[name])}


@pytest.mark.covers("C-003")
@pytest.mark.parametrize("method", ["get", "post"])
def test_whatever_is_dangerous_asks_an_old_session_who_it_is(
    client_for: Callable[[Role], Client], zonnedam: TenantRef, method: str
) -> None:
    client = client_for(Role.OWNER)
    dangerous = {name for name, pattern in PATTERNS.items() if access.asks_for_proof(pattern.callback)}
    with people.later(15 * 60 + 1):
        answers = {name: getattr(client, method)(address(name, zonnedam)) for name in BEHIND_A_DOOR}

    asked = {
        name for name, answer in answers.items() if answer.status_code == 302 and "/bevestigen/" in answer.url
    }
    assert asked == dangerous


@pytest.mark.attack("P01")
@pytest.mark.parametrize("method", ["get", "post", "put", "delete"])
def test_without_signing_in_every_door_leads_to_the_same_page(
    visitor: Client, zonnedam: TenantRef, method: str
) -> None:
    for name in BEHIND_A_DOOR:
        answer = getattr(visitor, method)(address(name, zonnedam))
        assert (answer.status_code, answer.url.split("?")[0]) == (302, "/aanmelden/"), name


def test_halfway_signed_in_is_not_signed_in(visitor: Client, zonnedam: TenantRef) -> None:
    people.give_password(visitor, people.make())

    for name in BEHIND_A_DOOR:
        assert visitor.get(address(name, zonnedam)).status_code == 302, name


def test_a_part_of_a_page_sends_the_whole_page_to_sign_in(visitor: Client) -> None:
    answer = visitor.get("/", headers={"hx-request": "true"})

    assert (answer.status_code, answer["HX-Redirect"]) == (204, "/aanmelden/")


def test_a_form_that_was_sent_without_a_session_is_not_sent_again(
    visitor: Client, zonnedam: TenantRef
) -> None:
    assert visitor.post(address("feature", zonnedam), {"stand": "uit"}).url == "/aanmelden/"


def test_pages_are_kept_out_of_every_cache_and_every_index(console_client: Client) -> None:
    answer = console_client.get("/")

    assert "no-store" in answer["Cache-Control"]
    assert answer["X-Robots-Tag"] == "noindex"
    assert "unsafe" not in answer["Content-Security-Policy"]
