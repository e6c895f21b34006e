"""What operators do with a municipality that is there, in a real browser (C-024, C-032, C-033, C-037, C-039)."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser import day_two, people, web
from tests.browser.test_every_page import WIDTHS, judge
from tests.stack import Stack, until

pytestmark = pytest.mark.long


@pytest.mark.covers("P-226", "C-032", "C-033")
def test_the_pages_about_one_municipality_are_accessible_and_keep_the_policy(
    visitor: Callable[..., Page], stack: Stack
) -> None:
    page = visitor(user=people.OPERATOR)

    judge(page, day_two.municipality(page, stack), looking=WIDTHS)


@pytest.mark.covers("P-226", "C-039")
def test_the_pages_about_many_municipalities_are_accessible_and_keep_the_policy(
    visitor: Callable[..., Page], stack: Stack
) -> None:
    page = visitor(user=people.OPERATOR)

    judge(page, day_two.many(page, stack), looking=WIDTHS)
    judge(page, day_two.announced(page, stack), looking=WIDTHS)


@pytest.mark.covers("C-037")
def test_a_portal_is_suspended_and_resumed_without_javascript(
    visitor: Callable[..., Page], stack: Stack
) -> None:
    page = visitor(user=people.OPERATOR, javascript=False)
    page.goto(stack.console_url)
    page.get_by_role("link", name="Heidebeek", exact=True).click()
    tenant = page.url

    page.get_by_role("link", name="Opschorten").click()
    page.get_by_label("Reden").fill("Proef")
    page.get_by_role("button", name="Opschorten").click()
    expect(page.get_by_text("Klaar.", exact=True).last).to_be_visible(timeout=30_000)
    until(lambda: status(stack) == 404, "suspended")
    page.goto(f"{tenant}hervatten/")
    page.get_by_role("button", name="Hervatten").click()
    expect(page.get_by_text("Klaar.", exact=True).last).to_be_visible(timeout=30_000)
    until(lambda: status(stack) == 200, "resumed")


@pytest.mark.covers("C-030")
def test_a_feature_that_is_switched_is_seen_at_the_portal(visitor: Callable[..., Page], stack: Stack) -> None:
    page = visitor(user=people.OPERATOR)
    page.goto(stack.console_url)
    page.get_by_role("link", name="Heidebeek", exact=True).click()

    page.get_by_role("link", name=re.compile("Uitzetten.*Zoeken")).click()
    page.get_by_role("button", name="Uitzetten").click()
    until(lambda: status(stack, "/zoeken/") == 404, "search off")
    page.get_by_role("link", name=re.compile("Aanzetten.*Zoeken")).click()
    page.get_by_role("button", name="Aanzetten").click()
    until(lambda: status(stack, "/zoeken/") == 200, "search on")


def status(stack: Stack, path: str = "/") -> int:
    """Answer what the portal says to somebody who comes by."""
    return web.get(stack.portal_port, "heidebeek.localhost", path).status
