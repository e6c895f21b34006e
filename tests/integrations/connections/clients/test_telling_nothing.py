"""What a client never follows, takes or tells."""

from collections.abc import Callable
from typing import Any

import pytest
import requests
import structlog

from integrations.connections import clients
from integrations.connections.types import Access, Authentication, Certificate
from integrations.errors import Reason, UnavailableError
from tests.integrations.connections.clients.conftest import SECRET
from tests.integrations.talking import Talker, answer, as_json

type Serve = Callable[..., Talker]
type Open = Callable[..., clients.Client]


def reason_of(do: Callable[[], Any]) -> Reason:
    with pytest.raises(UnavailableError) as raised:
        do()
    return raised.value.reason


@pytest.mark.fault("F14")
@pytest.mark.attack("W02")
def test_a_redirect_is_not_followed(serve: Serve, open_to: Open) -> None:
    server = serve(lambda asked: answer(b"", 302, "Location: /api/elders"))

    reply = open_to(server).get("zaken", allow_redirects=True)

    assert reply.status_code == 302
    assert server.paths == ["/api/zaken"]


@pytest.mark.fault("F14")
@pytest.mark.attack("W02")
def test_a_request_that_is_handed_to_the_session_itself_is_not_redirected_either(
    serve: Serve, open_to: Open
) -> None:
    """The negative control: a session as it comes follows, and asks for the second page."""
    server = serve(
        lambda asked: answer(b"", 302 if "zaken" in asked.target else 200, "Location: /api/elders")
    )
    prepared = requests.Request("GET", f"{server.url}/api/zaken").prepare()

    assert open_to(server).send(prepared).status_code == 302
    assert server.paths == ["/api/zaken"]

    with requests.Session() as as_it_comes:
        assert as_it_comes.get(f"{server.url}/api/zaken", timeout=10).status_code == 200
    assert server.paths[1:] == ["/api/zaken", "/api/elders"]


def test_cookies_are_not_taken(serve: Serve, open_to: Open) -> None:
    server = serve(lambda asked: answer(b"{}", 200, "Set-Cookie: sessie=van-een-ander; Path=/"))
    client = open_to(server)

    client.get("zaken")
    client.get("zaken")

    assert all("cookie" not in asked.headers for asked in server.asked)


def test_the_environment_of_the_process_changes_nothing(
    serve: Serve, open_to: Open, monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    """As requests comes, both would be obeyed."""
    (tmp_path / ".netrc").write_text("machine 127.0.0.1 login van password buiten")
    monkeypatch.setenv("NETRC", str(tmp_path / ".netrc"))
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.9:1")
    server = serve()

    open_to(server, authentication=Authentication.API_KEY, header="X-Sleutel").get("zaken")

    assert server.asked[0].headers["x-sleutel"] == SECRET
    assert "authorization" not in server.asked[0].headers


@pytest.mark.attack("W24")
def test_neither_logs_nor_texts_tell_what_is_secret_or_somebodys(
    serve: Serve, open_to: Open, access_to: Callable[..., Access]
) -> None:
    bsn = "999990019"
    server = serve(lambda asked: as_json({"bsn": bsn}, 404 if "9" in asked.target else 200))
    own = Certificate("keten", "zeer-geheime-sleutel")
    access = access_to(server, former_secret="vorig-geheim", certificate=own)
    client = open_to(server, former_secret="vorig-geheim")

    with structlog.testing.capture_logs() as logs:
        reply = client.get(f"personen/{bsn}", params={"bsn": bsn})

    assert bsn in server.asked[0].target
    told = f"{logs!r} {client!r} {reply!r} {access!r} {client.adapters!r}"
    for hidden in (bsn, SECRET, "vorig-geheim", "zeer-geheime-sleutel"):
        assert hidden not in told
    (line,) = logs
    assert (line["method"], line["path"], line["outcome"]) == ("GET", "/api/personen/{}", "404")
    assert (line["system"], line["tenant"]) == ("case_system", "33333333-cccc-4ccc-8ccc-333333333333")
    assert "milliseconds" in line


@pytest.mark.attack("W24")
def test_errors_quote_neither_the_address_nor_the_answer(serve: Serve, open_to: Open) -> None:
    reply = open_to(serve(lambda asked: answer(b"bsn 999990019", 400))).get("zaken?bsn=999990019")

    for do in (reply.raise_for_status, reply.json):
        with pytest.raises(UnavailableError) as raised:
            do()
        assert "999990019" not in f"{raised.value!r} {raised.value.__cause__!r}"
