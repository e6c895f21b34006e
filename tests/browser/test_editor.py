"""An editor of Waterrijk publishes; its visitors see it at once, in every process, and Zonnedam does not change."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser import people, web
from tests.stack import Stack

EDITOR = people.EDITOR_OF_WATERRIJK
PRODUCT = "/onderwerpen/producten/grofvuil/"
PAGE = "/varen-en-water/"


@pytest.fixture
def editor(visitor: Callable[..., Page]) -> Page:
    """A page on which the editor of Waterrijk has signed in."""
    page = visitor(user=EDITOR)
    page.on("dialog", lambda dialog: dialog.accept())
    return page


def seen_by_visitors(stack: Stack, slug: str, path: str) -> list[str]:
    """Read a page as every process of the portals serves it to a visitor."""
    answers = [
        web.get(stack.portal_port, f"{slug}.localhost", path) for _worker in stack.each_worker("portal")
    ]
    assert [answer.status for answer in answers] == [200, 200]
    return [web.text(answer.body) for answer in answers]


@pytest.mark.covers("P-130")
def test_a_product_that_an_editor_changes_is_seen_at_once(editor: Page, stack: Stack) -> None:
    words = "Wij komen voortaan ook op zaterdag voorrijden."
    unchanged = seen_by_visitors(stack, "zonnedam", PRODUCT)
    editor.goto(f"{stack.portal_url('waterrijk')}/beheer/products/product/?q=grofvuil")
    editor.get_by_role("link", name="Grofvuil laten ophalen").click()

    editor.locator("#id_local").fill(words)
    editor.locator("[name=_save]").first.click()
    expect(editor.locator(".messagelist .success")).to_be_visible()

    assert all(words in text for text in seen_by_visitors(stack, "waterrijk", PRODUCT))
    assert seen_by_visitors(stack, "zonnedam", PRODUCT) == unchanged


@pytest.mark.covers("P-151")
def test_what_an_editor_changed_can_be_found_at_once(editor: Page, stack: Stack) -> None:
    editor.goto(f"{stack.portal_url('waterrijk')}/beheer/products/product/?q=boom")
    editor.get_by_role("link", name="Boom").click()

    editor.locator("#id_keywords").fill("knotwilg")
    editor.locator("[name=_save]").first.click()
    expect(editor.locator(".messagelist .success")).to_be_visible()

    found = seen_by_visitors(stack, "waterrijk", "/zoeken/?q=knotwilg")
    assert all("1 resultaat" in text for text in found)
    assert all(
        "Niets gevonden" in text for text in seen_by_visitors(stack, "zonnedam", "/zoeken/?q=knotwilg")
    )


def test_a_page_is_changed_as_a_draft_and_seen_once_it_is_published(editor: Page, stack: Stack) -> None:
    words = "In december varen de rondvaartboten niet."
    editor.goto(stack.portal_url("waterrijk") + PAGE)
    editor.get_by_role("link", name="Beheren").click()
    editor.get_by_role("link", name="Nieuw concept").click()
    write(editor, words)
    assert not any(words in text for text in seen_by_visitors(stack, "waterrijk", PAGE))

    editor.get_by_role("link", name="Publiceer").click()
    expect(editor).to_have_url(stack.portal_url("waterrijk") + PAGE)

    assert all(words in text for text in seen_by_visitors(stack, "waterrijk", PAGE))
    assert not any(words in text for text in seen_by_visitors(stack, "zonnedam", "/strand-en-duinen/"))


def test_a_button_that_changes_something_waits_for_the_script_that_posts_it(
    editor: Page, stack: Stack
) -> None:
    held: list[Route] = []
    editor.route(re.compile(r"bundle\.toolbar"), lambda route: held.append(route))
    editor.goto(stack.portal_url("waterrijk") + PAGE)
    editor.get_by_role("link", name="Beheren").click(no_wait_after=True)
    draft = editor.locator(".cms-toolbar a", has_text="Nieuw concept")
    expect(draft).to_be_attached()

    expect(draft).to_be_hidden()

    for route in held:
        route.continue_()
    expect(draft).to_be_visible()


def write(page: Page, words: str) -> None:
    """Add words to the text of a page in the CMS's own editor."""
    expect(page.locator(":root.cms-ready")).to_be_attached()
    page.locator("main .cms-plugin", has_text="Regels op de grachten").dblclick()
    text = page.frame_locator("iframe").locator(".tiptap")
    text.click()
    page.keyboard.press("Control+End")
    page.keyboard.type(words)
    page.get_by_role("link", name="Opslaan").click()
    expect(page.locator("main .cms-plugin")).to_contain_text(words)


@pytest.mark.attack("T01")
@pytest.mark.attack("T02")
@pytest.mark.covers("C-001")
@pytest.mark.parametrize(
    ("host", "path", "sign_in"),
    [("zonnedam", "/beheer/", "/beheer/login/"), ("console", "/", "/aanmelden/")],
)
def test_a_session_of_one_municipality_is_nobody_elsewhere(
    host: str, path: str, sign_in: str, signed_in: Callable[[str], Any], stack: Stack
) -> None:
    session = next(c["value"] for c in signed_in(EDITOR)["cookies"] if c["name"] == "session")
    cookies = {"Cookie": f"session={session}; session_console={session}"}
    at_home = web.get(stack.portal_port, "waterrijk.localhost", "/beheer/", **cookies)
    assert at_home.status == 200

    port = stack.console_port if host == "console" else stack.portal_port
    answer = web.get(port, f"{host}.localhost", path, **cookies)

    assert answer.status == 302
    assert answer.headers["location"].startswith(sign_in)


def test_an_editor_sees_only_what_is_theirs(editor: Page, stack: Stack) -> None:
    editor.goto(f"{stack.portal_url('waterrijk')}/beheer/products/location/")
    expect(editor.get_by_role("link", name="Sociaal Plein")).to_be_visible()
    assert "Zonnedam" not in editor.locator("#changelist").inner_text()

    response = editor.goto(f"{stack.portal_url('waterrijk')}/beheer/accounts/user/")

    assert response
    assert response.status == 403
    expect(editor.get_by_role("heading", level=1)).to_contain_text("geen toegang")
    assert not re.search(r"django|python", editor.locator("main").inner_text(), re.IGNORECASE)


@pytest.mark.long
@pytest.mark.covers("P-268")
def test_while_an_editor_types_the_form_says_what_is_wrong(editor: Page, stack: Stack) -> None:
    editor.goto(f"{stack.portal_url('waterrijk')}/beheer/products/product/?q=grofvuil")
    editor.get_by_role("link", name="Grofvuil laten ophalen").click()
    panel = editor.locator("[data-writing]")
    expect(panel).not_to_contain_text("klik hier")

    editor.locator("#id_costs").fill("[klik hier](/kosten/)")

    expect(panel).to_contain_text("De link “klik hier” zegt niet waar hij heen gaat.")
    editor.locator("#id_costs").fill("Gratis.")
    expect(panel).not_to_contain_text("klik hier")
