"""What is dangerous asks again who it is when that was more than a quarter of an hour ago (C-003)."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from integrations.connections.inbox.models import Command
from integrations.connections.types import row_of
from provisioning.console import access, urls
from provisioning.console.models import OperatorDevice
from tenants.models import OperatorRecord, Tenant
from tenants.types import TenantRef
from tests.provisioning.console import municipalities, people

LONG_AGO = 15 * 60 + 1
DANGEROUS = {
    "connection_rotate",
    "connection_drop",
    "connection_certificate",
    "connection_advance",
    "connection_leave_next",
    "connection_leave_former",
    "connection_uncertify",
    "connection_switch",
    "connection_remove",
    "configuration_apply",
    "connection_change",
    "connection_key_pair",
    "suspend",
    "device_add",
    "device_remove",
    "passkey_add",
    "passkey_remove",
    "recovery_codes",
    "operator_invite",
    "operator_role",
    "operator_shut_out",
    "operator_admit",
    "operator_reset",
    "operator_invite_again",
}


@pytest.fixture
def page(zonnedam: TenantRef) -> str:
    municipalities.connected(Tenant.objects.get(uuid=zonnedam.uuid))
    return f"/gemeenten/{zonnedam.uuid}/koppelingen/{row_of(zonnedam.uuid, 'case_system')}/"


def prove(client: Client, back: str = "/", **values: str) -> Any:
    """Give both steps again; the telephone shows a code that was not used before."""
    OperatorDevice.objects.update(last_step=0)
    data = {"password": people.PASSWORD, "code": people.code(), "next": back, **values}
    return client.post("/bevestigen/", data)


def test_what_is_dangerous_is_marked_so() -> None:
    marked = {str(pattern.name) for pattern in urls.urlpatterns if access.asks_for_proof(pattern.callback)}

    assert marked >= DANGEROUS


@pytest.mark.covers("C-003")
@pytest.mark.parametrize(
    "path",
    [
        "wijzigen/",
        "schakelen/",
        "verwijderen/",
        "geheim/",
        "geheim/vergeten/",
        "certificaat/",
        "certificaat/aanvragen/",
        "certificaat/verwijderen/",
    ],
)
def test_an_old_session_changes_no_credentials(console_client: Client, page: str, path: str) -> None:
    with people.later(LONG_AGO):
        answer = console_client.post(f"{page}{path}", {"stand": "uit", "secret": "nieuw-geheim", "keep": "7"})

    assert answer.url.startswith("/bevestigen/?next=%2Fgemeenten%2F")
    assert not Command.objects.exists()


@pytest.mark.covers("C-003")
def test_a_young_session_is_not_asked(console_client: Client, page: str) -> None:
    with people.later(LONG_AGO - 60):
        console_client.post(f"{page}schakelen/", {"stand": "uit"})

    assert Command.objects.get().kind == "switch"


@pytest.mark.covers("C-003")
def test_a_form_that_came_too_late_comes_back_filled_in_and_is_sent_by_hand(
    console_client: Client, page: str, text_of: Callable[[Any], str]
) -> None:
    with people.later(LONG_AGO):
        asked = console_client.post(
            f"{page}schakelen/", {"stand": "uit", "why": "Storing bij de leverancier"}
        )
        proof = console_client.get(asked.url)
        back = prove(console_client, proof.context["form"]["next"].value())
        form = console_client.get(back.url)
        assert not Command.objects.exists()
        console_client.post(back.url, {"stand": "uit", "why": "Storing bij de leverancier"})

    assert "Uw opdracht is niet uitgevoerd" in text_of(proof)
    assert back.url == f"{page}schakelen/"
    assert 'value="Storing bij de leverancier"' in text_of(form)
    assert Command.objects.get().kind == "switch"


@pytest.mark.attack("P06")
def test_a_secret_that_was_typed_is_not_kept_meanwhile(console_client: Client, page: str) -> None:
    with people.later(LONG_AGO):
        console_client.post(f"{page}geheim/", {"secret": "nieuw-geheim", "keep": "30"})

        assert "nieuw-geheim" not in str(dict(console_client.session))
        prove(console_client)
        assert console_client.get(f"{page}geheim/").context["form"]["keep"].value() == "30"


def test_what_was_typed_comes_back_on_its_own_page_only(console_client: Client, page: str) -> None:
    with people.later(LONG_AGO):
        console_client.post(f"{page}schakelen/", {"stand": "uit", "why": "Storing"})
        prove(console_client)

        other = console_client.get(f"{page}geheim/")

    assert other.context["form"].initial == {}


def test_a_page_is_not_shown_before_the_proof_so_that_nothing_is_typed_in_vain(
    console_client: Client, page: str
) -> None:
    with people.later(LONG_AGO):
        answer = console_client.get(f"{page}geheim/")
        part = console_client.get(f"{page}geheim/", headers={"hx-request": "true"})

    assert answer.url == f"/bevestigen/?next={page.replace('/', '%2F')}geheim%2F"
    assert (part.status_code, part["HX-Redirect"]) == (204, answer.url)


@pytest.mark.covers("C-003")
@pytest.mark.parametrize("wrong", [{"password": "fout"}, {"code": "12345x"}, {"password": ""}, {"code": ""}])
def test_one_of_both_is_not_enough(console_client: Client, page: str, wrong: dict[str, str]) -> None:
    with people.later(LONG_AGO):
        assert prove(console_client, page, **wrong).status_code == 422
        assert console_client.get(f"{page}geheim/").status_code == 302


def test_a_code_does_not_prove_twice(console_client: Client) -> None:
    with people.later(LONG_AGO):
        given = {"password": people.PASSWORD, "code": people.code()}

        assert [console_client.post("/bevestigen/", given).status_code for _ in range(2)] == [302, 422]


def test_guessing_here_is_throttled_too(console_client: Client) -> None:
    for _ in range(5):
        answer = prove(console_client, password="fout")

    assert "over 5 minuten opnieuw" in answer.content.decode()
    assert prove(console_client).status_code == 422


@pytest.mark.covers("C-003")
@pytest.mark.attack("T25")
def test_a_copied_session_does_not_share_in_the_proof(console_client: Client, page: str) -> None:
    thief = people.browser()
    thief.cookies["session_console"] = console_client.cookies["session_console"].value
    with people.later(LONG_AGO):
        assert thief.get("/").status_code == 200

        prove(console_client)

        assert console_client.get(f"{page}geheim/").status_code == 200
        assert thief.get("/").url == "/aanmelden/"


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/", "/\\evil.example"])
def test_proving_never_leads_elsewhere(console_client: Client, elsewhere: str) -> None:
    assert prove(console_client, elsewhere).url == "/"


def test_proving_is_written_down(console_client: Client) -> None:
    prove(console_client)
    prove(console_client, password="fout")

    actions = OperatorRecord.objects.order_by("-pk").values_list("action", flat=True)[:2]
    assert list(actions) == ["operator.sign_in_failed", "operator.proved_again"]


def test_a_device_is_not_taken_away_from_an_old_session(console_client: Client) -> None:
    device = OperatorDevice.objects.get()
    with people.later(LONG_AGO):
        answer = console_client.post(f"/account/apparaten/{device.pk}/verwijderen/")
        assert console_client.post(f"/account/apparaten/{uuid.UUID(int=1)}/verwijderen/").status_code == 302

    assert answer.url.startswith("/bevestigen/")
