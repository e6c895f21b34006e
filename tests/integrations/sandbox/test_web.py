"""The sandbox answers this machine alone, and its pages are safe and readable."""

import contextlib
import http.client
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from integrations.sandbox import server
from integrations.sandbox.mailbox.store import Mailbox
from integrations.sandbox.settings import DEMO_SECRET, Settings, SettingsError
from integrations.sandbox.web import Application, Request, Response
from tests.integrations.conftest import Sandbox


@pytest.fixture
def application(tmp_path: Path) -> Application:
    return server.application(Settings(), Mailbox(tmp_path))


def ask(
    application: Application, path: str, method: str = "GET", body: bytes = b"", **headers: str
) -> Response:
    named = {name.replace("_", "-"): value for name, value in {"host": "127.0.0.1:8002", **headers}.items()}
    return application.answer(Request(method, path, "", named, body))


@pytest.mark.parametrize(
    "host", ["127.0.0.1:8002", "localhost:8002", "sandbox.localhost", "[::1]:8002", "127.9.8.7"]
)
def test_names_of_this_machine_are_answered(host: str, application: Application) -> None:
    assert ask(application, "/", host=host).status == 200


@pytest.mark.attack("W02")
@pytest.mark.parametrize(
    "host", ["", "evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "10.0.0.1"]
)
def test_a_foreign_name_that_leads_here_is_not_answered(host: str, application: Application) -> None:
    assert ask(application, "/mailbox.json", host=host).status == 421


@pytest.mark.parametrize(
    ("origin", "status"), [("http://evil.example", 403), ("null", 403), ("http://127.0.0.1:8002", 303)]
)
def test_a_form_of_a_foreign_page_turns_nothing(origin: str, status: int, application: Application) -> None:
    body = b"municipality=zonnedam&endpoint=zgw&latency=5"

    assert ask(application, "/faults/", "POST", body, origin=origin).status == status


def test_the_first_page_says_what_to_fill_in(application: Application) -> None:
    page = ask(application, "/").content.decode()

    assert "http://127.0.0.1:8002/zgw" in page
    assert DEMO_SECRET in page


def test_the_first_page_names_the_address_that_municipalities_use(tmp_path: Path) -> None:
    settings = Settings(url="http://sandbox.localhost:9000")
    application = server.application(settings, Mailbox(tmp_path))

    assert "http://sandbox.localhost:9000/zgw" in ask(application, "/").content.decode()


def test_a_municipality_finds_its_own_access_on_its_page(application: Application) -> None:
    chosen = application.answer(Request("GET", "/access/", "municipality=Zonnedam", {"host": "127.0.0.1"}))
    page = ask(application, chosen.headers["Location"]).content.decode()

    assert chosen.headers["Location"] == "/t/zonnedam/"
    assert "http://127.0.0.1:8002/t/zonnedam/zgw<" in page
    assert "inwonerplein-zonnedam" in page
    assert "Fatima Zandvoorde" in page
    assert DEMO_SECRET not in page


@pytest.mark.parametrize("name", ["", "Zonne dam", "<b>", "x" * 64, "-x"])
def test_a_name_that_cannot_be_has_no_page(name: str, application: Application) -> None:
    query = urlencode({"municipality": name})

    assert application.answer(Request("GET", "/access/", query, {"host": "127.0.0.1"})).status == 400
    assert ask(application, f"/t/{name}/").status == 404


def test_the_first_page_tells_which_systems_have_a_contract(application: Application) -> None:
    page = ask(application, "/").content.decode()

    assert "Zonder gepubliceerd contract: dit systeem is verzonnen." in page
    assert "getoetst aan het gepubliceerde contract" in page


def test_an_unknown_page_is_not_found(application: Application) -> None:
    assert ask(application, "/niets").status == 404


def test_no_page_carries_style_or_script(application: Application) -> None:
    for path in ("/", "/mailbox/", "/faults/", "/t/zonnedam/", "/cases/zonnedam/"):
        page = ask(application, path).content.decode()
        assert "style=" not in page
        assert "<script" not in page
        assert "<style" not in page


def test_every_answer_carries_the_policy(sandbox: Sandbox) -> None:
    connection = http.client.HTTPConnection(sandbox.url.removeprefix("http://"), timeout=10)
    with contextlib.closing(connection):
        connection.request("GET", "/style.css")
        headers = connection.getresponse().headers

    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_head_has_no_body(application: Application) -> None:
    started: list[Any] = []
    environ = {"REQUEST_METHOD": "HEAD", "PATH_INFO": "/", "HTTP_HOST": "localhost", "wsgi.input": None}

    assert list(application(environ, lambda *args: started.append(args))) == []
    assert started[0][0] == "200 OK"


def test_settings_follow_the_portals_own(tmp_path: Path) -> None:
    settings = Settings.read(
        {"SANDBOX_URL": "http://127.0.0.1:9002/", "EMAIL_PORT": "9025", "SANDBOX_DATA": str(tmp_path)}
    )

    assert (settings.port, settings.smtp_port, settings.folder) == (9002, 9025, tmp_path)
    assert settings.url == "http://127.0.0.1:9002"


def test_settings_of_its_own_come_first() -> None:
    settings = Settings.read(
        {
            "SANDBOX_URL": "http://127.0.0.1:9002",
            "SANDBOX_PORT": "1",
            "EMAIL_PORT": "2",
            "SANDBOX_SMTP_PORT": "3",
        }
    )

    assert (settings.port, settings.smtp_port) == (1, 3)


def test_there_are_as_many_cases_as_asked_of_the_seed_and_day_that_are_given() -> None:
    settings = Settings.read(
        {"SANDBOX_CASES": "5000", "SANDBOX_SEED": "anders", "SANDBOX_TODAY": "2026-01-05"}
    )

    assert (settings.cases, settings.seed, settings.today()) == (5000, "anders", date(2026, 1, 5))
    assert (Settings.read({}).cases, Settings.read({}).seed) == (60, "oefenen")


@pytest.mark.parametrize(
    ("name", "value"), [("SANDBOX_CASES", "veel"), ("SANDBOX_CASES", "9999999"), ("SANDBOX_TODAY", "morgen")]
)
def test_a_number_or_a_day_that_is_none_is_told(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=name):
        Settings.read({name: value})


@pytest.mark.parametrize("port", ["veel", "-1", "70000"])
def test_a_port_that_is_none_is_told(port: str) -> None:
    with pytest.raises(SettingsError, match="SANDBOX_PORT"):
        Settings.read({"SANDBOX_PORT": port})


def test_the_secret_is_not_in_its_repr() -> None:
    assert "heel-geheim" not in repr(Settings(secret="heel-geheim"))
