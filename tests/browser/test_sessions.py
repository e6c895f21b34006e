"""A session says in time that it will end, loses nothing when it does, and is about one person (P-029, P-266)."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser import citizens
from tests.browser.test_every_page import examine
from tests.stack import Stack

PAGE = "/inlogmomenten/"
SEARCH = "/zoeken/"


@pytest.fixture
def fatima(visitor: Callable[..., Page], stack: Stack) -> Page:
    """Fatima, on a page with a field to search in, with a clock that can be moved."""
    page = visitor()
    citizens.sign_in(page, stack, then=PAGE)
    page.clock.install()
    page.reload()
    return page


@pytest.mark.covers("P-030")
def test_two_minutes_before_the_end_somebody_can_go_on_by_keyboard_and_keeps_what_was_typed(
    fatima: Page, stack: Stack, tmp_path: Path
) -> None:
    field = fatima.get_by_role("banner").get_by_role("searchbox")
    field.fill("een lange vraag")
    citizens.let_pass(fatima, stack, minutes=13.5)

    dialog = fatima.get_by_role("alertdialog", name="Bent u er nog?")
    expect(dialog).to_be_visible()
    expect(dialog).to_contain_text("minuten")
    expect(dialog.get_by_role("button", name="Doorgaan")).to_be_focused()
    assert list(examine(fatima, "dialog")) == []
    for _ in range(3):
        fatima.keyboard.press("Tab")
        assert fatima.evaluate("!document.activeElement.closest('main, header, footer')")
    dialog.get_by_role("button", name="Doorgaan").focus()

    with fatima.expect_response("**/sessie/verlengen/") as told:
        fatima.keyboard.press("Enter")

    assert int(told.value.headers["x-session-expires-in"]) > 14 * 60
    expect(dialog).to_be_hidden()
    expect(field).to_have_value("een lange vraag")
    expect(field).to_be_focused()


@pytest.mark.covers("P-030")
def test_typing_counts_as_doing_something(fatima: Page, stack: Stack) -> None:
    citizens.let_pass(fatima, stack, minutes=10)

    with fatima.expect_response("**/sessie/verlengen/") as told:
        fatima.get_by_role("banner").get_by_role("searchbox").press_sequentially("v")

    assert int(told.value.headers["x-session-expires-in"]) > 14 * 60


@pytest.mark.covers("P-030")
@pytest.mark.attack("O20")
def test_after_the_end_the_page_is_covered_and_leads_to_signing_in(fatima: Page, stack: Stack) -> None:
    citizens.let_pass(fatima, stack, minutes=16)

    dialog = fatima.get_by_role("alertdialog", name="U bent uitgelogd")
    expect(dialog).to_be_visible()
    expect(dialog.get_by_role("link", name="Opnieuw inloggen")).to_be_focused()
    fatima.keyboard.press("Escape")
    expect(dialog).to_be_visible()
    assert list(examine(fatima, "covered")) == []
    fatima.goto(f"{stack.portal_url('zonnedam')}{PAGE}")

    expect(fatima.get_by_role("main")).to_contain_text("omdat u 15 minuten niets heeft gedaan")
    citizens.enter_by_digid(fatima)
    expect(fatima).to_have_url(f"{stack.portal_url('zonnedam')}{PAGE}")


@pytest.mark.covers("P-030")
def test_without_script_a_page_says_until_when_and_a_new_tab_makes_it_longer(
    visitor: Callable[..., Page], stack: Stack
) -> None:
    page = visitor(javascript=False)
    citizens.sign_in(page, stack, then=PAGE)

    expect(page.get_by_text("U blijft ingelogd tot")).to_be_visible()
    with page.context.expect_page() as opened:
        page.get_by_role("button", name="Langer ingelogd blijven").click()

    expect(opened.value.get_by_role("heading", level=1)).to_have_text("U blijft ingelogd")
    expect(page).to_have_url(f"{stack.portal_url('zonnedam')}{PAGE}")


@pytest.mark.covers("P-029", "P-266")
@pytest.mark.parametrize("javascript", [True, False], ids=["with script", "without script"])
def test_a_form_that_is_sent_too_late_is_there_after_signing_in(
    javascript: bool, visitor: Callable[..., Page], stack: Stack
) -> None:
    page = visitor(javascript=javascript)
    citizens.sign_in(page, stack, then=PAGE, represented="1")
    expect(page.get_by_text("U handelt namens")).to_be_visible()
    code = citizens.PASSED.format(seconds=16 * 60)
    stack.manage("portal", "inside", "zonnedam.localhost", "shell", "-v", "0", "-c", code)

    page.get_by_role("button", name="Weer voor uzelf").click()
    expect(page.get_by_role("main")).to_contain_text("Wij hebben het bewaard")
    citizens.enter_by_digid(page, represented="1")

    expect(page.get_by_role("heading", level=1)).to_have_text("Ga verder waar u was")
    page.get_by_role("button", name="Verstuur wat ik had ingevuld").click()
    page.goto(f"{stack.portal_url('zonnedam')}{PAGE}")
    expect(page.get_by_text("U handelt voor uzelf.")).to_be_visible()


@pytest.mark.covers("P-266")
@pytest.mark.attack("I29")
def test_a_switch_in_another_tab_covers_what_this_one_shows(
    visitor: Callable[..., Page], stack: Stack
) -> None:
    first = visitor()
    citizens.sign_in(first, stack, then=PAGE, represented="1")
    second = first.context.new_page()
    second.goto(f"{stack.portal_url('zonnedam')}/namens/")
    expect(first.get_by_role("alertdialog")).to_have_count(0)

    second.get_by_role("radio", name="voor mijzelf").check()
    second.get_by_role("button", name="Verder").click()
    second.wait_for_load_state()

    dialog = first.get_by_role("alertdialog", name="Deze pagina klopt niet meer")
    expect(dialog).to_be_visible()
    assert list(examine(first, "another")) == []
    dialog.get_by_role("link", name="Laad opnieuw").click()
    expect(first.get_by_text("U handelt voor uzelf.")).to_be_visible()


@pytest.mark.covers("P-226", "P-266")
@pytest.mark.parametrize("path", [PAGE, "/namens/", "/sessie/verder/", SEARCH])
def test_pages_of_people_who_are_in_can_be_used_by_everybody(
    path: str, visitor: Callable[..., Page], stack: Stack
) -> None:
    page = visitor()
    citizens.sign_in(page, stack, then=PAGE, represented="1")

    page.goto(f"{stack.portal_url('zonnedam')}{path}")

    assert list(examine(page, path)) == []
