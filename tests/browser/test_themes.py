"""A dirty theme is taken in, looked at, published and taken back; the portal changes at once, on its host alone."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser import people, portals
from tests.stack import Stack, until
from tests.themes.importing import uploads

NAME, TOWN, NEIGHBOUR = "Bleekveld 2026", "heidebeek", "waterrijk"
FILE = "bleekveld.json"


def take_in(page: Page, stack: Stack) -> None:
    """Upload a file of which some colours cannot be read."""
    page.goto(f"{stack.console_url}/themas/")
    page.get_by_role("link", name="Huisstijl toevoegen").first.click()
    page.get_by_label("Naam van de huisstijl").fill(NAME)
    page.get_by_label("Bestand", exact=True).set_input_files(
        {"name": FILE, "mimeType": "application/json", "buffer": uploads.house(FILE)}
    )
    page.get_by_label("Het is van de gemeente zelf").first.check()
    page.get_by_label("Van wie zijn de rechten?").first.fill("Gemeente Bleekveld")
    page.get_by_label("Wie verklaart dit namens de gemeente?").first.fill("N. Oor, communicatie")
    page.get_by_role("button", name="Bekijk wat ervan komt").click()


def publish(page: Page, button: str = "Publiceren") -> None:
    """Publish the version whose page this is, for whoever wears another one."""
    page.get_by_role("button", name=button).click()
    expect(page.get_by_text("Klaar.", exact=True).last).to_be_visible(timeout=30_000)


def shown_after(stack: Stack, former: set[str]) -> str:
    """Answer what the portal shows instead, as soon as its processes look at the directory again."""
    until(lambda: portals.theme(stack, TOWN) not in former, "another theme")
    return portals.theme(stack, TOWN)


def wear(page: Page, stack: Stack, theme: str) -> None:
    """Give the municipality another theme."""
    page.goto(f"{stack.console_url}/?q={TOWN}")
    page.locator("[data-rows] th a").first.click()
    page.get_by_role("link", name="Instellingen").first.click()
    page.get_by_label(theme, exact=True).check()
    page.get_by_role("button", name="Wijzigen").click()
    expect(page.get_by_text("Klaar.", exact=True).last).to_be_visible(timeout=30_000)


@pytest.mark.covers("C-033")
def test_a_dirty_theme_is_repaired_published_and_taken_back(
    visitor: Callable[..., Page], stack: Stack
) -> None:
    page = visitor(user=people.OPERATOR)
    before, neighbour = portals.theme(stack, TOWN), portals.theme(stack, NEIGHBOUR)

    take_in(page, stack)
    expect(page.get_by_role("heading", name=re.compile(r"\d+ kleuren hersteld"))).to_be_visible()
    expect(page.locator(".ip-console__repairs").first).to_contain_text("ΔE")
    page.get_by_role("link", name="Publiceren").click()
    page.get_by_role("button", name="Publiceren").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(NAME)
    library = page.url
    assert portals.theme(stack, TOWN) == before  # nobody chose it yet

    wear(page, stack, NAME)
    first = shown_after(stack, {before})

    page.goto(f"{library}aanpassen/")
    frame = page.frame_locator("iframe").first
    page.get_by_label("Bovenbalk: achtergrond").fill("#112233")
    expect(frame.locator(".utrecht-page-header")).to_have_css("background-color", "rgb(17, 34, 51)")
    expect(page.locator("#nu-header-bg")).to_contain_text("#112233")
    page.get_by_role("button", name="Bewaren als nieuwe versie").click()
    expect(page).to_have_title(re.compile("versie 2"))
    page.get_by_role("link", name="Publiceren").click()
    publish(page)
    shown_after(stack, {before, first})

    page.goto(library)
    page.get_by_role("link", name="Terug naar deze versie").click()
    publish(page, "Teruggaan")
    until(lambda: portals.theme(stack, TOWN) == first, "the version of before")
    assert portals.theme(stack, NEIGHBOUR) == neighbour

    wear(page, stack, "Heidebeek")
    until(lambda: portals.theme(stack, TOWN) == before, "the theme of before")


def test_without_javascript_a_button_shows_the_preview(visitor: Callable[..., Page], stack: Stack) -> None:
    page = visitor(user=people.OPERATOR, javascript=False)
    page.goto(f"{stack.console_url}/themas/nieuw/")
    page.get_by_label("Naam van de huisstijl").fill("Zonder script")
    page.get_by_label("Van twee kleuren en een lettertype").check()
    page.get_by_label("Hoofdkleur").fill("#0a5a9c")
    page.get_by_label("Tweede kleur").fill("#d98324")
    page.get_by_role("button", name="Bekijk wat ervan komt").click()
    page.get_by_role("link", name="Aanpassen").click()
    page.get_by_label("Bovenbalk: achtergrond").fill("#112233")
    page.get_by_role("button", name="Toon voorbeeld").click()

    header = page.frame_locator("iframe").first.locator(".utrecht-page-header")
    expect(header).to_have_css("background-color", "rgb(17, 34, 51)")
