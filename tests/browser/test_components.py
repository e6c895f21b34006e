"""The component page in every theme: axe-core finds nothing at three widths, and what has behaviour behaves.

The page is rendered here and handed to the browser, with the files that it asks for: there is nothing of a
municipality on it.
"""

import mimetypes
import urllib.parse
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.test import RequestFactory
from playwright.sync_api import Browser, Page, Route, expect

from provisioning.console.views.components import shown
from tests.browser import houses
from tests.browser.policy import Listener
from tests.browser.test_every_page import examine_in
from tests.provisioning.console import people
from themes import builtin
from themes.styles import queries as styles

POLICY = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'"
THEMES = ["console", *(theme.key for theme in builtin.themes())]

type Open = Callable[..., Page]


def written(theme: str) -> str:
    """Render the page; not while the browser asks for it, where each answer would open a connection of its own."""
    request = RequestFactory().get("/componenten/", {"thema": theme})
    return render_to_string("console/components.html", shown(request))


def answer(route: Route, page: str) -> None:
    """Hand the browser the page, or a file."""
    path = urllib.parse.urlsplit(route.request.url).path
    asset = builtin.by_name(path.removeprefix("/thema/"))
    found = finders.find(path.removeprefix("/static/")) if path.startswith("/static/") else None
    if path == "/componenten/":
        route.fulfill(body=page, content_type="text/html", headers={"Content-Security-Policy": POLICY})
    elif asset or found:
        body = asset.content if asset else Path(str(found)).read_bytes()
        route.fulfill(body=body, content_type=mimetypes.guess_type(path)[0] or "text/plain")
    else:
        route.fulfill(body=f"<title>{path}</title>", content_type="text/html")


@pytest.fixture
def opened(chromium: Browser, monkeypatch: pytest.MonkeyPatch) -> Iterator[Open]:
    """Open the component page: `opened("zonnedam", javascript=False)`; no municipality has a style of its own."""
    monkeypatch.setattr(styles, "current", lambda owner=None: [])
    contexts = []

    def make(theme: str = "console", *, javascript: bool = True) -> Page:
        contexts.append(chromium.new_context(java_script_enabled=javascript, locale="nl-NL"))
        page, html = contexts[-1].new_page(), written(theme)
        page.route("**/*", lambda route: answer(route, html))
        page.goto("http://console.test/componenten/")
        return page

    with people.console_settings():  # its templates are of that process alone
        yield make
    for context in contexts:
        context.close()


@pytest.mark.long
@pytest.mark.covers("P-248")
@pytest.mark.parametrize("theme", THEMES)
def test_every_component_is_accessible_and_keeps_the_policy_in_every_theme(theme: str, opened: Open) -> None:
    page = opened(theme)
    listener = Listener(page)
    page.reload()
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = !each.name; })")

    findings = list(examine_in(page, "components", theme))
    listener.stop_at(theme)

    assert not (found := [*findings, *listener.findings]), "\n".join(found)


@pytest.mark.a11y
@pytest.mark.covers("P-248")
def test_every_component_is_accessible_in_every_house_style(opened: Open) -> None:
    page = opened()
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = !each.name; })")

    found = [each for style in houses.in_each(page) for each in examine_in(page, "components", style)]

    assert not found, "\n".join(found)


@pytest.mark.long
def test_a_dialog_asks_first_and_gives_the_focus_back(opened: Open) -> None:
    page = opened()
    opener = page.get_by_role("link", name="Afspraak afzeggen")

    opener.click()
    dialog = page.get_by_role("dialog", name="Afspraak afzeggen?")
    expect(dialog).to_be_visible()
    page.keyboard.press("Escape")

    expect(dialog).to_be_hidden()
    expect(opener).to_be_focused()


@pytest.mark.long
def test_the_menu_of_an_account_closes_with_escape(opened: Open) -> None:
    page = opened()
    menu = page.locator(".ip-account").last
    menu.locator("summary").click()
    page.keyboard.press("Tab")

    page.keyboard.press("Escape")

    assert menu.get_attribute("open") is None
    expect(menu.locator("summary")).to_be_focused()


@pytest.mark.long
def test_who_sent_a_form_with_mistakes_is_brought_to_the_list_of_them(opened: Open) -> None:
    page = opened()

    expect(page.locator(".ip-error-summary")).to_be_focused()
    page.locator(".ip-error-summary a", has_text="Naam").first.click()
    expect(page.locator("#vb-overzicht-name")).to_be_focused()


PROGRESS = """(share) => document.querySelector("[data-upload]").closest("form, body")
    .dispatchEvent(new CustomEvent("htmx:xhr:progress", {bubbles: true, detail: {loaded: share, total: 100}}))"""


@pytest.mark.long
@pytest.mark.covers("P-228", "P-244", "P-245", "P-246")
def test_what_has_behaviour_behaves(opened: Open) -> None:
    """Each once: messages, uploads, questions with answers, tabs, and what a visitor chooses."""
    page = opened()
    toasts = page.locator(".ip-toast")
    count = toasts.count()
    toasts.first.get_by_role("button", name="Sluiten").click()
    expect(toasts).to_have_count(count - 1)

    upload = page.locator("[data-upload]").first
    for share in (40, 100):
        page.evaluate(PROGRESS, share)
        expect(upload.locator("progress")).to_have_js_property("value", share)
    expect(upload.get_by_role("status")).to_have_text("Verstuurd. Wij kijken het bestand na.")

    section = page.locator(".utrecht-accordion__section").last
    section.locator("summary").click()
    expect(section.locator(".utrecht-accordion__panel")).to_be_visible()
    expect(page.locator(".denhaag-tabs__tab[aria-current=page]").first).to_be_visible()

    page.get_by_role("button", name="Grotere letters").click()
    expect(page.get_by_role("button", name="Gewone letters")).to_be_focused()
    expect(page.locator("html.ip-large")).to_have_count(1)
    page.get_by_role("button", name="Nee, liever niet").click()
    expect(page.locator(".ip-cookies")).to_be_hidden()
    page.reload()
    expect(page.locator(".ip-cookies")).to_be_hidden()
    kept = {each["name"]: each["value"] for each in page.context.cookies()}
    assert {"tekst": "groot", "cookies": "nee"}.items() <= kept.items()


@pytest.mark.long
def test_on_paper_what_is_folded_is_read_and_what_cannot_be_pressed_is_gone(opened: Open) -> None:
    page = opened()
    folded = page.locator(".utrecht-accordion__section:not([open]) .utrecht-accordion__panel").first
    bar = page.locator(".ip-reading").first
    expect(bar).to_be_visible()
    assert not folded.evaluate("(each) => each.checkVisibility({contentVisibilityAuto: true})")

    page.emulate_media(media="print")

    assert folded.evaluate("(each) => each.checkVisibility({contentVisibilityAuto: true})")
    for gone in (bar, page.locator(".utrecht-button").first, page.locator("nav").first):
        expect(gone).to_be_hidden()


@pytest.mark.long
def test_without_script_a_dialog_is_a_page_and_nothing_is_offered_that_cannot_be(opened: Open) -> None:
    page = opened(javascript=False)

    for words in ("Lees voor", "Afdrukken", "Sluiten"):
        expect(page.get_by_role("button", name=words)).to_have_count(0)
    page.get_by_role("link", name="Account verwijderen").click()
    assert page.url.endswith("/zonder-venster/")
