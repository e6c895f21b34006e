"""A colleague comes into the administration by the sign-in of the organisation, in a real browser."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from integrations.sandbox.world.people import employees
from tests.browser import codes
from tests.stack import Stack

WITH_BOTH, EDITOR, NOBODY = employees()


def choose(page: Page, stack: Stack, name: str, *, second_factor: bool) -> None:
    """Go to the provider by the button, and choose there who it is."""
    page.goto(f"http://waterrijk.localhost:{stack.portal_port}/beheer/login/")
    page.get_by_role("link", name="Inloggen met uw organisatie").click()
    option = page.locator("option").filter(has_text=name).first.get_attribute("value")
    page.locator("select[name=who]").select_option(option)
    page.locator("input[name=second_factor]").set_checked(second_factor)
    page.get_by_role("button").first.click()


@pytest.mark.covers("P-017", "P-035")
def test_with_a_second_factor_there_the_administration_opens(
    visitor: Callable[..., Page], stack: Stack
) -> None:
    page = visitor()

    choose(page, stack, WITH_BOTH.name, second_factor=True)

    expect(page).to_have_url(f"http://waterrijk.localhost:{stack.portal_port}/beheer/")


@pytest.mark.covers("P-034")
@pytest.mark.attack("I23")
def test_without_one_there_an_authenticator_is_coupled_here_and_asked_for_after_that(
    visitor: Callable[..., Page], stack: Stack
) -> None:
    page, later = visitor(), visitor()
    choose(page, stack, EDITOR.name, second_factor=False)
    expect(page.get_by_role("heading", level=1)).to_have_text("Extra beveiliging instellen")
    page.get_by_role("button", name="Verder").click()
    key = page.locator("code").inner_text()
    page.get_by_label("Code").fill(codes.current(key))
    page.get_by_role("button", name="Verder").click()
    page.goto(f"http://waterrijk.localhost:{stack.portal_port}/beheer/")
    expect(page).to_have_url(f"http://waterrijk.localhost:{stack.portal_port}/beheer/")

    choose(later, stack, EDITOR.name, second_factor=False)
    expect(later.get_by_role("heading", level=1)).to_have_text("Vul uw code in")
    later.goto(f"http://waterrijk.localhost:{stack.portal_port}/beheer/")
    expect(later.get_by_role("heading", level=1)).to_have_text("Inloggen voor medewerkers")


def test_who_is_in_no_group_is_told_whom_to_ask(visitor: Callable[..., Page], stack: Stack) -> None:
    page = visitor()

    choose(page, stack, NOBODY.name, second_factor=True)

    expect(page.get_by_role("heading", level=1)).to_have_text("U mag deze website nog niet beheren")
    expect(page.get_by_role("main")).to_contain_text("Vraag uw beheerder om een uitnodiging")
