"""A request gets its final form while it is found out whether it may be made."""

import io
from collections.abc import Callable
from typing import Any

import pytest
import requests

from integrations.connections import clients, guard
from integrations.connections.clients.preparing import Bare, Preparation
from tests.integrations.talking import Talker
from tests.stack import until

type Serve = Callable[..., Talker]
type Open = Callable[..., clients.Client]


def test_it_is_prepared_once_however_often_it_is_begun() -> None:
    seen: list[requests.Request] = []

    def prepare(request: requests.Request) -> requests.PreparedRequest:
        seen.append(request)
        return request.prepare()

    prepared = Preparation(prepare, requests.Request("GET", "https://zaken.voorbeeld.nl/"))
    for _ in range(3):
        prepared.begin()

    assert prepared.request is prepared.request
    assert len(seen) == 1


def test_one_that_cannot_be_made_takes_no_place(serve: Serve, open_to: Open) -> None:
    """What is wrong with it is said by the call, and the next call finds its place free."""
    server = serve()
    client = open_to(server)

    for _ in range(client._access.limits.at_once + 1):
        with pytest.raises(requests.exceptions.InvalidHeader):
            client.get("zaken", headers={"X-Number": 3})

    assert client.get("zaken").json() == {"aantal": 1}
    until(lambda: guard.standing(client._tenant.uuid, client._access.key).in_row == 0, "nobody is to blame")


@pytest.mark.parametrize(
    ("data", "can_repeat"),
    [(None, True), ("tekst", True), (b"bytes", True), ({"naam": "waarde"}, True), (io.BytesIO(b"x"), False)],
)
def test_what_is_read_piece_by_piece_cannot_be_sent_twice(data: Any, can_repeat: bool) -> None:
    request = requests.Request("POST", "https://zaken.voorbeeld.nl/", data=data)

    assert Preparation(requests.Session().prepare_request, request).can_repeat is can_repeat


def test_a_client_has_all_that_a_session_of_requests_has(serve: Serve, open_to: Open) -> None:
    """It begins in its own way, without pools that it would throw away; what a newer requests adds shows here."""
    assert vars(requests.Session()).keys() <= vars(open_to(serve())).keys()


PLAIN = "https://zaken.voorbeeld.nl/zaken/api/v1/zaken"


@pytest.mark.parametrize(
    "url",
    [
        PLAIN,
        f"{PLAIN}/",
        "https://zaken.voorbeeld.nl",
        f"{PLAIN}/a b",
        f"{PLAIN}/../x",
        f"{PLAIN}/%7e",
        f"{PLAIN}?a=b",
    ],
)
@pytest.mark.parametrize("params", [None, {}, {"naam": "é &", "lijst": ["1", "2"]}, {"leeg": None}])
def test_an_address_that_needs_no_quoting_is_as_requests_would_make_it(url: str, params: Any) -> None:
    ours, theirs = Bare(), requests.PreparedRequest()
    ours.prepare_url(url, params)
    theirs.prepare_url(url, params)

    assert str(ours.url).rstrip("/") == str(theirs.url).rstrip("/")
