"""The page *API-sleutels*: a key is made by somebody who just proved who he is, shown once, and withdrawn."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from provisioning.console.types import Role
from provisioning.tokens.models import Token
from tenants.models import OperatorRecord
from tests.provisioning.console import people

MAKE = "/account/sleutels/maken/"


def form(**changes: Any) -> dict[str, Any]:
    return {
        "name": "Nachtelijke controle",
        "scopes": ["tenants:read"],
        "days": "90",
        "once": uuid.uuid4(),
        **changes,
    }


def use(key: str) -> Any:
    return Client().get("/api/v1/tenants", headers={"host": people.HOST, "authorization": f"Bearer {key}"})


@pytest.mark.covers("C-071")
def test_a_key_is_made_shown_once_used_and_withdrawn(
    console_client: Client, text_of: Callable[[Any], str]
) -> None:
    made = console_client.post(MAKE, form())
    key = made.context["key"]
    later = text_of(console_client.get("/account/sleutels/"))
    worked = use(key)
    token = Token.objects.get()
    asked = text_of(console_client.get(f"/account/sleutels/{token.pk}/intrekken/"))
    console_client.post(f"/account/sleutels/{token.pk}/intrekken/")

    assert key in text_of(made)
    assert "no-store" in made["Cache-Control"]
    assert key not in later
    assert token.hint in later
    assert "Nachtelijke controle" in asked
    assert (worked.status_code, use(key).status_code) == (200, 401)
    actions = list(
        OperatorRecord.objects.filter(action__startswith="token.").values_list("action", flat=True)
    )
    assert sorted(actions) == ["token.made", "token.refused", "token.revoked"]


def test_a_form_that_is_sent_twice_makes_one_key(
    console_client: Client, text_of: Callable[[Any], str]
) -> None:
    sent = form()
    console_client.post(MAKE, sent)
    again = console_client.post(MAKE, sent, follow=True)

    assert Token.objects.count() == 1
    assert "al gemaakt" in text_of(again)


@pytest.mark.covers("C-002")
def test_a_viewer_is_offered_only_what_his_role_allows(
    client_for: Callable[[Role], Client], text_of: Callable[[Any], str]
) -> None:
    client = client_for(Role.VIEWER)
    page = text_of(client.get(MAKE))
    refused = client.post(MAKE, form(scopes=["tenants:write"]))

    assert "tenants:read" in page
    assert "tenants:write" not in page
    assert refused.status_code == 422
    assert not Token.objects.exists()


@pytest.mark.covers("C-003")
def test_after_a_while_a_key_is_made_only_by_who_proves_who_he_is(console_client: Client) -> None:
    with people.later(16 * 60):
        answer = console_client.post(MAKE, form())

    assert (answer.status_code, answer.url.split("?")[0]) == (302, "/bevestigen/")
    assert not Token.objects.exists()


def test_nobody_withdraws_a_key_of_somebody_else(client_for: Callable[[Role], Client]) -> None:
    client_for(Role.OWNER).post(MAKE, form())
    token = Token.objects.get()

    assert client_for(Role.OPERATOR).post(f"/account/sleutels/{token.pk}/intrekken/").status_code == 404
    assert Token.objects.get().revoked_at is None


@pytest.mark.parametrize(
    ("changes", "field"), [({"name": ""}, "name"), ({"scopes": []}, "scopes"), ({"days": "9999"}, "days")]
)
def test_what_is_not_right_is_said_beside_its_field(
    console_client: Client, changes: dict[str, Any], field: str
) -> None:
    answer = console_client.post(MAKE, form(**changes))

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]


def test_without_keys_the_page_says_what_to_do(console_client: Client, text_of: Callable[[Any], str]) -> None:
    assert "Maak er een voor elk programma" in text_of(console_client.get("/account/sleutels/"))
    assert "/account/sleutels/" in text_of(console_client.get("/account/"))
