"""Somebody takes a case a step on by a page, as whoever handles it does, and whoever subscribed hears of it."""

import re
import socket
import stat
import threading
from collections.abc import Callable, Mapping
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from integrations.sandbox import server
from integrations.sandbox.mailbox.store import Mailbox
from integrations.sandbox.settings import Settings
from integrations.sandbox.web import Application, Request, Response
from integrations.sandbox.world.remembering import Memory
from integrations.sandbox.zgw import sending
from tests.contracts.asking import Asker, application
from tests.contracts.examples import MESSAGE
from tests.integrations.conftest import Listener

pytestmark = pytest.mark.covers("issue 10 §7", "M-14")
HOST = "127.0.0.1:8002"
PAGE = "/cases/zonnedam/"
SUBSCRIPTIONS = "/notificaties/api/v1/abonnement"
SUBSCRIPTION = {
    "callbackUrl": "http://zonnedam.localhost:8000/meldingen/geheim/",
    "auth": "Bearer geheim",
    "kanalen": [{"naam": "zaken", "filters": {}}],
}


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[Mapping[str, Any]]:
    """What is told to whoever subscribed, each of whom guards their door well."""
    told: list[Mapping[str, Any]] = []
    monkeypatch.setattr(sending, "send", lambda message, subscriptions: told.append(message))
    monkeypatch.setattr(sending, "handshake", lambda address, auth: True)
    return told


def ask(sandbox: Application, path: str, form: Mapping[str, str] | None = None, **headers: str) -> Response:
    path, _, query = path.partition("?")
    method, body = ("GET", b"") if form is None else ("POST", urlencode(form).encode())
    return sandbox.answer(Request(method, path, query, {"host": HOST, **headers}, body))


def text(response: Response) -> str:
    return unescape(response.content.decode())


def first(page: str) -> tuple[str, str]:
    """Answer key and next status of the first case of a page."""
    key = re.search(r'name="case" value="([^"]+)"', page)
    status = re.search(r">Zet op ([^<]+)</button>", page)
    assert key
    assert status
    return key[1], status[1]


def test_a_case_goes_a_step_on_by_its_button(sent: list[Mapping[str, Any]]) -> None:
    sandbox = application()
    key, status = first(text(ask(sandbox, PAGE)))

    went = ask(sandbox, f"{PAGE}advance", {"case": key, "of": ""}, origin=f"http://{HOST}")

    assert went.status == 303
    (told,) = sent
    assert (told["kanaal"], told["resource"]) == ("zaken", "status")
    assert told["hoofdObject"] == f"http://{HOST}/t/zonnedam/zgw/zaken/api/v1/zaken/{key}"
    assert f"heeft nu de status {status}." in text(ask(sandbox, went.headers["Location"]))


def test_a_case_that_has_ended_goes_nowhere_and_is_not_shown(sent: list[Mapping[str, Any]]) -> None:
    sandbox = application()
    key, _status = first(text(ask(sandbox, PAGE)))
    while ask(sandbox, f"{PAGE}advance", {"case": key}).status == 303:
        pass

    assert ask(sandbox, f"{PAGE}advance", {"case": key}).status == 400
    assert f'value="{key}"' not in text(ask(sandbox, PAGE))


@pytest.mark.parametrize("key", ["", "niets", "00000000-0000-4000-8000-000000000000"])
def test_what_is_no_case_goes_nowhere(key: str, sent: list[Mapping[str, Any]]) -> None:
    assert ask(application(), f"{PAGE}advance", {"case": key}).status == 400
    assert sent == []


def test_cases_are_found_by_who_asked_and_by_number() -> None:
    sandbox = application()
    of_fatima = text(ask(sandbox, f"{PAGE}?of=fatima"))
    found = re.search(r"ZAAK-\d{4}-\d{10}", of_fatima)
    assert found

    assert "Van Fatima" in of_fatima
    assert not re.search(r"Van (?!Fatima)", of_fatima)
    assert "<p>1 zaak</p>" in text(ask(sandbox, f"{PAGE}?of={found[0]}"))
    assert "Er zijn geen lopende zaken." in text(ask(sandbox, f"{PAGE}?of=niemand"))


def test_it_says_whether_anybody_hears_of_it(sent: list[Mapping[str, Any]]) -> None:
    zonnedam = Asker()
    key, _status = first(text(ask(zonnedam.application, PAGE)))
    page = f"{PAGE}?moved={key}"

    assert "Niemand heeft zich aangemeld voor meldingen." in text(ask(zonnedam.application, page))
    assert zonnedam.ask(SUBSCRIPTIONS, method="POST", body=SUBSCRIPTION)[1].status == 201
    assert "hoort dit meteen." in text(ask(zonnedam.application, page))


@pytest.mark.attack("W02")
@pytest.mark.parametrize(
    ("origin", "status"), [("http://evil.example", 403), ("null", 403), (f"http://{HOST}", 303)]
)
def test_a_form_of_a_foreign_page_takes_nothing_on(
    origin: str, status: int, sent: list[Mapping[str, Any]]
) -> None:
    sandbox = application()
    key, _status = first(text(ask(sandbox, PAGE)))

    assert ask(sandbox, f"{PAGE}advance", {"case": key}, origin=origin).status == status
    assert len(sent) == (status == 303)


def test_what_is_typed_stays_text() -> None:
    page = ask(application(), f"{PAGE}?{urlencode({'of': '"><script>'})}").content.decode()

    assert "<script" not in page
    assert "style=" not in page


def test_a_name_of_this_machine_is_reached_also_where_nobody_resolves_it(
    listen: Callable[..., Listener],
) -> None:
    def script(connection: socket.socket, stopping: threading.Event) -> None:
        connection.sendall(b"HTTP/1.1 204 X\r\nContent-Length: 0\r\n\r\n")

    there = listen(script)
    port = there.url.rpartition(":")[2]

    assert sending.deliver(f"http://zonnedam.localhost:{port}/meldingen/", "", MESSAGE) == 204
    assert f"host: zonnedam.localhost:{port}".encode() in there.visits[-1].lower()


def test_who_subscribed_is_known_after_a_restart(tmp_path: Path, sent: list[Mapping[str, Any]]) -> None:
    memory = Memory(tmp_path / "subscriptions")
    before, after = (
        Asker(application=server.application(Settings(), Mailbox(tmp_path), memory)) for _ in range(2)
    )
    assert before.ask(SUBSCRIPTIONS, method="POST", body=SUBSCRIPTION)[1].status == 201

    (known,) = after.get(SUBSCRIPTIONS)
    assert known["callbackUrl"] == SUBSCRIPTION["callbackUrl"]
    (file,) = (tmp_path / "subscriptions").iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert Asker(slug="waterrijk", application=after.application).get(SUBSCRIPTIONS) == []


@pytest.mark.parametrize("content", ["", "{", "[1]", '{"geen-uuid": {}}', '{"a": 1}'])
def test_what_was_not_written_to_the_end_is_nothing(content: str, tmp_path: Path) -> None:
    (tmp_path / "zonnedam.json").write_text(content)

    assert Memory(tmp_path).recall("zonnedam") == {}
