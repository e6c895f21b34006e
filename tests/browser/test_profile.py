"""Somebody signs in, fills in what is missing, and is back where they wanted to be (P-040, P-042, P-053 to P-059)."""

import re
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from integrations.sandbox.world.people import people
from tests.browser import mail
from tests.browser.test_every_page import examine
from tests.stack import Stack

pytestmark = pytest.mark.covers("P-053", "P-040", "P-042", "P-056", "P-058")
HUB = "/mijn-profiel/"
ADDRESS = "inwoner{}@voorbeeld.nl"
NEW = 5


def come_in(page: Page, stack: Stack, number: int, *, to: str = HUB) -> None:
    """Sign in with DigiD as one of the people of the sandbox."""
    page.goto(f"{stack.portal_url('zonnedam')}{to}")
    page.get_by_role("main").get_by_role("link", name=re.compile("DigiD")).first.click()
    if (onward := page.get_by_role("button", name="Verder", exact=True)).count():
        onward.click()
    page.get_by_label("Persoon").select_option(index=number)
    page.get_by_role("button", name="Log in").click()


def fill_in(page: Page, number: int) -> None:
    """Tell what is missing; a register that has told names by then is not asked for them again."""
    expect(page.get_by_role("heading", level=1)).to_have_text("Vul uw gegevens aan")
    page.get_by_label("E-mailadres").fill(ADDRESS.format(number))
    page.get_by_role("button", name="Opslaan en verder").click()


@pytest.mark.parametrize(
    ("javascript", "width", "number"),
    [
        (True, 1280, 3),
        pytest.param(True, 390, 4, marks=pytest.mark.long),
        pytest.param(False, 1280, 5, marks=pytest.mark.long),
        (False, 390, 6),
    ],
    ids=["desk", "telephone", "desk without JavaScript", "telephone without JavaScript"],
)
def test_somebody_new_fills_in_confirms_and_chooses(
    javascript: bool, width: int, number: int, visitor: Callable[..., Page], stack: Stack
) -> None:
    page = visitor(javascript=javascript, width=width)
    deep = "/onderwerpen/interesses/"
    come_in(page, stack, number, to=deep)
    fill_in(page, number)

    expect(page.get_by_role("heading", level=1)).to_have_text("Interesses")
    assert urlsplit(page.url).path == deep
    page.get_by_role("checkbox").first.check()
    page.get_by_role("button", name="Opslaan").click()

    page.goto(mail.link_for(stack, ADDRESS.format(number), "/e-mailadres/"))
    page.get_by_role("button", name="Ja, bevestigen").click()
    page.goto(f"{stack.portal_url('zonnedam')}{HUB}")

    main = page.get_by_role("main")
    expect(main.get_by_role("heading", name="Hoe wij u bereiken")).to_be_visible()
    expect(main).to_contain_text(ADDRESS.format(number))
    expect(main).not_to_contain_text("nog niet bevestigd")
    panel = main.get_by_role("link", name="Interesses kiezen" if javascript else "Naar Interesses")
    expect(panel).to_be_visible()


# Who looks at their cases in other tests has filled in what is missing: these people are nobody else's in one run.
@pytest.mark.parametrize(
    ("javascript", "number"),
    [(True, 4), pytest.param(False, 8, marks=pytest.mark.long)],
    ids=["with JavaScript", "without JavaScript"],
)
def test_what_the_brp_told_is_shown_and_a_number_is_changed(
    javascript: bool, number: int, visitor: Callable[..., Page], stack: Stack
) -> None:
    there = people()[number]
    page = visitor(javascript=javascript)
    come_in(page, stack, number)
    fill_in(page, number)

    page.get_by_role("link", name="Alle gegevens die in de BRP over u staan").click()
    expect(page.get_by_role("main")).to_contain_text(there.bsn)
    page.get_by_role("link", name=re.compile("wijzigen Telefoonnummer")).click()
    expect(page.get_by_label("Voornaam")).to_have_count(0)
    page.get_by_label("Telefoonnummer").fill("bel mij")
    page.get_by_role("button", name="Opslaan").click()
    expect(page.get_by_role("alert")).to_contain_text("Telefoonnummer")
    page.get_by_label("Telefoonnummer").fill("06-12345678")
    page.get_by_role("button", name="Opslaan").click()

    expect(page.get_by_role("main")).to_contain_text("06 12345678")


def test_pages_of_the_profile_are_accessible(visitor: Callable[..., Page], stack: Stack) -> None:
    page = visitor(bypass_csp=True)

    found = [finding for name in _walk(page, stack) for finding in examine(page, name)]

    assert not found, "\n".join(found)


def _walk(page: Page, stack: Stack) -> Iterator[str]:
    portal = stack.portal_url("zonnedam")
    come_in(page, stack, NEW)
    page.wait_for_load_state()
    yield "necessary"
    with page.expect_navigation():
        page.get_by_role("button", name="Opslaan en verder").click()
    yield "necessary with errors"
    fill_in(page, NEW)
    page.wait_for_url(f"{portal}{HUB}")
    page.wait_for_load_state()
    yield "hub"
    for path in ("wijzigen/", "gegevens/", "e-mailadres/"):
        page.goto(f"{portal}{HUB}{path}")
        yield path
    page.goto(mail.link_for(stack, ADDRESS.format(NEW), "/e-mailadres/"))
    yield "confirm"
    page.goto(f"{portal}/onderwerpen/interesses/")
    yield "interests"
