"""The number of who is there stands in no address, title, id or store of a browser (attack O14)."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, Request

from integrations.sandbox.world.people import companies
from integrations.sandbox.world.people import people as residents
from tests.browser import entering, journeys, people
from tests.stack import Stack

pytestmark = pytest.mark.attack("O14")
HELD = """() => [
    document.title, location.href, document.referrer, JSON.stringify(localStorage), JSON.stringify(sessionStorage),
    ...[...document.querySelectorAll("*")].flatMap((each) => [...each.attributes].map((one) => one.value)),
]"""
"""All that a page holds besides its text, in which somebody may read their own number."""


class Watcher:
    """Watches what a browser asks for, and what pages hold, for a number."""

    def __init__(self, page: Page, numbers: tuple[str, ...], portal: str) -> None:
        self.page, self.numbers, self.portal = page, numbers, portal
        self.findings: list[str] = []
        page.on("request", self._asked)

    def look(self, name: str) -> None:
        held: list[str] = self.page.evaluate(HELD)
        self._search(name, held)

    def _asked(self, request: Request) -> None:
        if request.url.startswith(self.portal):
            self._search("request", [request.url, request.headers.get("referer", "")])

    def _search(self, where: str, texts: list[str]) -> None:
        self.findings += [
            f"{where}: {text[:60]}" for text in texts for number in self.numbers if number in text
        ]


def walked(watcher: Watcher, pages: Iterator[str]) -> list[str]:
    for name in pages:
        watcher.look(name)
    return watcher.findings


def test_no_page_of_an_inhabitant_shows_their_number_to_others(
    visitor: Callable[..., Page], stack: Stack
) -> None:
    page = visitor()
    watcher = Watcher(page, (residents()[10].bsn,), stack.portal_url("zonnedam"))
    people.come_in(page, stack, "zonnedam", number=10)

    assert walked(watcher, journeys.inhabitant(page, stack, "zonnedam")) == []


def test_no_page_of_a_company_or_for_another_shows_a_number_to_others(
    visitor: Callable[..., Page], stack: Stack
) -> None:
    portal, firm = stack.portal_url("zonnedam"), companies()[0]
    numbers = (firm.kvk, firm.rsin, residents()[0].bsn, residents()[1].bsn)
    for journey in (entering.company, entering.for_another):
        page = visitor()

        assert walked(Watcher(page, numbers, portal), journey(page, stack, "zonnedam")) == []


def test_a_number_that_stands_there_is_found(visitor: Callable[..., Page], stack: Stack) -> None:
    """The negative control."""
    page, number = visitor(), residents()[10].bsn
    watcher = Watcher(page, (number,), stack.portal_url("zonnedam"))

    page.goto(f"{stack.portal_url('zonnedam')}/zoeken/?q={number}")
    watcher.look("search")

    assert any(each.startswith("request: ") for each in watcher.findings)
    assert any(each.startswith("search: ") for each in watcher.findings)
