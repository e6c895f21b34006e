"""How a client lets itself be known, and what it does when it is refused."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine

from integrations.connections import clients
from integrations.connections.types import Authentication
from integrations.errors import Reason, UnavailableError
from integrations.sandbox.zgw import tokens as theirs
from tests.integrations.connections.clients.conftest import SECRET
from tests.integrations.talking import Asked, Talker, answer, as_json

type Serve = Callable[..., Talker]
type Open = Callable[..., clients.Client]
FORMER = "vorig-geheim-0815"


def refused(do: Callable[[], Any]) -> Reason:
    with pytest.raises(UnavailableError) as raised:
        do()
    return raised.value.reason


@pytest.mark.covers("I-002")
@pytest.mark.parametrize(
    ("how", "header", "value"),
    [
        ({"authentication": Authentication.API_KEY, "header": "X-API-KEY"}, "x-api-key", SECRET),
        (
            {"authentication": Authentication.BASIC, "client_id": "gemeente"},
            "authorization",
            "Basic Z2VtZWVudGU6emVlci1nZWhlaW0tNDcxMQ==",
        ),
        ({"authentication": Authentication.BEARER}, "authorization", f"Bearer {SECRET}"),
        ({"authentication": Authentication.BEARER, "scheme": "Token"}, "authorization", f"Token {SECRET}"),
    ],
)
def test_each_way_puts_its_own_header_on_the_call(
    how: dict[str, Any], header: str, value: str, serve: Serve, open_to: Open
) -> None:
    server = serve()

    open_to(server, **how).get("zaken")

    assert server.asked[0].headers[header] == value


@pytest.mark.attack("W24")
@pytest.mark.parametrize(
    "how",
    [
        {"secret": "geheim\r\nX-Ander: 1"},
        {"secret": "gehéim-4711"},
        {"authentication": Authentication.API_KEY, "header": ""},
        {"authentication": Authentication.API_KEY, "header": "X-Ander: 1\r\nX-Sleutel"},
    ],
)
def test_what_fits_no_header_is_told_without_quoting_it(
    how: dict[str, Any], serve: Serve, open_to: Open
) -> None:
    server = serve()
    client = open_to(server, **how)

    with pytest.raises(UnavailableError, match="secret unreadable") as raised:
        client.get("zaken")

    assert raised.value.__suppress_context__
    assert server.asked == []


def test_without_authentication_nothing_is_told(serve: Serve, open_to: Open) -> None:
    server = serve()

    open_to(server, authentication=Authentication.NONE).get("zaken")

    assert SECRET not in str(server.asked[0].headers)


@pytest.mark.covers("I-002")
def test_a_token_of_zgw_is_new_for_each_call(serve: Serve, open_to: Open) -> None:
    server = serve()
    client = open_to(server, authentication=Authentication.ZGW)

    with time_machine.travel(datetime(2026, 11, 26, 12, 0, tzinfo=UTC), tick=False) as clock:
        client.get("zaken")
        clock.shift(7200)
        client.get("zaken")

    made = [
        theirs.check(asked.headers["authorization"], client_id="inwonerplein", secret=SECRET, now=now)["iat"]
        for asked, now in zip(server.asked, (1795694400, 1795701600), strict=True)
    ]
    assert made == [1795694400, 1795701600]


def expired(asked: Asked) -> bytes:
    return as_json({"code": "jwt-expired", "title": "verlopen"}, 403)


@pytest.mark.covers("I-002", "fact F5")
def test_a_token_that_is_too_old_for_them_is_made_anew_once(serve: Serve, open_to: Open) -> None:
    server = serve(lambda asked: expired(asked) if len(server.asked) == 1 else answer(b"{}"))

    assert open_to(server, authentication=Authentication.ZGW).get("zaken").status_code == 200
    assert len(server.asked) == 2


@pytest.mark.covers("fact F5")
def test_a_token_that_stays_too_old_is_made_anew_only_once(serve: Serve, open_to: Open) -> None:
    server = serve(expired)
    client = open_to(server, authentication=Authentication.ZGW)

    assert refused(lambda: client.get("zaken")) is Reason.REFUSED
    assert len(server.asked) == 2


@pytest.mark.fault("F07")
@pytest.mark.parametrize("how", [Authentication.ZGW, Authentication.BEARER, Authentication.BASIC])
@pytest.mark.parametrize("status", [401, 403])
@pytest.mark.parametrize("body", [b'{"code": "permission_denied"}', b"<html>", b"[]"])
def test_a_refusal_is_not_tried_again(
    how: Authentication, status: int, body: bytes, serve: Serve, open_to: Open
) -> None:
    server = serve(lambda asked: answer(body, status))
    client = open_to(server, authentication=how)

    assert refused(lambda: client.get("zaken")) is Reason.REFUSED
    assert len(server.asked) == 1


@pytest.mark.covers("M-02")
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_while_a_secret_is_rotated_the_former_one_still_works(
    method: str, serve: Serve, open_to: Open
) -> None:
    """The other side does not know the new one yet; a refused change did not happen, so it may be sent again."""
    server = serve(
        lambda asked: answer(b"{}", 200 if asked.headers["authorization"].endswith(FORMER) else 401)
    )

    reply = open_to(server, former_secret=FORMER).request(method, "zaken", data=b"")

    assert reply.status_code == 200
    assert [asked.headers["authorization"] for asked in server.asked] == [
        f"Bearer {SECRET}",
        f"Bearer {FORMER}",
    ]


def test_once_the_new_secret_works_the_former_one_is_not_told(serve: Serve, open_to: Open) -> None:
    server = serve()

    open_to(server, former_secret=FORMER).get("zaken")

    assert FORMER not in str(server.asked)


@pytest.mark.fault("F07")
def test_when_both_are_refused_each_was_tried_once(serve: Serve, open_to: Open) -> None:
    server = serve(lambda asked: answer(status=403))
    client = open_to(server, former_secret=FORMER)

    assert refused(lambda: client.get("zaken")) is Reason.REFUSED
    assert len(server.asked) == 2


def test_a_body_that_can_be_read_once_is_sent_once(serve: Serve, open_to: Open) -> None:
    server = serve(lambda asked: answer(status=401))
    client = open_to(server, former_secret=FORMER)

    assert refused(lambda: client.post("documenten", data=iter([b"een"]))) is Reason.REFUSED
    assert len(server.asked) == 1
