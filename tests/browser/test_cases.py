"""Somebody signs in, looks at their cases, opens one and fetches a document (P-153, P-160, P-164)."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser import case_pages, citizens, faults, mail
from tests.browser.test_every_page import examine
from tests.stack import Stack, until

pytestmark = pytest.mark.covers("P-153", "P-160", "P-163", "P-164")
LIST = "/mijn-zaken/"
TO = "zaken@zonnedam.example"
"""Where questions about cases of Zonnedam go."""


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


@pytest.mark.fault("F01")
@pytest.mark.covers("issue 10 §7", "I-071", "P-155")
@pytest.mark.parametrize(("javascript", "number"), [(True, 9), (False, 11)], ids=["with script", "without"])
def test_a_system_that_hangs_leaves_the_page_with_a_notice_and_comes_back(
    javascript: bool, number: int, visitor: Callable[..., Page], stack: Stack
) -> None:
    page = visitor(javascript=javascript)
    main = page.get_by_role("main")
    gap = main.get_by_role("region", name="Zaken uit Zaaksysteem sociaal domein")

    with faults.on(stack, "zonnedam-sociaal/zgw", hang=True):
        case_pages.come_in(page, stack, "zonnedam", number=number)
        expect(main.get_by_role("heading", level=1)).to_contain_text("Mijn zaken")
        expect(gap).to_contain_text("Dit duurt langer dan normaal.")
        shown = main.locator(".ip-card__title a").count()
        assert shown
        main.locator(".ip-card__title a").first.click()
        expect(main.get_by_role("heading", name="Hoe het ermee staat")).to_be_visible()

    def is_back() -> bool:
        page.goto(f"{stack.portal_url('zonnedam')}{LIST}")
        return main.locator(".ip-card__title a").count() > shown and not gap.count()

    until(is_back, "the cases of both systems")


@pytest.mark.covers("I-082", "issue 10 §7")
@pytest.mark.parametrize("javascript", [True, False], ids=["with script", "without"])
def test_a_question_about_a_case_arrives_in_the_mailbox(
    javascript: bool, visitor: Callable[..., Page], stack: Stack
) -> None:
    page = visitor(javascript=javascript)
    come_in(page, stack)
    main = page.get_by_role("main")
    case_pages.permit(page, stack.portal_url("zonnedam")).click()

    main.get_by_label("Uw vraag").fill("Mag de tekening met de hand zijn gemaakt?")
    main.get_by_label("Waar kunnen wij u bereiken?").fill("088 000 10 01")
    main.get_by_role("button", name="Vraag versturen").click()

    expect(main.get_by_role("heading", level=1)).to_have_text("Wij hebben uw vraag")
    reference = main.get_by_text(re.compile(r"^V-[0-9A-F]{4}-[0-9A-F]{4}$")).inner_text()
    until(lambda: reference in " ".join(mail.subjects(stack, TO)), "the letter with the question")
