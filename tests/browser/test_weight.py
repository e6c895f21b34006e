"""What a first visit costs: bytes over the wire and requests, counted by the browser; and whether things shift.

The portal sends HTML as it is and leaves compressing it to the proxy in front. There is no proxy here, so HTML is
counted as brotli of middle quality makes it, with its headers; all other files are counted as they came.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import brotli
import pytest
from playwright.sync_api import Page

from tests.browser import journeys
from tests.stack import Stack

PATHS = {
    "home": "/",
    "category": "/onderwerpen/burgerzaken/",
    "product": "/onderwerpen/producten/paspoort/",
    "search": "/zoeken/?q=paspoort",
}
VISITS = [("zonnedam", path) for path in PATHS] + [
    (slug, path) for slug in journeys.MUNICIPALITIES[1:] for path in ("home", "product")
]
WITHOUT_FONT, WITH_FONT = 25_000, 60_000
COUNT_SHIFTS = """window.shifted = 0; new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) window.shifted += entry.value;
}).observe({type: "layout-shift", buffered: true});"""
PUSH_DOWN = """() => new Promise((done) => {
    document.body.insertAdjacentHTML("afterbegin", "<p>Dit komt er nog bij.</p>");
    requestAnimationFrame(() => setTimeout(done, 100));
})"""


@dataclass(slots=True)
class Loaded:
    """One file that the browser fetched."""

    url: str
    kind: str
    headers: dict[str, str]
    bytes: int = 0
    """With its headers, as they went over the wire."""

    @property
    def body(self) -> int:
        return int(self.headers["content-length"])


def visit(page: Page, url: str) -> list[Loaded]:
    """Load a page, and list what came over the wire, not out of the browser's cache."""
    found: dict[str, Loaded] = {}
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")

    def begin(event: dict[str, Any]) -> None:
        response = event["response"]
        headers = {name.lower(): value for name, value in response["headers"].items()}
        found[event["requestId"]] = Loaded(response["url"], event["type"], headers)

    def end(event: dict[str, Any]) -> None:
        if event["requestId"] in found:  # not a data: address
            found[event["requestId"]].bytes = int(event["encodedDataLength"])

    session.on("Network.responseReceived", begin)
    session.on("Network.loadingFinished", end)
    html = (page.goto(url, wait_until="networkidle") or pytest.fail(url)).body()
    session.detach()
    loaded = [each for each in found.values() if each.bytes]
    document = next(each for each in loaded if each.kind == "Document")
    document.bytes += len(brotli.compress(html, quality=5)) - len(html)
    return loaded


@pytest.mark.parametrize(("slug", "path"), VISITS)
def test_a_first_visit_is_light_and_nothing_shifts(
    slug: str, path: str, visitor: Callable[..., Page], stack: Stack
) -> None:
    page = visitor(width=390)
    page.add_init_script(COUNT_SHIFTS)
    loaded = visit(page, stack.portal_url(slug) + PATHS[path])

    def bodies(kind: str) -> int:
        files = [each for each in loaded if each.kind == kind]
        assert files
        assert all(each.headers["content-encoding"] == "br" for each in files)
        return sum(each.body for each in files)

    assert len(loaded) <= 7, [each.url for each in loaded]
    has_font = any(each.kind == "Font" for each in loaded)
    assert sum(each.bytes for each in loaded) <= (WITH_FONT if has_font else WITHOUT_FONT)
    assert bodies("Stylesheet") <= 6_000
    assert bodies("Script") <= 20_000
    # As Lighthouse writes it; less nobody can see. What shifts, shifts each time: one look more for a busy machine.
    if round(page.evaluate("window.shifted"), 3):
        page = visitor(width=390)
        page.add_init_script(COUNT_SHIFTS)
        visit(page, stack.portal_url(slug) + PATHS[path])
    assert round(page.evaluate("window.shifted"), 3) == 0


def test_what_shifts_is_counted(visitor: Callable[..., Page], stack: Stack) -> None:
    """The negative control."""
    page = visitor(width=390)
    page.add_init_script(COUNT_SHIFTS)
    visit(page, stack.portal_url("zonnedam"))

    page.evaluate(PUSH_DOWN)

    assert round(page.evaluate("window.shifted"), 3) > 0


def test_the_next_page_fetches_nothing_but_itself(visitor: Callable[..., Page], stack: Stack) -> None:
    page = visitor()
    visit(page, stack.portal_url("zonnedam"))

    loaded = visit(page, stack.portal_url("zonnedam") + PATHS["product"])

    assert [each.kind for each in loaded] == ["Document"]
