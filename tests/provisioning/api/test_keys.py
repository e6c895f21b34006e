"""Which keys open anything: not one that ended, was withdrawn, was made up, or came in another way."""

import logging
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client, override_settings

from provisioning.console.models import Operator
from provisioning.console.types import Role
from provisioning.tokens import operations
from provisioning.tokens.errors import TokenRefusedError
from provisioning.tokens.models import Token
from tenants.audit import Actor
from tenants.models import OperatorRecord
from tests.provisioning.api import programs
from tests.provisioning.api.programs import Program, problem
from tests.provisioning.console import people

BY = Actor("operator", "bram@inwonerplein.example")


def bare(**headers: str) -> Any:
    return Client().get("/api/v1/tenants", headers={"host": people.HOST, **headers})


@pytest.mark.attack("O09")
def test_a_key_that_works_works(program: Program) -> None:
    assert program.get("/tenants").status_code == 200


@pytest.mark.attack("O09")
@pytest.mark.parametrize(
    "value",
    [
        "",
        "Bearer",
        "Bearer x",
        "Bearer iwp_00000000_" + "a" * 40,
        "Basic aXdwOmE=",
        "Bearer \udce9",
        "Token {key}",
    ],
)
def test_what_is_no_key_opens_nothing(program: Program, value: str) -> None:
    sent = value.format(key=program.key).encode("utf-8", "surrogateescape").decode("latin-1")
    answer = bare(authorization=sent)

    assert problem(answer) == (401, "no-token")
    assert answer["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.attack("O09")
@pytest.mark.parametrize("name", ["access_token", "token", "key"])
def test_a_key_in_the_address_opens_nothing(program: Program, name: str) -> None:
    answer = Client().get(f"/api/v1/tenants?{name}={program.key}", headers={"host": people.HOST})

    assert problem(answer) == (401, "no-token")


@pytest.mark.attack("O09")
def test_a_key_that_was_withdrawn_opens_nothing_from_that_moment(program: Program, bram: Operator) -> None:
    Token.objects.filter(pk=program.token.pk).update(revoked_at=program.token.created_at)

    assert problem(program.get("/tenants")) == (401, "no-token")


@pytest.mark.attack("O09")
def test_a_key_that_has_ended_opens_nothing(program: Program) -> None:
    with people.later(31 * 86400):
        assert problem(program.get("/tenants")) == (401, "no-token")


@pytest.mark.attack("O09")
def test_a_key_of_somebody_whose_account_is_blocked_opens_nothing(program: Program, bram: Operator) -> None:
    Operator.objects.filter(pk=bram.pk).update(is_active=False)

    assert problem(program.get("/tenants")) == (401, "no-token")


def test_a_lost_key_that_somebody_tries_is_written_down_once_an_hour(program: Program) -> None:
    Token.objects.filter(pk=program.token.pk).update(revoked_at=program.token.created_at)
    for _attempt in range(3):
        program.get("/tenants")

    (record,) = OperatorRecord.objects.filter(action="token.refused")
    assert (record.outcome, record.details["hint"]) == ("refused", program.token.hint)


@pytest.mark.attack("O09")
def test_a_key_opens_no_page_and_a_session_opens_no_api(program: Program, bram: Operator) -> None:
    page = Client().get("/", headers={"host": people.HOST, "authorization": f"Bearer {program.key}"})
    browser = people.browser()
    people.sign_in(browser, bram)

    assert (page.status_code, page.url.split("?")[0]) == (302, "/aanmelden/")
    assert browser.get("/").status_code == 200
    assert problem(browser.get("/api/v1/tenants")) == (401, "no-token")


@pytest.mark.attack("O09", "P01")
def test_the_api_answers_on_no_other_host(program: Program) -> None:
    answer = Client().get(
        "/api/v1/tenants", headers={"host": "zonnedam.localhost", "authorization": f"Bearer {program.key}"}
    )

    assert answer.status_code == 404


@pytest.mark.covers("C-071")
def test_of_a_key_only_a_digest_is_kept(program: Program) -> None:
    kept = str(list(Token.objects.values())) + str(list(OperatorRecord.objects.values()))

    assert program.key.startswith(f"iwp_{program.token.hint}_")
    assert program.key.rpartition("_")[2] not in kept


def test_a_key_never_stands_in_the_log(
    program: Program, caplog: pytest.LogCaptureFixture, capfd: Any
) -> None:
    with caplog.at_level(logging.DEBUG):
        program.get("/tenants")
        bare(authorization=f"Bearer {program.key[:-1]}")
        program.get("/nowhere")

    said = caplog.text + "".join(capfd.readouterr())
    assert program.key.rpartition("_")[2][:20] not in said


def test_a_key_tells_when_and_from_where_it_was_last_used(program: Program) -> None:
    program.get("/tenants")

    used = Token.objects.get(pk=program.token.pk)
    assert used.last_used_at is not None
    assert used.last_used_from == "127.0.0.1"


@pytest.mark.covers("C-071")
def test_a_key_asks_no_more_often_than_it_may(program: Program) -> None:
    with override_settings(API_REQUESTS_A_MINUTE=2):
        answers = [program.get("/tenants") for _attempt in range(3)]
        assert [answer.status_code for answer in answers] == [200, 200, 429]
        assert problem(answers[2]) == (429, "too-many-requests")
        assert 1 <= int(answers[2]["Retry-After"]) <= 60
        assert answers[0]["RateLimit-Policy"] == '"minute";q=2;w=60'
        assert answers[0]["RateLimit"].startswith('"minute";r=1;t=')
        with people.later(61):
            assert program.get("/tenants").status_code == 200


def test_over_plain_http_nothing_is_answered_and_nobody_is_led_on(program: Program) -> None:
    with override_settings(SECURE_SSL_REDIRECT=True):
        assert problem(program.get("/tenants")) == (403, "not-secure")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": " "}, "name"),
        ({"scopes": []}, "scopes"),
        ({"scopes": ["tenants:write"]}, "scopes"),
        ({"scopes": ["everything"]}, "scopes"),
        ({"expires_at": timedelta(days=-1)}, "expires_at"),
        ({"expires_at": timedelta(days=400)}, "expires_at"),
    ],
)
def test_a_viewer_makes_no_key_that_goes_beyond_him(
    console: None, changes: dict[str, Any], field: str
) -> None:
    from django.utils import timezone

    if isinstance(changes.get("expires_at"), timedelta):
        changes = {"expires_at": timezone.now() + changes["expires_at"]}
    with pytest.raises(TokenRefusedError) as refused:
        programs.of(people.make(Role.VIEWER), **{"scopes": ["tenants:read"], **changes})

    assert list(refused.value.reasons) == [field]


def test_an_operator_has_no_more_than_twenty_keys_that_work(bram: Operator) -> None:
    for _key in range(operations.MOST):
        programs.of(bram, "tenants:read")
    with pytest.raises(TokenRefusedError):
        programs.of(bram, "tenants:read")
