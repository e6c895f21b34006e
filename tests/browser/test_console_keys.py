"""The list of municipalities by keyboard alone (C-010)."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser import people
from tests.stack import Stack


@pytest.mark.covers("C-010")
def test_the_list_is_searched_and_walked_by_keyboard(visitor: Callable[..., Page], stack: Stack) -> None:
    page = visitor(user=people.OPERATOR)
    page.goto(stack.console_url)
    rows = page.locator("[data-rows] tbody th a")

    page.keyboard.press("ArrowDown")
    expect(rows.nth(0)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(rows.nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(page.get_by_label("Naam, webadres of CBS-code")).to_be_focused()
    page.keyboard.type("heide")
    expect(rows).to_have_count(1)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("/")
    expect(page.get_by_label("Naam, webadres of CBS-code")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.wait_for_load_state("networkidle")  # leaving the field asks for the list once more
    expect(rows.nth(0)).to_be_focused()
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("Heidebeek")


@pytest.mark.long
@pytest.mark.covers("C-010", "C-012")
def test_without_script_the_list_is_searched_and_each_panel_can_be_had(
    visitor: Callable[..., Page], stack: Stack
) -> None:
    page = visitor(user=people.OPERATOR, javascript=False)
    page.goto(stack.console_url)
    page.get_by_label("Naam, webadres of CBS-code").fill("heide")
    page.get_by_role("button", name="Zoeken").click()
    page.get_by_role("link", name="Heidebeek", exact=True).click()
    page.get_by_role("link", name=re.compile("Tonen.*Verloop")).click()

    expect(page.get_by_role("img", name="Handelingen per dag")).to_be_visible()
