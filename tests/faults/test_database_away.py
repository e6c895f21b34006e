"""The database is gone: visitors read in their municipality's colours when to come back; nothing is restarted."""

import json
import re
from collections.abc import Iterator

import pytest

from tests.browser import web
from tests.faults.client import Client
from tests.faults.conftest import fresh_portal, killed
from tests.faults.lines import Line
from tests.stack import Stack, until

HOME, PRODUCT = "/", "/onderwerpen/producten/paspoort/"
STYLESHEET = re.compile(r'<link rel="stylesheet" href="(/thema/[^"]+)"')
INSIDE = re.compile(r"traceback|operationalerror|psycopg|django|postgres|connection|/work", re.IGNORECASE)


def from_every_process(stack: Stack, path: str, host: str = "zonnedam.localhost") -> list[web.Answer]:
    return [web.get(stack.portal_port, host, path) for _worker in stack.each_worker("portal")]


def stylesheet(answer: web.Answer) -> str:
    found = STYLESHEET.search(answer.body.decode())
    assert found
    return found.group(1)


@pytest.fixture
def theme(stack: Stack) -> str:
    """The stylesheet of Zonnedam, which every process has served before."""
    until(lambda: all(page.status == 200 for page in from_every_process(stack, HOME)), "pages are served")
    return stylesheet(web.get(stack.portal_port, "zonnedam.localhost", HOME))


@pytest.fixture
def database_away(theme: str, database_line: Line) -> Iterator[None]:
    with killed(database_line):
        yield


@pytest.mark.fault("F30")
@pytest.mark.attack("T55")
@pytest.mark.covers("P-252")
@pytest.mark.usefixtures("database_away")
@pytest.mark.parametrize("path", [HOME, PRODUCT])
def test_visitors_get_a_page_in_their_municipalitys_theme(path: str, theme: str, stack: Stack) -> None:
    for answer in from_every_process(stack, path):
        assert answer.status == 503
        assert int(answer.headers["retry-after"]) > 0
        assert stylesheet(answer) == theme
        assert "Gemeente Zonnedam" in web.text(answer.body)
        assert not INSIDE.search(answer.body.decode())


@pytest.mark.fault("F30")
@pytest.mark.usefixtures("database_away")
def test_what_that_page_is_made_up_with_is_still_served(theme: str, stack: Stack) -> None:
    page = web.get(stack.portal_port, "zonnedam.localhost", HOME).body.decode()
    files = set(re.findall(r'(?:href|src)="(/(?:thema|static)/[^"#]+)', page))

    assert theme in files
    for file in files:
        assert {answer.status for answer in from_every_process(stack, file)} == {200}, file


@pytest.mark.fault("F30")
@pytest.mark.usefixtures("database_away")
def test_a_process_that_never_knew_the_municipality_gives_a_neutral_page(theme: str, stack: Stack) -> None:
    with fresh_portal(stack) as port:
        answer = web.get(port, "zonnedam.localhost", HOME)

    assert answer.status == 503
    assert int(answer.headers["retry-after"]) > 0
    assert "Zonnedam" not in answer.body.decode()
    assert stylesheet(answer) != theme
    assert "De website is even niet bereikbaar" in web.text(answer.body)


@pytest.mark.fault("F30")
@pytest.mark.usefixtures("database_away")
def test_the_console_says_it_too(operator: Client, stack: Stack) -> None:
    for _worker in stack.each_worker("console"):
        answer = operator.get("/")

        assert answer.status == 503
        assert int(answer.headers["retry-after"]) > 0
        assert not INSIDE.search(answer.body.decode())


@pytest.mark.fault("F30")
@pytest.mark.usefixtures("database_away")
@pytest.mark.parametrize("process", ["portal", "console"])
def test_a_process_without_its_database_is_alive_and_not_ready(process: str, stack: Stack) -> None:
    port = stack.portal_port if process == "portal" else stack.console_port

    assert web.get(port, "127.0.0.1", "/healthz").status == 200
    ready = web.get(port, "127.0.0.1", "/readyz")

    assert ready.status == 503
    assert json.loads(ready.body)["database"] == "away"


@pytest.mark.fault("F30")
def test_once_the_database_is_back_every_page_is_without_a_restart(
    theme: str, stack: Stack, operator: Client, database_line: Line
) -> None:
    processes = list(stack.each_worker("portal")), list(stack.each_worker("console"))
    with killed(database_line):
        assert [answer.status for answer in from_every_process(stack, PRODUCT)] == [503, 503]
        assert operator.get("/").status == 503

    assert [answer.status for answer in from_every_process(stack, PRODUCT)] == [200, 200]
    assert [answer.status for answer in from_every_process(stack, HOME)] == [200, 200]
    assert operator.get("/").status == 200
    assert web.get(stack.portal_port, "127.0.0.1", "/readyz").status == 200
    assert processes == (list(stack.each_worker("portal")), list(stack.each_worker("console")))
