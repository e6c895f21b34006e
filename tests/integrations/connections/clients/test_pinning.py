"""No call leaves the address of its connection, whatever a link says (attack W02, I-006)."""

from collections.abc import Callable
from typing import Any

import ape_pie
import pytest
import requests
import structlog

from integrations.connections import clients
from integrations.connections.clients.pinning import Pin
from integrations.errors import Reason, UnavailableError
from tests.integrations.talking import Talker

type Serve = Callable[..., Talker]
type Open = Callable[..., clients.Client]
ROOT = "https://zaken.voorbeeld.nl/zgw"
ELSEWHERE = [
    "https://ander.voorbeeld.nl/zgw/zaken",
    "http://zaken.voorbeeld.nl/zgw/zaken",
    "https://zaken.voorbeeld.nl:8443/zgw/zaken",
    "https://zaken.voorbeeld.nl/",
    "https://zaken.voorbeeld.nl/zgwanders/zaken",
    "https://zaken.voorbeeld.nl/zgw/../beheer",
    "https://zaken.voorbeeld.nl/zgw/%2e%2e/beheer",
    "https://zaken.voorbeeld.nl/zgw/..%2fbeheer",
    "https://zaken.voorbeeld.nl/zgw/%252e%252e/beheer",
    "https://zaken.voorbeeld.nl/zgw/..\\beheer",
    "https://zaken.voorbeeld.nl@ander.voorbeeld.nl/zgw/zaken",
    "https://zaken.voorbeeld.nl.ander.nl/zgw/zaken",
    "https://zaken.voorbeeld.nl./zgw/zaken",
    "//ander.voorbeeld.nl/zgw/zaken",
    "file:///etc/passwd",
    "gopher://zaken.voorbeeld.nl/zgw/",
    "https://zaken.voorbeeld.nl/zgw/zaken#deel",
    "https://zaken.voorbeeld.nl/zgw/a b",
    "https://zaken.voorbeeld.nl/zgw/a\r\nX-Ander: 1",
]
WITHIN = [
    "https://zaken.voorbeeld.nl/zgw/zaken/1?expand=status",
    "https://ZAKEN.voorbeeld.nl:443/zgw/zaken",
    "https://zaken.voorbeeld.nl/zgw",
    "https://zaken.voorbeeld.nl/zgw/a%2Fb",
    "https://zaken.voorbeeld.nl/zgw/?terug=https://ander.voorbeeld.nl/../",
]


@pytest.mark.attack("W02")
@pytest.mark.parametrize("link", ELSEWHERE)
def test_a_link_elsewhere_is_refused(link: str) -> None:
    pin = Pin(ROOT)

    assert not pin.owns(link)
    with pytest.raises(UnavailableError, match="address refused"):
        pin.link(link, seen_at=f"{ROOT}/zaken")


@pytest.mark.parametrize("link", WITHIN)
def test_a_link_within_is_followed(link: str) -> None:
    assert Pin(ROOT).link(link, seen_at=f"{ROOT}/zaken") == link


@pytest.mark.parametrize(
    ("link", "leads_to"),
    [("?page=2", "/zgw/zaken?page=2"), ("/zgw/zaken?page=2", "/zgw/zaken?page=2"), ("2", "/zgw/2")],
)
def test_a_link_may_be_written_as_of_its_page(link: str, leads_to: str) -> None:
    assert Pin(ROOT).link(link, seen_at=f"{ROOT}/zaken") == f"https://zaken.voorbeeld.nl{leads_to}"


@pytest.mark.parametrize(
    ("path", "leads_to"),
    [
        ("zaken", "/zaken"),
        ("/zaken", "/zaken"),
        ("", ""),
        ("zaken?terug=https://ander.nl/", "/zaken?terug=https://ander.nl/"),
    ],
)
def test_a_path_of_ours_lies_below_the_root(path: str, leads_to: str) -> None:
    assert Pin(ROOT).absolute(path) == f"{ROOT}{leads_to}"
    assert Pin(f"{ROOT}/").absolute(path) == f"{ROOT}{leads_to}"


@pytest.mark.attack("W02")
@pytest.mark.parametrize(
    "path",
    ["../beheer", "zaken/../../beheer", "zaken/%2e%2e/%2e%2e/x", "zaken/..%2f..%2fx", "http:/ander.nl"],
)
def test_a_path_of_ours_cannot_climb_out(path: str, serve: Serve, open_to: Open) -> None:
    server = serve()

    outcome = clients.ask(open_to(server), path, lambda content: content)

    assert all(asked.target.startswith("/api/") and ".." not in asked.target for asked in server.asked)
    assert (outcome.reason is Reason.ADDRESS_REFUSED) is (not server.asked)


@pytest.mark.attack("W02")
def test_a_secret_is_not_sent_to_the_host_of_a_link(serve: Serve, open_to: Open, monkeypatch: Any) -> None:
    """Both are in reach, so it is the pin that holds: within it the same call arrives."""
    thief, server = serve(), serve(name="127.0.0.1")
    monkeypatch.setattr("integrations.http.reach.Reach.check_place", lambda reach, place: None)
    client = open_to(server)

    with structlog.testing.capture_logs() as logs, pytest.raises(UnavailableError, match="address refused"):
        client.get(f"{thief.url}/api/zaken?bsn=999990019")

    assert thief.asked == []
    assert [line["event"] for line in logs] == ["connection.link_refused"]
    assert "999990019" not in str(logs)
    assert client.get(f"{server.url}/api/zaken").status_code == 200


@pytest.mark.attack("W02")
def test_a_request_that_was_prepared_elsewhere_does_not_pass_either(
    serve: Serve, open_to: Open, monkeypatch: Any
) -> None:
    thief, server = serve(), serve()
    monkeypatch.setattr("integrations.http.reach.Reach.check_place", lambda reach, place: None)
    prepared = requests.Request("GET", f"{thief.url}/api/zaken").prepare()

    with pytest.raises(UnavailableError, match="address refused"):
        open_to(server).send(prepared)

    assert thief.asked == []


@pytest.mark.attack("W02")
@pytest.mark.parametrize(
    "link", ["https://zaken.voorbeeld.nl@ander.voorbeeld.nl/", "https://zaken.voorbeeld.nl.ander.nl/"]
)
def test_comparing_the_texts_would_be_fooled(link: str) -> None:
    """The negative control: so does the library on its own, where the address has no slash at its end."""
    assert ape_pie.APIClient("https://zaken.voorbeeld.nl").to_absolute_url(link) == link
    assert not Pin("https://zaken.voorbeeld.nl").owns(link)
