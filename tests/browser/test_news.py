"""A case gets its next status, and who asked for it sees that on the start page and in a letter (issue 10 §7)."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser import case_pages, mail, people
from tests.browser.test_every_page import examine
from tests.stack import Stack, until

pytestmark = pytest.mark.covers("issue 10 §7", "M-10", "P-185", "P-193")
KIND, NOW, NEXT = "Parkeervergunning bewoner", "In behandeling", "Wacht op informatie"
LETTER = "Nieuws over uw zaak bij gemeente Zonnedam"
TO = "fatima@voorbeeld.nl"
"""The demo has confirmed it for her."""
SYSTEMS = 2
"""How many case systems Zonnedam has."""


def test_the_next_status_of_a_case_is_news_on_the_start_page_and_in_the_mailbox(
    visitor: Callable[..., Page], stack: Stack
) -> None:
    page, office = visitor(), visitor(user=people.ADMINISTRATORS["zonnedam"])
    until(lambda: hears(office, stack), "subscriptions, and what kinds of cases there are")
    case_pages.come_in(page, stack, "zonnedam", number=0)
    before = mail.subjects(stack, TO).count(LETTER)

    number = take_on(office, stack)

    until(lambda: news(page, stack).count() > 0, "news on the start page")
    until(lambda: mail.subjects(stack, TO).count(LETTER) > before, "a letter")
    office.goto(f"{stack.mailbox_url}?to={TO}")
    office.get_by_role("main").get_by_role("link", name=LETTER).first.click()
    expect(office.get_by_role("main")).to_contain_text(
        f"Er is iets veranderd in uw zaak met nummer {number}."
    )
    news(page, stack).get_by_role("link", name=KIND).first.click()
    expect(page.get_by_role("heading", name="Hoe het ermee staat")).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text(number)


def hears(page: Page, stack: Stack) -> bool:
    """Tell whether the demo's case systems tell their news by now, and whether the portal knows this kind of case."""
    portal, main = stack.portal_url("zonnedam"), page.get_by_role("main")
    page.goto(f"{portal}{case_pages.NEWS}")
    if main.get_by_text("Kanalen", exact=True).count() < SYSTEMS:
        return False
    page.goto(f"{portal}{case_pages.KINDS}")
    if not (kind := main.get_by_role("link", name=KIND)).count():
        return False
    kind.first.click()
    return main.get_by_text(NEXT).count() > 0


def take_on(page: Page, stack: Stack) -> str:
    """Press the button of a case of Fatima in the case system; answers its number."""
    page.goto(f"{stack.environment['SANDBOX_URL']}/cases/zonnedam/?of=Fatima")
    assert list(examine(page, "cases of the sandbox")) == []
    case = page.get_by_role("listitem").filter(has_text=KIND).filter(has_text=f"Nu: {NOW}").first
    found = re.search(r"ZAAK-\d{4}-\d{10}", case.inner_text())
    assert found
    case.get_by_role("button", name=f"Zet op {NEXT}").click()
    said = page.get_by_role("status")
    expect(said).to_contain_text(f"{found[0]} heeft nu de status {NEXT}.")
    expect(said).to_contain_text("hoort dit meteen")
    return found[0]


def news(page: Page, stack: Stack) -> Locator:
    """Go to the start page, and find what is new of a case of this kind."""
    page.goto(f"{stack.portal_url('zonnedam')}/")
    page.wait_for_load_state("networkidle")
    region = page.get_by_role("region", name="Wat er nieuw is")
    return region.get_by_role("listitem").filter(has_text=KIND).filter(has_text=NEXT)
