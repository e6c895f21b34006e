"""The made-up register: a token first, pages by following, and days its own way."""

import base64
import json
import re
from typing import Any
from urllib.parse import urlencode

import pytest
import time_machine

from integrations.sandbox import municipality
from integrations.sandbox.voorbeeldregister.stand_in import KEY
from integrations.sandbox.web import Request, Response
from integrations.sandbox.world.people import companies, people
from tests.contracts.asking import HOST, SETTINGS, Asker

ZONNEDAM = municipality.of("zonnedam", SETTINGS)
FORM = {
    "grant_type": "client_credentials",
    "client_id": ZONNEDAM.client_id,
    "client_secret": ZONNEDAM.secret,
    "scope": "subsidies.lezen",
}
pytestmark = pytest.mark.covers("M-14")


@pytest.fixture
def register() -> Asker:
    return Asker(KEY)


def token(register: Asker, form: dict[str, str], **headers: str) -> Response:
    sent = {"authorization": "", "content_type": "application/x-www-form-urlencoded", **headers}
    return register.ask("/token", method="POST", body=urlencode(form).encode(), **sent)[1]


def get(register: Asker, path: str, **query: str) -> Any:
    bearer = f"Bearer {token(register, FORM).json()['access_token']}"
    return register.get(path, query, authorization=bearer)


@pytest.mark.covers("I-002")
def test_a_token_is_given_for_the_municipalitys_own_access(register: Asker) -> None:
    told = token(register, FORM).json()

    assert (told["token_type"], told["expires_in"], told["scope"]) == ("Bearer", 300, "subsidies.lezen")


def test_the_access_may_also_stand_in_a_header(register: Asker) -> None:
    basic = base64.b64encode(f"{ZONNEDAM.client_id}:{ZONNEDAM.secret}".encode()).decode()

    assert token(register, {"grant_type": "client_credentials"}, authorization=f"Basic {basic}").status == 200


@pytest.mark.parametrize(
    ("change", "status", "error"),
    [
        ({"client_secret": "anders"}, 401, "invalid_client"),
        ({"client_id": "inwonerplein-waterrijk"}, 401, "invalid_client"),
        ({"grant_type": "password"}, 400, "unsupported_grant_type"),
        ({"scope": "alles"}, 400, "invalid_scope"),
    ],
)
def test_another_access_gets_no_token(
    change: dict[str, str], status: int, error: str, register: Asker
) -> None:
    refused = token(register, {**FORM, **change})

    assert (refused.status, refused.json()["error"]) == (status, error)


@pytest.mark.parametrize("authorization", ["", "Bearer x", "Bearer 99999999999.abc", "Basic x"])
def test_without_a_token_nothing_is_told(authorization: str, register: Asker) -> None:
    _, refused = register.ask("/subsidies", {"bsn": people()[0].bsn}, authorization=authorization)

    assert (refused.status, refused.json()["error"]) == (401, "invalid_token")


def test_a_token_of_another_municipality_opens_nothing(register: Asker) -> None:
    bearer = f"Bearer {token(register, FORM).json()['access_token']}"
    waterrijk = Asker(KEY, slug="waterrijk")

    assert waterrijk.ask("/subsidies", {"bsn": people()[0].bsn}, authorization=bearer)[1].status == 401


@pytest.mark.fault("F16")
def test_a_token_grows_old(register: Asker) -> None:
    bearer = f"Bearer {token(register, FORM).json()['access_token']}"
    with time_machine.travel("2099-01-01"):
        assert register.ask("/subsidies", {"bsn": people()[0].bsn}, authorization=bearer)[1].status == 401


@pytest.mark.covers("I-008")
def test_pages_are_found_by_following(register: Asker) -> None:
    found, address = [], f"/subsidies?bsn={people()[0].bsn}"
    while address:
        page = get(register, address)
        found += page["items"]
        address = page["next"]

    assert len(found) > 5
    assert len({one["nummer"] for one in found}) == len(found)
    assert {one["aanvrager"]["bsn"] for one in found} == {people()[0].bsn}


def test_days_are_written_its_own_way(register: Asker) -> None:
    (one, *_) = get(register, "/subsidies", bsn=people()[0].bsn)["items"]

    assert re.fullmatch(r"\d\d-\d\d-\d{4}", one["aangevraagdOp"])
    assert get(register, f"/subsidies/{one['nummer']}") == one


def test_companies_have_subsidies_too(register: Asker) -> None:
    found = [one for company in companies() for one in get(register, "/subsidies", kvk=company.kvk)["items"]]

    assert found
    assert {one["aanvrager"]["bsn"] for one in found} == {""}


@pytest.mark.parametrize(
    "query", [{}, {"bsn": "1", "kvk": "2"}, {"bsn": "1", "pagina": "0"}, {"bsn": "1", "x": "1"}]
)
def test_a_question_that_is_none_is_refused(query: dict[str, str], register: Asker) -> None:
    bearer = f"Bearer {token(register, FORM).json()['access_token']}"

    assert register.ask("/subsidies", query, authorization=bearer)[1].status == 400


def test_the_token_has_a_fault_of_its_own(register: Asker) -> None:
    body = json.dumps({"status": 503}).encode()
    register.application.answer(Request("POST", f"/faults/zonnedam/{KEY}/token", "", {"host": HOST}, body))

    assert token(register, FORM).status == 503
