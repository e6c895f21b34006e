"""A visitor of Zonnedam finds what they need, however they browse, and nothing of another municipality."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from config.demo import content
from tests.browser import web
from tests.stack import Stack

PRODUCT = "Paspoort aanvragen"
SCRIPTING = pytest.mark.parametrize(
    "javascript", [True, False], ids=["with JavaScript", "without JavaScript"]
)


@SCRIPTING
@pytest.mark.covers("P-143")
def test_a_product_is_found_by_search(javascript: bool, visitor: Callable[..., Page], stack: Stack) -> None:
    page = visitor(javascript=javascript)
    page.goto(stack.portal_url("zonnedam"))

    page.get_by_role("searchbox").fill("paspoort")
    page.get_by_role("button", name="Zoeken").click()
    page.get_by_role("main").get_by_role("link", name=PRODUCT).click()

    expect(page.get_by_role("heading", level=1)).to_have_text(PRODUCT)
    expect(page.get_by_role("heading", name="Wat kost het?")).to_be_visible()


@SCRIPTING
@pytest.mark.covers("P-107")
@pytest.mark.covers("P-110")
def test_a_product_is_found_by_category(javascript: bool, visitor: Callable[..., Page], stack: Stack) -> None:
    page = visitor(javascript=javascript)
    page.goto(stack.portal_url("zonnedam"))

    page.get_by_role("main").get_by_role("link", name="Paspoort, rijbewijs en verhuizen").click()
    page.get_by_role("main").get_by_role("link", name=PRODUCT).click()

    expect(page.get_by_role("heading", level=1)).to_have_text(PRODUCT)
    trail = page.get_by_role("navigation", name="Kruimelpad")
    expect(trail.get_by_role("link")).to_have_text(
        ["Startpagina", "Onderwerpen", "Paspoort, rijbewijs en verhuizen"], use_inner_text=True
    )


def test_results_follow_what_is_typed_without_a_reload(visitor: Callable[..., Page], stack: Stack) -> None:
    page = visitor()
    page.goto(f"{stack.portal_url('zonnedam')}/zoeken/")
    page.evaluate("window.stillHere = true")

    page.get_by_role("main").get_by_role("searchbox").press_sequentially("paspoort")

    expect(page.get_by_role("main").get_by_role("link", name=PRODUCT)).to_be_visible()
    expect(page).to_have_url(re.compile(r"\?q=paspoort$"))
    assert page.evaluate("window.stillHere")


def test_the_back_button_leads_back_to_the_results(visitor: Callable[..., Page], stack: Stack) -> None:
    page = visitor()
    page.goto(f"{stack.portal_url('zonnedam')}/zoeken/")
    page.get_by_role("main").get_by_role("searchbox").press_sequentially("paspoort")
    page.get_by_role("main").get_by_role("link", name=PRODUCT).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(PRODUCT)

    page.go_back()

    expect(page.get_by_role("main").get_by_role("searchbox")).to_have_value("paspoort")
    expect(page.get_by_role("main").get_by_role("link", name=PRODUCT)).to_be_visible()


@pytest.mark.covers("P-251")
def test_the_site_speaks_english_too(visitor: Callable[..., Page], stack: Stack) -> None:
    page = visitor()
    page.goto(f"{stack.portal_url('zonnedam')}/onderwerpen/producten/paspoort/")

    page.get_by_role("link", name="English").click()

    expect(page).to_have_url(re.compile("/en/"))
    assert page.locator("html").get_attribute("lang") == "en"
    expect(page.get_by_role("link", name="Skip to content")).to_have_count(1)
    expect(
        page.get_by_role("navigation", name="Main menu").get_by_role("link", name="Topics")
    ).to_be_visible()
    page.get_by_role("link", name="Nederlands").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(PRODUCT)
    expect(page).to_have_url(f"{stack.portal_url('zonnedam')}/onderwerpen/producten/paspoort/")


def test_the_skip_link_leads_the_keyboard_past_the_header(visitor: Callable[..., Page], stack: Stack) -> None:
    page = visitor()
    page.goto(stack.portal_url("zonnedam"))

    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Naar de inhoud")).to_be_focused()
    expect(page.get_by_role("link", name="Naar de inhoud")).to_be_in_viewport(ratio=1)
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_the_menu_of_a_phone_opens_by_keyboard(visitor: Callable[..., Page], stack: Stack) -> None:
    page = visitor(width=390)
    page.goto(stack.portal_url("zonnedam"))
    topics = page.get_by_role("navigation", name="Hoofdmenu").get_by_role("link", name="Onderwerpen")
    expect(topics).to_be_hidden()

    tab_to(page, "Menu")
    page.keyboard.press("Enter")
    expect(topics).to_be_visible()
    tab_to(page, "Onderwerpen")
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("Onderwerpen")


def test_search_works_by_keyboard_alone(visitor: Callable[..., Page], stack: Stack) -> None:
    page = visitor()
    page.goto(stack.portal_url("zonnedam"))

    tab_to(page, "Zoek op deze website")
    page.keyboard.type("paspoort")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/zoeken/\?q=paspoort"))
    tab_to(page, PRODUCT)
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text(PRODUCT)


def tab_to(page: Page, name: str) -> None:
    """Press Tab until the element of this name has the focus, and see that it shows."""
    script = """() => {
        const e = document.activeElement;
        const shown = e.matches(':focus-visible') && getComputedStyle(e);
        const label = e.labels && e.labels.length ? e.labels[0].textContent : e.textContent;
        return [label.trim(), shown && (shown.outlineStyle !== 'none' || shown.boxShadow !== 'none')];
    }"""
    for _ in range(60):
        page.keyboard.press("Tab")
        found, shows = page.evaluate(script)
        if found == name:
            assert shows, f"{name}: the focus does not show"
            return
    raise AssertionError(f"{name}: cannot be reached with Tab")


@pytest.mark.covers("P-252")
@pytest.mark.attack("T55")
@pytest.mark.parametrize("slug", ["zonnedam", "waterrijk", "heidebeek"])
def test_a_page_that_is_not_there_stays_in_the_theme_and_tells_nothing(
    slug: str, visitor: Callable[..., Page], stack: Stack
) -> None:
    page = visitor()
    page.goto(stack.portal_url(slug))
    theme = page.locator("link[href^='/thema/'][rel=stylesheet]").get_attribute("href")

    response = page.goto(f"{stack.portal_url(slug)}/wp-admin/setup.php")

    assert response
    assert response.status == 404
    assert page.locator("link[href^='/thema/'][rel=stylesheet]").get_attribute("href") == theme
    expect(page.get_by_role("heading", level=1)).to_contain_text("Deze pagina bestaat niet")
    expect(page.get_by_role("link", name="Naar de startpagina").last).to_be_visible()
    assert not re.search(
        r"wp-admin|traceback|exception|django|python|urlconf|/work", page.content(), re.IGNORECASE
    )
    assert "server" not in response.headers or "gunicorn/" not in response.headers["server"]


@pytest.mark.attack("T09")
def test_a_host_that_is_nobodys_gets_a_plain_404(stack: Stack) -> None:
    answer = web.get(stack.portal_port, "nergens.localhost", "/")

    assert (answer.status, answer.body) == (404, b"Not found")


@pytest.mark.parametrize(("slug", "other"), [("zonnedam", "waterrijk"), ("waterrijk", "zonnedam")])
def test_words_of_another_municipality_never_appear(slug: str, other: str, stack: Stack) -> None:
    own = set(texts(content.read(slug)))
    theirs = content.read(other)
    foreign = [theirs["name"], *(text for text in texts(theirs) if text not in own)]
    assert len(foreign) > 50
    host = f"{slug}.localhost"
    paths = web.site(stack.portal_port, host)
    assert len(paths) > 60

    for path in [*paths, "/zoeken/?q=paspoort", "/zoeken/?q=gemeente", f"/zoeken/?q={other}", "/nergens/"]:
        page = web.text(web.get(stack.portal_port, host, path).body)
        found = [text for text in foreign if text in page]
        assert not found, (path, found)


def texts(value: Any) -> Iterator[str]:
    """List the words of a municipality's file that are its own: sentences, names, telephone numbers."""
    if isinstance(value, dict):
        for each in value.values():
            yield from texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from texts(each)
    elif isinstance(value, str):
        lines = (line.strip() for line in value.splitlines())
        yield from (line for line in lines if len(line) > 30 or re.fullmatch(r"088[ \d]+|\S+@\S+", line))
