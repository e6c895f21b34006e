"""Somebody signs in, looks at their cases, opens one and fetches a document (P-153, P-160, P-164)."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser import citizens
from tests.browser.test_every_page import examine
from tests.stack import Stack

pytestmark = pytest.mark.covers("P-153", "P-160", "P-163", "P-164")
LIST = "/mijn-zaken/"


def come_in(page: Page, stack: Stack) -> None:
    """Sign in as Fatima; whoever comes in for the first time tells an e-mail address."""
    page.goto(f"{stack.portal_url('zonnedam')}/inloggen/?next={LIST}")
    citizens.enter_by_digid(page)
    page.wait_for_url(re.compile("/mijn-"))
    if page.get_by_label("E-mailadres").count():
        page.get_by_label("E-mailadres").fill("fatima@voorbeeld.nl")
        page.get_by_role("button", name="Opslaan en verder").click()
    expect(page).to_have_url(f"{stack.portal_url('zonnedam')}{LIST}")


@pytest.mark.parametrize(
    ("javascript", "width"),
    [(True, 1280), (True, 390), (False, 1280)],
    ids=["desk", "telephone", "desk without JavaScript"],
)
def test_somebody_goes_from_the_list_to_a_case_and_a_document(
    javascript: bool, width: int, visitor: Callable[..., Page], stack: Stack
) -> None:
    page = visitor(javascript=javascript, width=width)
    come_in(page, stack)
    main = page.get_by_role("main")

    expect(main.get_by_role("heading", level=1)).to_contain_text("Mijn zaken")
    expect(main.get_by_role("heading", name="Dit moet u doen")).to_be_visible()
    if javascript:
        assert list(examine(page, LIST)) == []
    documents = 0
    for number in range(main.locator(".ip-card__title a").count()):
        page.goto(f"{stack.portal_url('zonnedam')}{LIST}")
        main.locator(".ip-card__title a").nth(number).click()
        expect(main.get_by_role("heading", name="Hoe het ermee staat")).to_be_visible()
        if documents := main.locator('a[href*="/documenten/"]').count():
            break
    assert documents
    if javascript:
        assert list(examine(page, "a case")) == []
    with page.expect_download() as arriving:
        main.locator('a[href*="/documenten/"]').first.click()

    assert re.fullmatch(r".+\.\w+", arriving.value.suggested_filename)
