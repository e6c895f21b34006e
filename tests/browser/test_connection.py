"""A connection from the catalogue: tried, kept, broken by the other side, mended (C-031)."""

import json
import re
import urllib.parse
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser import people, web
from tests.browser.test_every_page import examine
from tests.stack import Stack

pytestmark = pytest.mark.long
WHOSE = "koppeldam"
"""Who the stand-in takes it for: a name of its own, so that its faults are nobody else's."""
NAME = "Zaken van de buren"
PATIENCE = 60_000


@pytest.fixture
def panel(visitor: Callable[..., Page], stack: Stack) -> Iterator[Page]:
    """The panel on which somebody makes systems fail; what went wrong for this one goes off with it."""
    page = visitor()
    page.goto(f"{stack.environment['SANDBOX_URL']}/faults/")
    yield page
    mend(page)


def break_it(panel: Page, how: str) -> None:
    """Let the stand-in fail from now on."""
    panel.get_by_label("Gemeente").fill(WHOSE)
    panel.get_by_label("Onderdeel").select_option("zgw")
    panel.get_by_role("button", name=how).click()
    expect(panel.get_by_role("button", name=re.compile(f"Zet uit: {WHOSE}"))).to_be_visible()


def mend(panel: Page) -> None:
    """Let the stand-in work again."""
    off = panel.get_by_role("button", name=re.compile(f"Zet uit: {WHOSE}"))
    if off.count():
        off.click()
        expect(off).to_have_count(0)


def access(stack: Stack) -> dict[str, str]:
    """Read what the supplier gives: address, name and secret."""
    port = urllib.parse.urlsplit(stack.environment["SANDBOX_URL"]).port or 80
    told = json.loads(web.get(port, "127.0.0.1", f"/t/{WHOSE}/access.json").body)
    return {
        "Adres": told["addresses"]["zgw"],
        "Client-id": told["client_id"],
        "Geheim": told["secret"],
    }


def last_test(page: Page) -> Locator:
    """Find what the page of a connection says of its last test."""
    return page.get_by_role("region", name="Laatste test")


def of_the_tenant(page: Page, tenant: str) -> Locator:
    """Go to the municipality's page, and find what it says of the connection."""
    page.goto(tenant)
    return page.get_by_role("listitem").filter(has=page.get_by_role("link", name=NAME))


@pytest.mark.covers("C-031", "C-012")
def test_a_connection_that_breaks_is_red_with_its_cause_until_it_is_mended(
    panel: Page, visitor: Callable[..., Page], stack: Stack
) -> None:
    page = visitor(user=people.OPERATOR)
    page.goto(stack.console_url)
    page.get_by_role("link", name="Heidebeek", exact=True).click()
    tenant = page.url
    page.get_by_role("link", name="Koppeling toevoegen").click()
    page.get_by_role("link", name="Zaaksysteem (ZGW)").click()
    page.get_by_label(re.compile("^Naam")).fill(NAME)
    for label, text in access(stack).items():
        page.get_by_label(label, exact=True).fill(text)

    page.get_by_role("button", name="Eerst proberen").click()
    expect(page.get_by_role("heading", name="Het werkt")).to_be_visible(timeout=PATIENCE)
    assert list(examine(page, "console: trial of a connection")) == []
    page.get_by_role("button", name="Bewaren").click()
    expect(last_test(page)).to_contain_text("Er kwam een goed antwoord.", timeout=PATIENCE)
    expect(of_the_tenant(page, tenant)).to_contain_text("Werkt")
    expect(of_the_tenant(page, tenant)).not_to_contain_text("Werkt niet")

    break_it(panel, "Geef fout 503")
    page.get_by_role("link", name=NAME).click()
    page.get_by_role("button", name="Testen").click()
    expect(last_test(page)).to_contain_text("Werkt niet", timeout=PATIENCE)
    expect(last_test(page)).to_contain_text("Het systeem meldt een storing")
    expect(of_the_tenant(page, tenant)).to_contain_text("Werkt niet")
    expect(of_the_tenant(page, tenant)).to_contain_text("storing")

    mend(panel)
    page.get_by_role("link", name=NAME).click()
    page.get_by_role("button", name="Testen").click()
    expect(last_test(page)).to_contain_text("Er kwam een goed antwoord.", timeout=PATIENCE)
    expect(last_test(page)).not_to_contain_text("Werkt niet")
    expect(of_the_tenant(page, tenant)).not_to_contain_text("Werkt niet")

    page.get_by_role("link", name=NAME).click()
    page.get_by_role("link", name="Verwijderen").click()
    page.get_by_role("button", name="Verwijderen").click()
    expect(page.get_by_text(f"{NAME} wordt verwijderd.")).to_be_visible()
