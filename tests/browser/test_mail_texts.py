"""A functional manager writes what a mail says, and sees it beside it, with and without JavaScript (P-199)."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser import people
from tests.browser.test_every_page import examine
from tests.stack import Stack

LIST = "/beheer/mailteksten/"
WORDS = "Fijn dat u meedoet."


def shoot(page: Page, name: str) -> None:
    """Keep a picture of the page at both widths, where somebody asked for that."""
    if folder := os.environ.get("SHOTS"):
        for width in (1280, 390):
            page.set_viewport_size({"width": width, "height": 900})
            page.screenshot(path=str(Path(folder) / f"{name}-{width}.png"), full_page=True)


@pytest.mark.covers("P-199", "P-226")
@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_a_text_is_written_with_its_letter_beside_it(
    javascript: bool, visitor: Callable[..., Page], stack: Stack
) -> None:
    page = visitor(user=people.ADMINISTRATORS["waterrijk"], javascript=javascript)
    page.goto(stack.portal_url("waterrijk") + LIST)
    findings = list(examine(page, "list")) if javascript else []
    shoot(page, f"mailteksten-{javascript}")
    page.locator("a[href$='/accounts.invitation/nl/']").click()
    letter = page.frame_locator("iframe[name=voorbeeld]")
    expect(letter.get_by_role("link", name="Kies een wachtwoord")).to_be_visible()
    findings += examine(page, "editor") if javascript else []
    shoot(page, f"mailtekst-{javascript}")

    page.get_by_label("Tekst", exact=True).fill(f"{WORDS}\n\n[[Begin]]({{{{ link }}}})")
    if not javascript:
        page.get_by_role("button", name="Voorbeeld tonen").click()
    expect(letter.get_by_text(WORDS)).to_be_visible()
    expect(letter.get_by_role("link", name="Begin")).to_be_visible()
    page.get_by_label("Tekst", exact=True).fill("{{ lnk }}")
    page.get_by_role("button", name="Opslaan").click()
    expect(page.get_by_text("Bedoelt u {{ link }}?").first).to_be_visible()
    findings += examine(page, "refused") if javascript else []
    shoot(page, f"mailtekst-fout-{javascript}")

    assert findings == []
