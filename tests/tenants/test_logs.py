"""What may never stand in a log line or an error report (attacks T51, T52)."""

import json
import logging
import os
import sys
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
import structlog
from django.http import HttpResponse
from django.test import Client
from django.utils.log import log_response
from gunicorn.glogging import Logger
from hypothesis import given
from hypothesis import strategies as st

from tenants import entry, logs
from tenants.types import TenantRef

BSN = "999993653"  # a test BSN of the Dutch government
SECRETS = {
    "password": "hunter2",
    "Authorization": "Bearer abcdefghijklmnop",
    "sessionid": "abc",
    "client_secret": "x",
    "bsn": BSN,
    "SAMLResponse": "PHNhbWw+",
}


@pytest.mark.attack("T52")
def test_a_log_line_loses_what_stands_under_a_telling_name() -> None:
    line = logs.scrub(None, "info", {"event": "x", **SECRETS})
    assert {line[name] for name in SECRETS} == {logs.REMOVED}


@pytest.mark.attack("T52")
@pytest.mark.parametrize(
    "text", [f"burger {BSN} belde", f"id={BSN}&x", "NL91ABNA0417164300", "bearer abcdefghijk"]
)
def test_and_what_is_telling_by_its_form(text: str) -> None:
    assert logs.REMOVED in logs.clean_text(text)


def test_an_ordinary_number_stays() -> None:
    assert logs.clean_text("zaak 123456789 van 2026") == "zaak 123456789 van 2026"


def drawn(digits: str) -> st.SearchStrategy[str]:
    """Draw numbers of requests and records in which these nine digits stand."""

    def make(bits: int, start: int) -> str:
        plain = uuid.UUID(int=bits, version=4).hex
        return uuid.UUID(plain[:start] + digits + plain[start + 9 :]).hex

    drawn = st.builds(make, st.integers(0, 2**128 - 1), st.integers(0, 23))
    return drawn.filter(lambda number: uuid.UUID(number).version == 4)


@given(drawn(BSN), st.integers(0, 2**64 - 1))
def test_a_number_that_was_drawn_stays_whole_whatever_digits_are_in_it(number: str, call: int) -> None:
    """One request of two hundred could not be found in the log by the number that its visitor was told."""
    for whole in (number, str(uuid.UUID(number)), f"00-{number}-{call:016x}-00"):
        assert logs.clean_text(whole) == whole
        assert (
            logs.clean_text(f"/zaken/{whole}/ van {BSN}: {whole}")
            == f"/zaken/{whole}/ van {logs.REMOVED}: {whole}"
        )


@pytest.mark.attack("T52")
@pytest.mark.parametrize(
    "text",
    [
        f"{BSN}-aaaa-4aaa-8aaa-111111111111",  # a digit too many
        f"aaaaaaaa-aaaa-1aaa-8aaa-{BSN}aaa",  # not drawn: what is in it may be meant
        f"{BSN}{'a' * 24}",
        f"00-{BSN}{'a' * 23}-{'b' * 16}",
    ],
)
def test_and_what_only_looks_like_one_does_not(text: str) -> None:
    assert BSN not in logs.clean_text(text)


@given(
    st.recursive(st.text() | st.integers() | st.none(), lambda x: st.lists(x) | st.dictionaries(st.text(), x))
)
def test_a_bsn_is_found_however_deep(value: object) -> None:
    assert BSN not in repr(logs.clean({"a": [value, {"b": f"x {BSN} y"}]}))


@pytest.mark.attack("T51")
def test_an_error_report_holds_nothing_personal() -> None:
    event = {
        "request": {
            "url": "https://x.nl/zaken",
            "cookies": {"a": "b"},
            "data": {"bsn": BSN},
            "query_string": f"q={BSN}",
            "headers": {"Cookie": "x=y", "Authorization": "Bearer abcdefghijkl", "Accept": "text/html"},
        },
        "user": {"email": "fatima@example.nl"},
        "exception": {
            "values": [{"value": f"no person {BSN}", "stacktrace": {"frames": [{"vars": SECRETS}]}}]
        },
    }

    sent = json.dumps(logs.scrub_event(event, {}))

    for secret in (BSN, "hunter2", "fatima", "abcdefghijkl", "x=y", "PHNhbWw"):
        assert secret not in sent
    assert "text/html" in sent


@pytest.mark.attack("T51")
def test_an_event_that_cannot_be_cleaned_is_not_sent() -> None:
    assert logs.scrub_event({"request": 5}, {}) is None


def test_an_error_report_is_tagged_with_the_tenant(zonnedam: TenantRef) -> None:
    with entry.enter(zonnedam):
        assert logs.scrub_event({}, {})["tags"]["tenant"] == str(zonnedam.uuid)


def test_breadcrumbs_lose_their_data() -> None:
    crumb = logs.scrub_breadcrumb({"message": f"called {BSN}", "data": {"url": "x"}}, {})
    assert crumb == {"message": f"called {logs.REMOVED}"}


@contextmanager
def configured(level: str) -> Iterator[None]:
    """Log as a process does, and put back what the suite had."""
    root = logging.getLogger()
    before, old = root.handlers, root.level
    logs.configure(level=level, as_json=True)
    root.handlers[0].setStream(sys.stderr)  # type: ignore[attr-defined]
    try:
        yield
    finally:
        root.handlers, root.level = before, old


def test_a_line_is_json_with_tenant_and_level(
    zonnedam: TenantRef, capsys: pytest.CaptureFixture[str]
) -> None:
    with configured("INFO"), entry.enter(zonnedam):
        structlog.get_logger("x").info("opened", bsn=BSN)
        logging.getLogger("y").warning("plain %s", BSN)

    first, second = (json.loads(line) for line in capsys.readouterr().err.splitlines())
    assert (first["event"], first["level"], first["tenant"]) == ("opened", "info", str(zonnedam.uuid))
    assert BSN not in json.dumps([first, second])


def test_a_page_that_was_not_found_is_logged_with_its_tenant_and_request(
    zonnedam: TenantRef, client_of: Callable[..., Client], capsys: pytest.CaptureFixture[str]
) -> None:
    with configured("INFO"):
        response = client_of(zonnedam).get("/nergens/")

    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    line = next(line for line in lines if line["event"] == "Not Found: /nergens/")
    assert (line["tenant"], line["request_id"]) == (str(zonnedam.uuid), response["X-Request-Id"])
    assert line["level"] == "info"


@pytest.mark.attack("T52")
@pytest.mark.parametrize("path", ["/beheer/uitnodiging/{}/", "/mijn-profiel/e-mailadres/{}/", "/nergens/{}/"])
def test_what_lets_somebody_in_stands_in_no_line_about_an_address(
    zonnedam: TenantRef, client_of: Callable[..., Client], capsys: pytest.CaptureFixture[str], path: str
) -> None:
    """Whatever the answer is: a page that refuses is logged with its address."""
    secret = "een-lange-uitnodiging-van-iemand"
    with configured("INFO"):
        request = client_of(zonnedam).get(path.format(secret)).wsgi_request
        log_response("Refused: %s", request.path, request=request, response=HttpResponse(status=429))

    said = capsys.readouterr().err
    assert secret not in said
    assert f"Refused: {path.format(logs.REMOVED)}" in said


@pytest.mark.attack("T51", "T52")
def test_nor_does_it_stand_in_an_error_report() -> None:
    secret = "een-lange-uitnodiging-van-iemand"
    url = f"https://x.nl/beheer/uitnodiging/{secret}/"

    sent = logs.scrub_event({"request": {"url": url, "headers": {"Referer": url, "Accept": "text/html"}}}, {})

    assert secret not in json.dumps(sent)
    assert sent["request"]["url"] == f"https://x.nl/beheer/uitnodiging/{logs.REMOVED}/"
    assert sent["request"]["headers"] == {"Accept": "text/html"}


def test_lines_of_the_web_server_can_be_written() -> None:
    """It puts the number of its process into each."""
    with configured("INFO"):
        server = logging.getLogger("gunicorn.error")
        line = server.makeRecord(server.name, logging.INFO, "", 0, "Listening at: %s", ("x",), None)

    assert f"[{os.getpid()}] [INFO] Listening at: x" in logging.Formatter(Logger.error_fmt).format(line)


@pytest.mark.parametrize(("status", "told"), [(404, False), (422, False), (500, True)])
def test_only_what_went_wrong_here_is_told_where_trouble_alone_is(
    status: int, told: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    with configured("WARNING"):
        log_response("Answered %s", status, response=HttpResponse(status=status))

    assert (f"Answered {status}" in capsys.readouterr().err) is told
