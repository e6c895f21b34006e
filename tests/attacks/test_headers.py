"""Every answer bears the headers that keep browsers from being used against it, however early it is made."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory, override_settings
from pytest_django import Settings

from portal.core.caching import PageCachingMiddleware
from tenants import directory, headers
from tenants.types import TenantRef
from tests.attacks import crawling
from tests.attacks.addresses import Address
from tests.attacks.crawling import Crawl

SOURCES = {"'none'", "'self'"}
LOOSENED = {"style-src-attr": {"'unsafe-inline'"}, "img-src": {"data:"}, "font-src": {"data:"}}
"""What `portal.core.csp` allows besides, on staff pages that libraries made."""
BY_CONTENT = ("/thema/", "/static/")
"""Files that are named after their content, and belong to nobody."""
OPENLY = {"public", "s-maxage"}


def policy(answer: Any) -> dict[str, set[str]]:
    header = answer.headers.get("Content-Security-Policy", "")
    rules = (rule.split() for rule in header.split(";") if rule)
    return {name: set(values) for name, *values in rules}


def missing(answer: Any) -> list[str]:
    """List what an answer lacks of what all must bear."""
    wrong = [name for name, value in headers.BASELINE.items() if answer.headers.get(name) != value]
    if answer.headers.get("X-Frame-Options") not in {"DENY", "SAMEORIGIN"}:
        wrong.append("X-Frame-Options")
    return [*wrong, *weak(policy(answer))]


def weak(rules: dict[str, set[str]]) -> list[str]:
    """List what the measurement of internet.nl would say of a policy (design/security.md 1.7)."""
    if "sandbox" in rules:  # a drawing by itself: no origin, no script, no style
        return [] if rules["default-src"] == {"'none'"} else ["default-src"]
    wanted = {"default-src": {"'none'"}, "object-src": {"'none'"}, "base-uri": {"'none'"}}
    wrong = [name for name, values in wanted.items() if rules.get(name) != values]
    wrong += [name for name in ("form-action", "frame-ancestors", "frame-src") if name not in rules]
    return wrong + [f"{name} {values}" for name, values in rules.items() if not values <= SOURCES]


def personal(answer: Any) -> list[str]:
    """Say what a cache might do with an answer that nobody may keep."""
    said = answer.headers.get("Cache-Control", "")
    return [] if {"no-store", "private"} <= parts(said) else [f"may be kept: {said!r}"]


def parts(cache_control: str) -> set[str]:
    return {part.strip().partition("=")[0] for part in cache_control.split(",")}


@pytest.mark.attack("W15", "W16")
@pytest.mark.covers("P-226")
def test_every_address_of_a_municipality_bears_them(
    seen_by_visitor: Crawl, portal_addresses: list[Address]
) -> None:
    assert len(portal_addresses) > 200
    assert crawling.judged(seen_by_visitor, portal_addresses, missing) == []


@pytest.mark.attack("W15", "W16")
def test_pages_of_staff_bear_them_with_only_what_libraries_need_besides(
    seen_by_administrator: Crawl, portal_addresses: list[Address]
) -> None:
    def judge(answer: Any) -> list[str]:
        nonces = {value for values in policy(answer).values() for value in values if "'nonce-" in value}
        allowed = LOOSENED | {"script-src": nonces, "style-src-elem": nonces}
        rules = {name: values - allowed.get(name, set()) for name, values in policy(answer).items()}
        return [name for name in missing(answer) if name in headers.BASELINE] + weak(rules)

    assert crawling.judged(seen_by_administrator, portal_addresses, judge) == []


@pytest.mark.attack("W15", "W16", "P02")
def test_every_address_of_the_console_bears_them(
    seen_by_operator: Crawl, seen_by_nobody: Crawl, console: list[Address]
) -> None:
    def judge(answer: Any) -> list[str]:
        framed = policy(answer).get("frame-ancestors", {"'none'"}) != {"'none'"}
        return missing(answer) + ["frame-ancestors"] * framed

    # The description of the API is for any page that wants to read it; a preview is framed by the console itself.
    some = [address for address in console if address.name not in {"api:openapi", "console:theme_preview"}]

    assert crawling.judged(seen_by_operator, some, judge) == []
    assert crawling.judged(seen_by_nobody, some, judge) == []


@pytest.mark.attack("W15")
@pytest.mark.parametrize("without", ["tenants.headers.HeadersMiddleware", "csp.middleware.CSPMiddleware"])
def test_without_the_middleware_the_crawl_finds_every_address(
    planted: TenantRef,
    portal_addresses: list[Address],
    client_of: Callable[..., Client],
    settings: Settings,
    without: str,
) -> None:
    """The negative control."""
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if name != without]
    some = [address for address in portal_addresses if not address.path.startswith(("/beheer/", *BY_CONTENT))]

    crawl = crawling.crawl(without, client_of(planted, raise_request_exception=False), some)
    found = crawling.judged(crawl, some, missing)

    assert {line.split()[0] for line in found} == {address.name for address in some}


def raiser(error: Exception) -> Callable[..., Any]:
    def raise_it(*args: Any, **kwargs: Any) -> Any:
        raise error

    return raise_it


@pytest.mark.attack("T09", "T56")
@pytest.mark.parametrize(
    ("host", "path", "status"),
    [
        ("nobody.example", "/", 404),
        ("zonnedam.localhost@evil", "/", 400),
        ("127.0.0.1", "/healthz", 200),
        ("127.0.0.1", "/readyz", 200),
        ("127.0.0.1", "/metrics", 200),
        ("zonnedam.localhost", "/zoeken", 301),
        ("zonnedam.localhost", "/thema/ffffffffffff.css", 404),
    ],
)
def test_answers_that_are_made_before_anybody_knows_whose_they_are(
    planted: TenantRef, host: str, path: str, status: int
) -> None:
    answer = Client(headers={"host": host}, raise_request_exception=False).get(path)

    assert (answer.status_code, missing(answer)) == (status, [])


@pytest.mark.parametrize(
    ("host", "path", "status"),
    [("nobody.example", "/", 404), ("a@b", "/", 404), ("127.0.0.1", "/healthz", 200), ("", "/x", 404)],
)
def test_early_answers_of_the_console(console: object, host: str, path: str, status: int) -> None:
    answer = Client(headers={"host": host}).get(path)

    assert (answer.status_code, missing(answer)) == (status, [])
    assert "no-store" in parts(answer["Cache-Control"])


@pytest.mark.attack("T55")
@pytest.mark.fault("F30")
def test_the_page_that_says_that_the_database_is_away(
    visitor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(directory, "_revision", raiser(OperationalError()))

    answer = visitor.get("/")

    assert (answer.status_code, missing(answer), personal(answer)) == (503, [], [])


def test_files_bear_them_and_are_for_our_own_pages_only(
    planted: TenantRef, client_of: Callable[..., Client], settings: Settings, tmp_path: Path
) -> None:
    (tmp_path / "file.css").write_text("p {}")
    settings.STATIC_ROOT = str(tmp_path)

    answer = client_of(planted).get("/static/file.css")

    assert (answer.status_code, missing(answer)) == (200, [])
    assert "Access-Control-Allow-Origin" not in answer.headers
    assert "public" in parts(answer["Cache-Control"])
    answer.close()


@pytest.mark.parametrize("host", ["zonnedam.localhost", "nobody.example"])
def test_a_visitor_by_http_is_sent_to_https_and_browsers_remember(planted: TenantRef, host: str) -> None:
    with override_settings(SECURE_SSL_REDIRECT=True, SECURE_HSTS_SECONDS=31_536_000):
        plain = Client(headers={"host": host}).get("/over-ons/")
        safe = Client(headers={"host": host}).get("/over-ons/", secure=True)

    assert (plain.status_code, plain["Location"]) == (301, f"https://{host}/over-ons/")
    assert missing(plain) == missing(safe) == []
    assert safe["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains; preload"
    assert "Strict-Transport-Security" not in plain.headers


@pytest.mark.attack("T37", "O20")
def test_nobody_keeps_a_page_of_somebody_who_signed_in(
    seen_by_administrator: Crawl, portal_addresses: list[Address]
) -> None:
    own = [address for address in portal_addresses if not address.path.startswith(BY_CONTENT)]

    assert crawling.judged(seen_by_administrator, own, personal) == []


@pytest.mark.attack("T37", "O20")
def test_nobody_keeps_a_page_for_staff_before_signing_in(
    seen_by_visitor: Crawl, portal_addresses: list[Address]
) -> None:
    staff_pages = [address for address in portal_addresses if address.path.startswith("/beheer/")]

    assert crawling.judged(seen_by_visitor, staff_pages, personal) == []


@pytest.mark.attack("T37", "O20")
def test_nobody_keeps_a_page_of_the_console(
    seen_by_operator: Crawl, seen_by_nobody: Crawl, console: list[Address]
) -> None:
    own = [address for address in console if not address.path.startswith(BY_CONTENT)]

    assert crawling.judged(seen_by_operator, own, personal) == []
    assert crawling.judged(seen_by_nobody, own, personal) == []


@pytest.mark.attack("T37")
def test_no_cache_that_people_share_keeps_a_page(
    seen_by_visitor: Crawl, portal_addresses: list[Address]
) -> None:
    def judge(answer: Any) -> list[str]:
        said = parts(answer.headers["Cache-Control"])
        by_cookie = "Cookie" in answer.headers.get("Vary", "")
        return ([] if "private" in said and not said & OPENLY else [f"{said}"]) + ["Vary"] * (not by_cookie)

    pages = [address for address in portal_addresses if not address.path.startswith(BY_CONTENT)]

    assert crawling.judged(seen_by_visitor, pages, judge) == []


@pytest.mark.attack("T37")
@pytest.mark.parametrize(
    ("path", "cookie", "sets", "is_personal"),
    [
        ("/beheer/", "", False, True),
        ("/over-ons/", "session=abc", False, True),
        ("/over-ons/", "", True, True),
        ("/over-ons/", "", False, False),
    ],
)
def test_what_is_for_one_person_is_private_whatever_its_view_says(
    path: str, cookie: str, sets: bool, is_personal: bool
) -> None:
    def careless(request: HttpRequest) -> HttpResponse:
        answer = HttpResponse(headers={"Cache-Control": "public, max-age=600"})
        if sets:
            answer.set_cookie("csrf", "x")
        return answer

    request = RequestFactory().get(path, headers={"cookie": cookie})

    assert (personal(PageCachingMiddleware(careless)(request)) == []) is is_personal
    assert personal(careless(request)), "the negative control: without the middleware it might be kept"


@pytest.mark.attack("T37")
@pytest.mark.parametrize(
    "header",
    [
        {"x-forwarded-host": "evil.example"},
        {"x-forwarded-prefix": "/evil"},
        {"x-original-url": "/evil/"},
        {"x-rewrite-url": "/evil/"},
        {"x-http-method-override": "DELETE"},
        {"forwarded": "host=evil.example"},
        {"accept-language": "evil-EVIL;q=9, <script>"},
        {"x-forwarded-port": "1337"},
        {"x-host": "evil.example"},
        {"user-agent": "evil<script>"},
        {"referer": "https://evil.example/"},
        {"cookie": "language=evil; csrf=evil"},
    ],
)
@pytest.mark.parametrize("path", ["/", "/over-ons/", "/sitemap.xml", "/.well-known/security.txt", "/zoeken/"])
def test_what_one_visitor_sends_along_is_not_in_a_page_that_another_may_get(
    visitor: Client, planted: TenantRef, header: dict[str, str], path: str
) -> None:
    poisoned = visitor.get(path, headers=header)
    clean = Client(headers={"host": planted.primary_host}).get(path)

    assert b"evil" not in poisoned.content.lower()
    assert (poisoned.status_code, poisoned.content) == (clean.status_code, clean.content)
