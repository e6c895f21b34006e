"""Help with reading, in a real browser: larger letters, another typeface, reading aloud (P-244 to P-246)."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.policy import Listener
from tests.stack import Stack

VOICE = """() => {
    const voice = { speaking: false, paused: false, said: [], last: null,
        speak(line) { voice.said.push(line.text); voice.last = line; voice.speaking = true; },
        pause() { voice.paused = true; }, resume() { voice.paused = false; }, cancel() {} };
    Object.defineProperty(window, "speechSynthesis", { value: voice });
    window.SpeechSynthesisUtterance = function (text) { this.text = text; };
}"""
PATH = "/onderwerpen/producten/paspoort/"


def size(page: Page) -> str:
    return str(page.evaluate("getComputedStyle(document.documentElement).fontSize"))


@pytest.mark.covers("P-245", "P-246")
@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_letters_stay_as_they_were_chosen_on_the_next_page(
    javascript: bool, visitor: Callable[..., Page], stack: Stack
) -> None:
    page = visitor(javascript=javascript)
    listener, fonts = Listener(page), list[str]()
    page.on("request", lambda request: fonts.append(request.url) if "font-" in request.url else None)
    page.goto(stack.portal_url("zonnedam") + PATH)
    assert (size(page), fonts) == ("16px", [])

    page.get_by_role("button", name="Grotere letters").click()
    expect(page.get_by_role("button", name="Gewone letters")).to_be_visible()
    page.get_by_role("button", name="Lettertype voor dyslexie").click()
    expect(page.get_by_role("button", name="Gewoon lettertype")).to_be_visible()

    expect(page).to_have_url(stack.portal_url("zonnedam") + PATH)
    page.goto(stack.portal_url("zonnedam"))
    expect(page.get_by_role("button", name="Grotere letters")).to_be_hidden()
    assert size(page) == "20px"
    assert fonts
    listener.stop_at("reading")
    assert listener.findings == []


@pytest.mark.covers("P-244")
def test_the_page_is_read_aloud_paused_and_read_on(visitor: Callable[..., Page], stack: Stack) -> None:
    page = visitor()
    page.add_init_script(f"({VOICE})()")
    page.goto(stack.portal_url("zonnedam") + PATH)

    page.get_by_role("button", name="Lees voor").click()
    assert any("Paspoort" in line for line in page.evaluate("speechSynthesis.said"))
    page.get_by_role("button", name="Pauzeer").click()
    assert page.evaluate("speechSynthesis.paused")
    page.get_by_role("button", name="Lees verder").click()
    assert not page.evaluate("speechSynthesis.paused")
    page.evaluate("speechSynthesis.speaking = false; speechSynthesis.last.onend()")

    expect(page.get_by_role("button", name="Lees voor")).to_be_visible()


@pytest.mark.covers("P-244")
def test_where_a_browser_cannot_speak_it_is_not_offered(visitor: Callable[..., Page], stack: Stack) -> None:
    page = visitor()
    page.add_init_script("delete window.speechSynthesis; delete Window.prototype.speechSynthesis;")

    page.goto(stack.portal_url("zonnedam") + PATH)

    expect(page.get_by_role("button", name="Afdrukken")).to_be_visible()
    expect(page.get_by_role("button", name=re.compile("Lees voor"))).to_be_hidden()
