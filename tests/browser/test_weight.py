"""What a first visit costs: bytes over the wire and requests, counted by the browser.

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

PATHS = {"home": "/", "product": "/onderwerpen/producten/paspoort/"}


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


@pytest.mark.parametrize("slug", journeys.MUNICIPALITIES)
@pytest.mark.parametrize("path", PATHS.values(), ids=PATHS)
def test_a_first_visit_is_light(path: str, slug: str, visitor: Callable[..., Page], stack: Stack) -> None:
    loaded = visit(visitor(), stack.portal_url(slug) + path)

    def bodies(kind: str) -> int:
        files = [each for each in loaded if each.kind == kind]
        assert files
        assert all(each.headers["content-encoding"] == "br" for each in files)
        return sum(each.body for each in files)

    assert len(loaded) <= 7, [each.url for each in loaded]
    assert sum(each.bytes for each in loaded) <= 60_000
    assert bodies("Stylesheet") <= 6_000
    assert bodies("Script") <= 20_000


def test_the_next_page_fetches_nothing_but_itself(visitor: Callable[..., Page], stack: Stack) -> None:
    page = visitor()
    visit(page, stack.portal_url("zonnedam"))

    loaded = visit(page, stack.portal_url("zonnedam") + PATHS["product"])

    assert [each.kind for each in loaded] == ["Document"]
