"""The host decides whose page it is, and nothing else does: no header, no cookie, no address of somebody else."""

import importlib.util
import uuid
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.html import escape
from pytest_django import Settings

from tenants.entry import enter
from tenants.types import TenantRef
from tests.attacks.addresses import Address
from tests.provisioning.console import people

SHARED = "/thema/"
"""Files of themes: named after their content, the same on every host."""
SIGN_IN_OF_OPERATORS = "/aanmelden/"
SOME = 4
"""One in so many is asked for as an administrator and sent a form: who asks, and how, matters only where it leads."""
TELLING = (b"zonnedam", b"waterrijk", b"console", b"/beheer/", b"/aanmelden/", b"django", b"traceback")


def text(answer: Any) -> str:
    return str(answer.content.decode()).lower()


@pytest.mark.attack("T10")
@pytest.mark.usefixtures("plain_errors")
def test_no_address_of_the_console_leads_anywhere_at_a_municipality(
    visitor: Client, administrator: Client, console_addresses: list[Address]
) -> None:
    own = [each for each in console_addresses if not each.path.startswith(SHARED) and each.path != "/"]
    assert len(own) > 20

    for client, some in ((visitor, own), (administrator, own[1::SOME])):
        answers = {each.name: client.get(each.path, follow=True).status_code for each in some}
        assert answers == dict.fromkeys(answers, 404)
        posted = {each.name: client.post(each.path, follow=True).status_code for each in own[::SOME]}
        assert posted == dict.fromkeys(posted, 404)
    assert "console" not in text(visitor.get("/"))


@pytest.mark.attack("T10", "P01")
def test_no_address_of_a_municipality_leads_anywhere_at_the_console(
    portal_addresses: list[Address], operator: Client
) -> None:
    own = [each for each in portal_addresses if not each.path.startswith(SHARED) and each.path != "/"]
    assert len(own) > 200

    for client, some in ((people.browser(), own), (operator, own[1::SOME])):
        answers = {each.name: client.get(each.path).status_code for each in some}
        assert answers == dict.fromkeys(answers, 404)
    assert people.browser().get("/")["Location"].startswith(SIGN_IN_OF_OPERATORS)


@pytest.mark.attack("T10")
def test_an_address_that_is_there_would_be_noticed(
    visitor: Client, portal_addresses: list[Address], operator: Client, console: list[Address]
) -> None:
    """The negative control: at home the same addresses lead somewhere."""
    assert any(operator.get(each.path).status_code != 404 for each in console)


@pytest.mark.attack("T09")
@pytest.mark.parametrize(
    "host", ["nobody.example", "localhost", "10.0.0.1", "[::1]", "zonnedam.localhost.evil.nl"]
)
@pytest.mark.parametrize(
    "path", ["/", "/beheer/", "/aanmelden/", "/sitemap.xml", "/media/x", "/admin/", "/metrics"]
)
def test_a_host_of_nobody_gets_four_words_and_costs_a_look_at_the_directory(
    planted: TenantRef, host: str, path: str
) -> None:
    with CaptureQueriesContext(connection) as queries:
        answer = Client(headers={"host": host}).get(path)

    assert (answer.status_code, answer.content) == (404, b"Not found")
    assert not answer.cookies
    assert all("tenants_d" in query["sql"] or "search_path" in query["sql"] for query in queries), list(
        queries
    )
    assert not any(word in str(answer.headers).lower().encode() for word in TELLING)


@pytest.mark.attack("T08", "V17")
@pytest.mark.parametrize(
    "headers",
    [
        {"x-forwarded-host": "waterrijk.localhost"},
        {"forwarded": "host=waterrijk.localhost"},
        {"x-original-url": "http://waterrijk.localhost/"},
        {"x-rewrite-url": "http://waterrijk.localhost/"},
        {"x-host": "waterrijk.localhost"},
        {"x-forwarded-server": "waterrijk.localhost"},
        {"x-tenant": "waterrijk"},
        {"x-tenant-schema": "t_22222222bbbb"},
        {"cookie": "tenant=waterrijk; schema=t_22222222bbbb"},
        {"origin": "http://waterrijk.localhost", "referer": "http://waterrijk.localhost/"},
    ],
)
def test_no_header_makes_a_page_of_another_municipality(visitor: Client, headers: dict[str, str]) -> None:
    address = "/over-ons/?tenant=waterrijk&schema=t_22222222bbbb"
    answer = visitor.get(address, headers=headers)

    assert answer.status_code == 200
    assert "zonnedam" in text(answer)
    shown = text(answer).replace(escape(address), "")  # a form leads back to what the visitor asked for
    assert "waterrijk" not in shown + str(answer.headers).lower()


@pytest.mark.attack("T08")
@pytest.mark.parametrize(
    "host",
    [
        "xn--znnedam-90a.localhost",
        "zоnnedam.localhost",
        "zonnedam.localhost:80@evil.example",
        "zonnedam.localhost, waterrijk.localhost",
        "zonnedam.localhost/waterrijk",
        "zonnedam.localhost\x00",
        "zonnedam..localhost",
        ".zonnedam.localhost",
        "zonnedam.localhost..",
        "*.localhost",
        "zonnedam%2elocalhost",
    ],
)  # fmt: skip
def test_a_host_that_is_almost_a_municipalitys_is_nobodys(planted: TenantRef, host: str) -> None:
    answer = Client(headers={"host": host}, raise_request_exception=False).get("/")

    assert answer.status_code in {400, 404}
    assert "gemeente zonnedam" not in text(answer)


@pytest.mark.attack("T47")
def test_a_file_of_a_municipality_is_served_nowhere_by_its_path(
    planted: TenantRef,
    client_of: Callable[..., Client],
    waterrijk: TenantRef,
    settings: Settings,
    tmp_path: Path,
) -> None:
    settings.MEDIA_ROOT = str(tmp_path)
    with enter(planted):
        name = default_storage.save("letter.txt", ContentFile(b"for nobody else"))
    stored = next(path for path in tmp_path.rglob("*") if path.is_file())
    paths = [f"/media/{name}", f"/media/{stored.relative_to(tmp_path)}", f"/static/../media/{name}"]

    for host in (planted.host, waterrijk.host, "127.0.0.1"):
        answers = [Client(headers={"host": host}).get(path, follow=True) for path in paths]
        assert [answer.status_code for answer in answers] == [404] * len(paths)
    with people.console_settings():
        assert [people.browser().get(path).status_code for path in paths] == [404] * len(paths)


@pytest.mark.attack("T56")
@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/metrics", "/health", "/-/metrics", "/healthz/"])
def test_how_the_platform_is_doing_is_told_to_no_municipality(visitor: Client, path: str) -> None:
    assert visitor.get(path, follow=True).status_code == 404


@pytest.mark.attack("T57")
@pytest.mark.parametrize(
    ("query", "headers"),
    [
        ("?theme=waterrijk", {}),
        ("?preview=waterrijk&thema=waterrijk", {}),
        ("", {"cookie": "theme=waterrijk"}),
        ("", {"x-theme": "waterrijk"}),
    ],
)
def test_a_page_has_the_theme_of_its_own_municipality(
    visitor: Client,
    waterrijk: TenantRef,
    client_of: Callable[..., Client],
    query: str,
    headers: dict[str, str],
) -> None:
    own = stylesheet(visitor.get("/nergens/"))
    theirs = stylesheet(client_of(waterrijk).get("/nergens/"))

    asked = stylesheet(visitor.get(f"/nergens/{query}", headers=headers))

    assert own != theirs
    assert asked == own


def stylesheet(answer: Any) -> str:
    html = answer.content.decode()
    return html[html.index("/thema/") :].partition('"')[0]


@pytest.mark.attack("T57")
def test_the_file_of_a_theme_says_nothing_of_who_has_it(
    visitor: Client, waterrijk: TenantRef, client_of: Callable[..., Client]
) -> None:
    path = stylesheet(client_of(waterrijk).get("/nergens/"))

    answer = visitor.get(path)

    assert answer.content == client_of(waterrijk).get(path).content
    assert b"waterrijk" not in answer.content.lower()
    assert not answer.cookies


@pytest.mark.attack("T64")
def test_the_language_of_one_request_is_gone_at_the_next(
    planted: TenantRef, waterrijk: TenantRef, client_of: Callable[..., Client]
) -> None:
    at_home = text(client_of(waterrijk).get("/nergens/"))
    assert '<html lang="en"' in text(client_of(planted).get("/en/about-us/"))

    assert text(client_of(waterrijk).get("/nergens/")) == at_home
    assert '<html lang="nl"' in at_home
    assert timezone.get_current_timezone_name() == "Europe/Amsterdam"


@pytest.mark.attack("T64")
@pytest.mark.parametrize(("walled", "language"), [(True, "nl"), (False, "en")])
def test_what_a_thread_remembers_of_a_language_is_not_taken_along(
    planted: TenantRef,
    waterrijk: TenantRef,
    client_of: Callable[..., Client],
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    walled: bool,
    language: str,
) -> None:
    """With its negative control: without the wall the language belongs to the thread."""
    if not walled:
        monkeypatch.setattr("tenants.entry._own_language", lambda *_: nullcontext())
    client_of(planted).get("/en/about-us/")
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "LocaleMiddleware" not in name]

    assert f'<html lang="{language}"' in text(client_of(waterrijk).get("/nergens/"))


def secure_settings(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Read the settings as they are where people are served."""
    monkeypatch.setenv("INSECURE_COOKIES", "0")
    spec = importlib.util.find_spec("config.settings.security")
    assert spec
    assert spec.origin
    afresh = importlib.util.spec_from_file_location("config.settings.security_afresh", spec.origin)
    assert afresh
    assert afresh.loader
    module = importlib.util.module_from_spec(afresh)
    afresh.loader.exec_module(module)
    return module


COOKIES = ("SESSION", "CSRF", "LANGUAGE")


@pytest.fixture
def as_served(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> None:
    """Have the cookies of production."""
    module = secure_settings(monkeypatch)
    for cookie in COOKIES:
        for part in ("NAME", "SECURE", "HTTPONLY", "SAMESITE"):
            name = f"{cookie}_COOKIE_{part}"
            setattr(settings, name, getattr(module, name))


@pytest.mark.attack("T07")
@pytest.mark.usefixtures("as_served")
def test_every_cookie_is_for_one_host_only(
    planted: TenantRef, portal_addresses: list[Address], client_of: Callable[..., Client], settings: Settings
) -> None:
    found = {}
    for each in portal_addresses:
        found |= client_of(planted, raise_request_exception=False).get(each.path, secure=True).cookies

    assert found
    for name, cookie in found.items():
        assert name.startswith("__Host-")
        assert (cookie["domain"], cookie["path"], bool(cookie["secure"])) == ("", "/", True)
        assert bool(cookie["httponly"])
        assert cookie["samesite"] in {"Lax", "Strict"}
    assert {getattr(settings, f"{name}_COOKIE_DOMAIN") for name in COOKIES} == {None}


@pytest.mark.attack("T07")
@pytest.mark.usefixtures("as_served")
@pytest.mark.parametrize("name", ["session", "sessionid", "csrf", "csrftoken"])
def test_a_cookie_that_a_neighbour_sets_is_ignored(
    planted: TenantRef, administrator: Client, name: str
) -> None:
    """A neighbour can set cookies for the parent domain, but none of these names."""
    value = administrator.cookies["__Host-session"].value if "session" in name else uuid.uuid4().hex
    client = Client(
        headers={"host": planted.primary_host, "cookie": f"{name}={value}"}, enforce_csrf_checks=True
    )

    assert client.get("/beheer/", secure=True).status_code == 302
    posted = client.post("/beheer/login/", {"csrfmiddlewaretoken": value}, secure=True)
    assert posted.status_code == 403


@pytest.mark.attack("W19")
@pytest.mark.parametrize(
    "path",
    [
        "/graphql", "/graphql/", "/__debug__/", "/swagger/", "/api/schema/", "/api/docs/", "/openapi.json",
        "/.git/config", "/.git/HEAD", "/.env", "/.htaccess", "/backup.zip", "/dump.sql", "/silk/",
        "/beheer/doc/", "/admin/doc/", "/admin/", "/cms_login/", "/phpinfo.php", "/server-status",
        "/static/", "/media/", "/static/css/base.css.map", "/__reload__/", "/api/v2/", "/debug/",
        "/static/..%2f..%2fmanage.py", "/static/%2e%2e/manage.py", "/thema/../manage.py", "/flower/",
    ],
)  # fmt: skip
def test_tools_of_developers_are_not_there(visitor: Client, administrator: Client, path: str) -> None:
    answer = visitor.get(path, follow=True)
    assert answer.status_code == 404 or answer.request["PATH_INFO"] == "/beheer/login/"
    assert administrator.get(path, follow=True).status_code == 404
    with people.console_settings():
        assert people.browser().get(path).status_code == 404
