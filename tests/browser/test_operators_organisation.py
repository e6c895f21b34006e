"""An operator comes into the console by the sign-in of the organisation, in a real browser."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from integrations.sandbox.world.people import employees
from tests.browser.test_every_page import examine
from tests.stack import Stack

WITH_BOTH, ONE_GROUP, NOBODY = employees()


def choose(page: Page, name: str, *, second_factor: bool = True) -> None:
    """Choose at the provider who it is."""
    option = page.locator("option").filter(has_text=name).first.get_attribute("value")
    page.locator("select[name=who]").select_option(option)
    page.locator("input[name=second_factor]").set_checked(second_factor)
    page.get_by_role("button").first.click()


def sign_in(page: Page, stack: Stack, name: str, *, second_factor: bool = True) -> None:
    """Go there by the button, from the page that was wanted."""
    page.goto(f"{stack.console_url}/account/")
    page.get_by_role("link", name="Inloggen met uw organisatie").click()
    choose(page, name, second_factor=second_factor)


@pytest.mark.covers("C-001", "C-003")
@pytest.mark.parametrize("with_script", [True, False])
def test_who_the_organisation_vouches_for_is_in_proves_it_again_and_leaves(
    visitor: Callable[..., Page], stack: Stack, with_script: bool
) -> None:
    page = visitor(javascript=with_script)
    sign_in(page, stack, WITH_BOTH.name)
    expect(page).to_have_url(f"{stack.console_url}/account/")
    expect(page.get_by_role("main")).to_contain_text("U meldt zich aan met uw organisatie")

    page.goto(f"{stack.console_url}/bevestigen/?next=/account/")
    page.get_by_role("link", name="Bevestigen bij uw organisatie").click()
    choose(page, WITH_BOTH.name)
    expect(page).to_have_url(f"{stack.console_url}/account/")
    expect(page.get_by_role("status")).to_contain_text("U kunt nu verder")

    page.get_by_role("button", name="Afmelden").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("U bent afgemeld bij de console")
    page.get_by_role("button", name="Ook daar afmelden").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("U bent afgemeld")
    page.goto(f"{stack.console_url}/account/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Aanmelden")


@pytest.mark.attack("I23")
def test_without_a_second_factor_there_one_is_set_up_here(visitor: Callable[..., Page], stack: Stack) -> None:
    page = visitor()

    sign_in(page, stack, ONE_GROUP.name, second_factor=False)

    expect(page.get_by_role("heading", level=1)).to_have_text("Tweede factor instellen")
    page.goto(stack.console_url)
    expect(page.get_by_role("heading", level=1)).to_have_text("Aanmelden")


def test_who_is_in_no_group_is_told_whom_to_ask_on_a_page_without_faults(
    visitor: Callable[..., Page], stack: Stack
) -> None:
    page = visitor(bypass_csp=True)  # for axe

    sign_in(page, stack, NOBODY.name)

    expect(page.get_by_role("heading", level=1)).to_have_text("U mag de console niet gebruiken")
    expect(page.get_by_role("main")).to_contain_text("Vraag een eigenaar van de console")
    assert list(examine(page, "geweigerd")) == []
