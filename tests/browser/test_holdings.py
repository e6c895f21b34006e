"""Somebody sees what is kept of them and who looked, takes it along, and has it erased (P-264, P-061)."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from integrations.sandbox.world.people import people
from tests.browser import web
from tests.browser.test_every_page import examine
from tests.browser.test_profile import ADDRESS, come_in, fill_in
from tests.stack import Stack

pytestmark = pytest.mark.covers("P-264", "P-061")
KEPT = "/mijn/bewaard/"
TITLE = "Wat bewaart deze gemeente over mij"


def at_home(page: Page, stack: Stack, number: int) -> None:
    """Sign in, tell what is missing if nobody did before, and go to the page."""
    come_in(page, stack, number)
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("Vul uw gegevens aan|Mijn profiel"))
    if page.get_by_label("E-mailadres").count():
        fill_in(page, number)
    expect(page.get_by_role("heading", level=1)).to_have_text("Mijn profiel")
    page.get_by_role("main").get_by_role("link", name=TITLE).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)


def taken(page: Page, name: str) -> Path:
    """Take a file along by its link."""
    with page.expect_download() as arriving:
        page.get_by_role("main").get_by_role("link", name=name).click()
    return arriving.value.path()


@pytest.mark.parametrize(
    ("javascript", "width", "number"),
    [(True, 1280, 10), (True, 390, 11), (False, 1280, 10), (False, 390, 11)],
    ids=["desk", "telephone", "desk without JavaScript", "telephone without JavaScript"],
)
def test_somebody_sees_what_is_kept_takes_it_along_and_has_it_erased(
    javascript: bool, width: int, number: int, visitor: Callable[..., Page], stack: Stack
) -> None:
    page, there = visitor(javascript=javascript, width=width), people()[number]
    at_home(page, stack, number)
    main = page.get_by_role("main")
    expect(main).to_contain_text(there.bsn)
    expect(main).to_contain_text(ADDRESS.format(number))
    expect(main).to_contain_text("Komt van: de inlogdienst, zoals DigiD")

    told = json.loads(taken(page, "JSON, voor een ander programma").read_text())
    rows = {entry["name"]: entry["rows"] for entry in told["holdings"]}
    assert rows["identity"][0]["number"] == there.bsn
    assert rows["contact"][0]["email"] == ADDRESS.format(number)
    assert there.bsn in taken(page, "Webpagina, om te lezen").read_text()

    page.get_by_role("link", name="Bekijk wie er keek").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Wie keek in mijn gegevens")
    expect(main).to_contain_text("Gegevens meegeven aan wie ze betreffen, door u zelf")
    page.get_by_label("Waarvoor", exact=True).select_option("Gegevens meegeven aan wie ze betreffen")
    page.get_by_role("button", name="Tonen").click()
    expect(page.get_by_role("link", name="Alles tonen")).to_be_visible()
    assert set(main.locator("li strong").all_inner_texts()) == {"Gegevens meegeven aan wie ze betreffen"}
    often = main.locator("summary", has_text="keer op deze dag").first
    often.click()
    assert len(often.locator("xpath=..").locator("time").all_inner_texts()) >= 2

    page.goto(f"{stack.portal_url('zonnedam')}{KEPT}")
    page.get_by_role("link", name="Mijn profiel verwijderen").click()
    page.get_by_role("button", name="Verwijder mijn profiel").click()
    expect(page.get_by_role("alert")).to_contain_text("Kruis aan dat u het zeker weet.")
    page.get_by_label(re.compile("Ja, verwijder mijn profiel")).check()
    page.get_by_role("button", name="Verwijder mijn profiel").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Uw profiel is verwijderd")

    page.goto(f"{stack.portal_url('zonnedam')}{KEPT}")
    expect(page.get_by_role("heading", level=1)).to_have_text("Inloggen")


def test_a_pdf_can_be_taken_along(visitor: Callable[..., Page], stack: Stack) -> None:
    page = visitor()
    at_home(page, stack, 10)

    cookies = "; ".join(f"{each['name']}={each['value']}" for each in page.context.cookies())
    path = f"{KEPT}mijn-gegevens.pdf"
    answer = web.get(stack.portal_port, "zonnedam.localhost", path, Cookie=cookies)

    assert (answer.status, answer.headers["content-type"]) == (200, "application/pdf")
    assert answer.body.startswith(b"%PDF-")
    assert "no-store" in answer.headers["cache-control"]


def test_it_can_be_read_in_english(visitor: Callable[..., Page], stack: Stack) -> None:
    page = visitor()
    at_home(page, stack, 11)

    page.get_by_role("banner").get_by_role("link", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.get_by_role("heading", level=1)).not_to_have_text(TITLE)
    page.get_by_role("main").locator("a[href$='/wie-keek/']").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_pages_on_what_is_kept_are_accessible(visitor: Callable[..., Page], stack: Stack) -> None:
    page = visitor(bypass_csp=True)

    found = [finding for name in _walk(page, stack) for finding in examine(page, name)]

    assert not found, "\n".join(found)


def _walk(page: Page, stack: Stack) -> Iterator[str]:
    portal = stack.portal_url("zonnedam")
    at_home(page, stack, 10)
    yield "kept"
    for path in ("wie-keek/", "verwijderen/"):
        page.goto(f"{portal}{KEPT}{path}")
        yield path
    page.get_by_role("button", name="Verwijder mijn profiel").click()
    expect(page.get_by_role("alert")).to_be_visible()
    yield "erase with errors"
    page.get_by_label(re.compile("Ja, verwijder mijn profiel")).check()
    page.get_by_role("button", name="Verwijder mijn profiel").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Uw profiel is verwijderd")
    yield "erased"
