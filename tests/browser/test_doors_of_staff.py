"""Pages on which functional managers keep the doors and help inhabitants, looked at with axe on each screen."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser import people
from tests.browser.test_every_page import examine
from tests.browser.test_local_accounts import Reader
from tests.stack import Stack

pytestmark = pytest.mark.covers("P-226", "P-021")


def _doors(page: Page, stack: Stack) -> Iterator[str]:
    portal = stack.portal_url("zonnedam")
    for door, name in (("digid", "DigiD"), ("eherkenning", "eHerkenning"), ("europa", "europa")):
        page.goto(f"{portal}/beheer/inlogdienst/{door}/")
        expect(page.get_by_role("heading", level=1)).to_contain_text(name)
        yield f"provider of {door}"
    for path in ("/beheer/inwoners/", "/beheer/inwoners/tweede-stap/"):
        page.goto(f"{portal}{path}")
        yield path
        page.get_by_role("main").get_by_role("button", name="Zoeken").click()
        expect(page.get_by_role("alert")).to_be_visible()
        yield f"{path} with errors"


def test_pages_on_doors_and_on_helping_inhabitants_are_accessible(
    visitor: Callable[..., Page], stack: Stack
) -> None:
    page = visitor(user=people.ADMINISTRATORS["zonnedam"], bypass_csp=True)

    found = [finding for name in _doors(page, stack) for finding in examine(page, name)]

    assert not found, "\n".join(found)


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_a_second_step_that_was_lost_is_ended_at_the_desk(
    javascript: bool, visitor: Callable[..., Page], stack: Stack
) -> None:
    reader = Reader(visitor(), stack, "zonnedam", looks=False)
    reader.register()
    desk = Reader(
        visitor(user=people.ADMINISTRATORS["zonnedam"], javascript=javascript),
        stack,
        "zonnedam",
        looks=javascript,
    )
    desk.go("/beheer/inwoners/tweede-stap/")
    desk.fill(email=reader.address)
    desk.press("Zoeken")

    heading = desk.page.get_by_role("heading", level=1)
    expect(heading).to_have_text("Tweede stap wissen")
    expect(desk.page.get_by_role("main")).to_contain_text("Bo Bewoner")
    desk.look()
    desk.press("Wis de tweede stap")
    expect(desk.page.get_by_role("alert")).to_contain_text("Kies waarom.")
    desk.look()
    desk.page.get_by_label("De telefoon is kwijt, kapot of gestolen").check()
    desk.page.get_by_role("checkbox").check()
    desk.press("Wis de tweede stap")
    expect(heading).to_have_text("Tweede stap kwijt")
    reader.sign_out()
    reader.sign_in("een fiets op het strand")

    expect(reader.page.get_by_role("alert")).to_be_visible()
    assert desk.page.url.endswith("/beheer/inwoners/tweede-stap/")  # no address tells of whom it was
    assert not desk.findings, "\n".join(desk.findings)


def test_the_form_of_a_door_asks_what_its_kind_needs(visitor: Callable[..., Page], stack: Stack) -> None:
    page = visitor(user=people.ADMINISTRATORS["zonnedam"])
    page.goto(f"{stack.portal_url('zonnedam')}/beheer/accounts/door/")
    page.get_by_role("link", name="digid", exact=True).click()

    expect(page.get_by_role("heading", name="Wat de techniek vraagt")).to_be_visible()
    expect(page.get_by_label(re.compile("Naam", re.IGNORECASE)).first).to_be_visible()
    page.locator("[name=_save]").first.click()

    expect(page.locator(".messagelist .success")).to_be_visible()
