"""What a visitor chooses for this browser (P-228, P-244 to P-246), in pages that are the same for everybody (P4)."""

import re
from typing import Any

import pytest
from django.test import Client

from portal.core.choices import values
from tenants import registers
from tenants.registers.kinds import Consent
from tenants.types import TenantRef

FORMS = ["/keuzes/lezen/", "/keuzes/cookies/"]
ORIGIN = {"origin": "http://zonnedam.localhost"}


@pytest.fixture
def counting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have something in this municipality that asks consent."""
    monkeypatch.setattr(registers, "consents", [Consent("core", "bezoek", "Bezoek tellen.")])


def choose(client: Client, path: str, *, headers: dict[str, str] | None = None, **made: str) -> Any:
    client.handler.enforce_csrf_checks = True
    return client.post(path, made, headers=ORIGIN if headers is None else headers)


@pytest.mark.covers("P-245", "P-246", "P-228")
@pytest.mark.parametrize(
    ("path", "name", "value", "days"),
    [
        ("/keuzes/lezen/", "tekst", "groot", 365),
        ("/keuzes/lezen/", "letter", "ruim", 365),
        ("/keuzes/cookies/", "cookies", "ja", 90),
        ("/keuzes/cookies/", "cookies", "nee", 90),
    ],
)
def test_without_script_a_choice_is_kept_and_leads_back_to_the_page(
    visitor: Client, path: str, name: str, value: str, days: int
) -> None:
    answer = choose(visitor, path, next="/nergens/?q=a", **{name: value})

    assert (answer.status_code, answer["Location"]) == (302, "/nergens/?q=a")
    cookie = answer.cookies[name]
    assert (cookie.value, cookie["max-age"], cookie["samesite"]) == (value, days * 86_400, "Lax")
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.covers("architecture P4")
def test_a_page_is_the_same_whatever_was_chosen_and_sets_no_cookie(visitor: Client, counting: None) -> None:
    before = visitor.get("/nergens/")
    for path, made in (
        ("lezen", {"tekst": "groot"}),
        ("lezen", {"letter": "ruim"}),
        ("cookies", {"cookies": "nee"}),
    ):
        choose(visitor, f"/keuzes/{path}/", **made)

    after = visitor.get("/nergens/")

    assert {"tekst", "letter", "cookies"} <= set(visitor.cookies)
    assert after.content == before.content
    assert not before.cookies
    assert "csrfmiddlewaretoken" not in before.content.decode()


@pytest.mark.covers("P-245", "P-246")
def test_a_browser_without_script_is_shown_its_choice_by_a_stylesheet(visitor: Client) -> None:
    page = visitor.get("/nergens/").content.decode()
    (path,) = re.findall(r'<noscript><link rel="stylesheet" href="([^"]+)"></noscript>', page)
    assert "font" not in visitor.get(path).content.decode()
    choose(visitor, "/keuzes/lezen/", tekst="groot")
    choose(visitor, "/keuzes/lezen/", letter="ruim")

    answer = visitor.get(path)

    rules = answer.content.decode()
    assert "html{font-size:125%}" in rules
    assert ".ip-unless-large{display:none}" in rules
    (font,) = re.findall(r"url\((/thema/font-[0-9a-f]{12}\.woff2)\)", rules)
    assert visitor.get(font)["Content-Type"] == "font/woff2"
    assert answer["Cache-Control"].startswith("private, no-cache")
    choose(visitor, "/keuzes/lezen/", tekst="gewoon")
    assert "font-size" not in visitor.get(path).content.decode()


@pytest.mark.covers("P-228")
def test_nobody_is_asked_about_cookies_where_nothing_needs_them(visitor: Client) -> None:
    assert "Cookies op deze website" not in visitor.get("/nergens/").content.decode()


@pytest.mark.covers("P-228", "P-229")
def test_who_has_not_answered_is_asked_and_counted_only_after_yes(
    visitor: Client, inside: TenantRef, counting: None
) -> None:
    page = visitor.get("/nergens/").content.decode()
    ask = re.search(r'<section class="ip-notice ip-cookies"[^>]* hidden>.*?</section>', page, re.DOTALL)
    assert ask
    assert re.findall(r'name="cookies" value="(\w+)"', ask[0]) == ["ja", "nee"]
    assert ".ip-cookies[hidden]{display:block}" in visitor.get("/keuzes/stijl.css").content.decode()

    for answer, counted in (("nee", False), ("ja", True)):
        choose(visitor, "/keuzes/cookies/", cookies=answer)
        kept = {name: each.value for name, each in visitor.cookies.items()}
        assert values.may_count(kept) is counted
        assert "ip-cookies" not in visitor.get("/keuzes/stijl.css").content.decode()
    assert not values.may_count({"cookies": "misschien"})
    assert not values.may_count({})


@pytest.mark.attack("W14")
@pytest.mark.parametrize("path", FORMS)
@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"origin": "null"},
        {"origin": "https://evil.example"},
        {"origin": "http://waterrijk.localhost"},
        {"origin": "https://zonnedam.localhost"},
        {"referer": "http://zonnedam.localhost/"},
        {"origin": "http://zonnedam.localhost.evil.example"},
    ],
)
def test_a_page_of_others_cannot_choose(visitor: Client, path: str, headers: dict[str, str]) -> None:
    made = {"tekst": "groot", "cookies": "ja"}

    assert choose(visitor, path, headers=headers, **made).status_code == 403
    assert choose(visitor, path, **made).status_code == 302, "the negative control"


@pytest.mark.parametrize("path", FORMS)
@pytest.mark.parametrize("made", [{}, {"tekst": "enorm"}, {"letter": "<b>"}, {"cookies": "ja; path=/x"}])
def test_what_nobody_offered_is_refused(visitor: Client, path: str, made: dict[str, str]) -> None:
    answer = choose(visitor, path, **made)

    assert answer.status_code == 400
    assert not {"tekst", "letter", "cookies"} & set(answer.cookies)


@pytest.mark.attack("W09")
@pytest.mark.parametrize(
    "came", ["//evil.example/", "https://evil.example/", "/\\evil.example", "\t//evil.example/"]
)
def test_a_choice_leads_to_the_same_host(visitor: Client, came: str) -> None:
    for headers in (
        ORIGIN,
        {**ORIGIN, "referer": f"http://zonnedam.localhost{came}"},
        {**ORIGIN, "referer": came},
    ):
        assert choose(visitor, "/keuzes/lezen/", headers=headers, tekst="groot", next=came)["Location"] == "/"


def test_a_choice_leads_back_to_where_the_browser_was(visitor: Client) -> None:
    headers = {**ORIGIN, "referer": "http://zonnedam.localhost/zoeken/?q=paspoort"}

    answer = choose(visitor, "/keuzes/lezen/", headers=headers, tekst="groot", next="/")

    assert answer["Location"] == "/zoeken/?q=paspoort"


@pytest.mark.covers("P-244", "P-247")
def test_the_bar_offers_help_and_hides_what_needs_script(visitor: Client) -> None:
    bar = re.search(
        r'<section class="ip-reading".*?</section>', visitor.get("/nergens/").content.decode(), re.DOTALL
    )

    assert bar
    for words in ("Lees voor", "Afdrukken"):
        assert re.search(rf"<li hidden><button[^>]*>{words}</button>", bar[0])
