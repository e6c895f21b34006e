"""Two operators at one municipality, and clicks too many: nothing is lost and nothing is done twice (C-033, C-020)."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser import people, portals, wizard
from tests.stack import Stack, until

pytestmark = pytest.mark.long
HOST = "tussendam.localhost"


def open_heidebeek(page: Page, stack: Stack) -> str:
    """Go to the page of Heidebeek; answers its address."""
    page.goto(stack.console_url)
    page.get_by_role("link", name="Heidebeek", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Heidebeek")
    return page.url


def done(page: Page) -> None:
    expect(page.get_by_text("Klaar.", exact=True).last).to_be_visible(timeout=30_000)


@pytest.mark.attack("P04")
@pytest.mark.covers("C-033")
def test_of_two_operators_the_second_sees_what_the_first_changed_and_a_double_click_changes_it_once(
    visitor: Callable[..., Page], stack: Stack
) -> None:
    first, second = visitor(user=people.OPERATOR), visitor()
    people.join(second, stack, "tweede@dimpact.example", "Teun Tweede")
    before = portals.theme(stack, "heidebeek")
    tenant = open_heidebeek(first, stack)
    for page in (first, second):
        page.goto(f"{tenant}instellingen/")

    first.get_by_role("radio", name="Zonnedam").check()
    first.get_by_label("Reden").fill("Proef van de eerste")
    first.get_by_role("button", name="Wijzigen").dblclick()
    done(first)
    changed = portals.theme(stack, "zonnedam")
    until(lambda: portals.theme(stack, "heidebeek") == changed, "the first one's theme")

    second.get_by_role("radio", name="Waterrijk").check()
    second.get_by_role("button", name="Wijzigen").click()
    expect(second.get_by_role("alert")).to_contain_text("Intussen heeft iemand anders dit gewijzigd.")
    expect(second.get_by_role("alert")).to_contain_text("Proef van de eerste")
    expect(second.get_by_role("alert")).to_contain_text(people.OPERATOR)
    assert portals.theme(stack, "heidebeek") == changed

    second.get_by_role("radio", name="Heidebeek").check()
    second.get_by_role("button", name="Wijzigen").click()
    done(second)
    until(lambda: portals.theme(stack, "heidebeek") == before, "the second one's theme")
    first.goto(f"{tenant}releases/")
    expect(first.get_by_role("row").filter(has_text="Proef van de eerste")).to_have_count(1)


@pytest.mark.covers("C-033")
def test_a_release_is_put_back_and_the_portal_is_as_before(
    visitor: Callable[..., Page], stack: Stack
) -> None:
    page = visitor(user=people.OPERATOR)
    before, other = portals.theme(stack, "heidebeek"), portals.theme(stack, "waterrijk")
    tenant = open_heidebeek(page, stack)
    page.get_by_role("link", name="Instellingen").click()
    page.get_by_role("radio", name="Waterrijk").check()
    page.get_by_role("button", name="Wijzigen").click()
    done(page)
    until(lambda: portals.theme(stack, "heidebeek") == other, "the new theme")

    page.goto(f"{tenant}releases/")
    rows = page.get_by_role("table", name="Releases, de nieuwste eerst").locator("tbody tr")
    expect(rows.nth(0)).to_contain_text("Nu")
    rows.nth(1).get_by_role("link", name="Terugzetten").click()
    expect(page.get_by_role("heading", name="Wat er verandert")).to_be_visible()
    expect(page.locator(".ip-console__diff")).to_contain_text("Waterrijk")
    page.get_by_label("Reden").fill("De gemeente wil haar eigen kleuren")
    page.get_by_role("button", name="Terugzetten").click()
    done(page)

    until(lambda: portals.theme(stack, "heidebeek") == before, "the theme of before")
    page.goto(f"{tenant}releases/")
    expect(rows.nth(0)).to_contain_text("De gemeente wil haar eigen kleuren")
    expect(rows.nth(0)).to_contain_text("zoals release")


@pytest.mark.attack("P04")
@pytest.mark.covers("C-020")
def test_a_draft_outlives_signing_out_and_the_back_button_and_is_opened_once(
    visitor: Callable[..., Page], stack: Stack
) -> None:
    page = visitor()
    colleague = people.join(page, stack, "wissel@dimpact.example", "Wil Wissel")
    page.goto(f"{stack.console_url}/gemeenten/openen/")
    page.get_by_role("radio", name="Proef").check()
    page.get_by_label("Naam", exact=True).fill("Tussendam")
    wizard.go_on(page, "Webadres")
    page.get_by_label("Webadres", exact=True).fill(HOST)
    wizard.go_on(page, "Systemen")

    page.get_by_role("button", name="Afmelden").click()
    expect(page.get_by_label("E-mailadres")).to_be_visible()
    page.go_back()
    expect(
        page.get_by_label("E-mailadres")
    ).to_be_visible()  # nothing of the draft is shown to who comes after
    people.sign_in_again(page, colleague)
    page.goto(stack.console_url)
    page.get_by_role("link", name="Tussendam").click()
    expect(page).to_have_title(wizard.title("Systemen"))

    page.get_by_role("radio", name="Alleen inhoud").check()
    wizard.go_on(page, "Thema")
    page.get_by_role("radio", name="Waterrijk").check()
    wizard.go_on(page, "Onderdelen")
    for step in ("Thema", "Systemen"):
        page.go_back()
        expect(page).to_have_title(wizard.title(step))
    expect(page.get_by_role("radio", name="Alleen inhoud")).to_be_checked()
    wizard.go_on(page, "Thema")
    expect(page.get_by_role("radio", name="Waterrijk")).to_be_checked()
    wizard.go_on(page, "Onderdelen")
    wizard.go_on(page, "Eerste beheerder")
    page.get_by_label("E-mailadres van de eerste beheerder").fill("eerste@tussendam.example")
    wizard.go_on(page, "Nakijken en openen")
    for answer in ("Tussendam", HOST, "Alleen inhoud", "Waterrijk", "eerste@tussendam.example"):
        expect(page.locator("#stap")).to_contain_text(answer)

    _open_once(page, stack)


def _open_once(page: Page, stack: Stack) -> None:
    """Click twice, go back and click again: one municipality is opened, and asked for once."""
    page.get_by_role("button", name="Openen", exact=True).dblclick()
    expect(page.locator("#voortgang")).to_contain_text("Tussendam is open.", timeout=60_000)
    progress = page.url
    page.go_back()
    again = page.get_by_role("button", name="Openen", exact=True)
    if again.count():  # the browser's own copy of the page
        again.click()
    expect(page).to_have_url(progress)

    page.goto(stack.console_url)
    expect(page.get_by_role("row").filter(has_text=HOST)).to_have_count(1)
    drafts = page.get_by_role("region", name="Nog niet geopend")
    expect(drafts.filter(has_text="Tussendam")).to_have_count(0)
    page.goto(f"{stack.console_url}/logboek/")
    asked = page.get_by_role("row").filter(has_text=f"Opening aangevraagd van {HOST}")
    expect(asked).to_have_count(1)
