"""An operator leaves the logo to a municipality, whose administrator brings one and lets go of it again."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import FilePayload, Page, expect

from tests.browser import people
from tests.browser.test_every_page import judge
from tests.stack import Stack

SLUG, NAME = "heidebeek", "Heidebeek"
LOGO = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><circle cx="32" cy="32" r="30" fill="#7a1f5c"/>'
    b'<text x="8" y="40">Heidebeek</text></svg>'
)
FILE: FilePayload = {"name": "logo.svg", "mimeType": "image/svg+xml", "buffer": LOGO}


@pytest.mark.long
@pytest.mark.covers("C-020")
def test_a_municipality_brings_its_own_logo_and_goes_back_to_that_of_the_house_style(
    visitor: Callable[..., Page], stack: Stack
) -> None:
    console, look = visitor(user=people.OPERATOR), visitor()
    leave(console, stack, left=True)
    before = worn(look, stack)
    page = visitor(user=people.ADMINISTRATORS[SLUG])

    judge(page, steps(page, stack))

    own = worn(look, stack)
    assert own.startswith("/thema/eigen-logo-")
    assert look.evaluate("document.querySelector('.ip-brand img').naturalWidth > 0")
    page.get_by_role("button", name="Terug naar het logo van de huisstijl").click()
    expect(page.get_by_text("Uw portaal heeft weer het logo van de huisstijl.")).to_be_visible()
    assert worn(look, stack) == before
    leave(console, stack, left=False)


def steps(page: Page, stack: Stack) -> Iterator[str]:
    """Bring a logo: look at it, be asked for the right to it, and save it."""
    page.goto(f"{stack.portal_url(SLUG)}/beheer/huisstijl/")
    yield "look with a logo to choose"
    page.get_by_role("link", name="Een ander logo kiezen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Logo")
    yield "logo"
    page.get_by_label("Logo").set_input_files([FILE])
    page.get_by_role("button", name="Voorbeeld tonen").click()
    expect(page.get_by_text("Tekst met een lettertype.")).to_be_visible()
    shown = page.get_by_role("img", name="Het nieuwe logo").get_attribute("src") or ""
    expect(page.frame_locator("iframe").locator(".ip-brand img")).to_have_attribute("src", shown)
    yield "logo that is looked at"
    page.get_by_role("button", name="Opslaan").click()
    expect(page.get_by_role("alert")).to_contain_text("Vul in wie de rechten heeft.")
    yield "logo without a right"
    page.get_by_label("Het is van de gemeente zelf").check()
    page.get_by_label("Van wie zijn de rechten?").fill("Gemeente Heidebeek")
    page.get_by_role("button", name="Opslaan").click()
    expect(page.get_by_text("Bezoekers zien het nieuwe logo meteen.")).to_be_visible()
    yield "logo of one's own"


def leave(page: Page, stack: Stack, *, left: bool) -> None:
    """Say in the console whether the municipality may choose its logo, and wait until it is so."""
    page.goto(stack.console_url)
    page.get_by_role("link", name=NAME).first.click()
    page.get_by_role("link", name="Wat de gemeente zelf mag aanpassen").click()
    page.get_by_label("Logo").set_checked(left)
    page.get_by_role("button", name="Vastleggen").click()
    expect(page).to_have_url(re.compile("/opdrachten/"))
    stages = page.locator("#voortgang li")
    expect(stages.filter(has_text="(klaar)")).to_have_count(stages.count(), timeout=30_000)


def worn(page: Page, stack: Stack) -> str:
    """Answer where the logo is that visitors see."""
    page.goto(f"{stack.portal_url(SLUG)}/")
    return page.locator(".ip-brand img").first.get_attribute("src") or ""
