"""Pages in other house styles: those that come with the product, and fictional ones as the import makes them.

Only the style sheet under `/thema/` differs, so a page is loaded once and put on one after another.
"""

import functools
import os
from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

from playwright.sync_api import Page, Route

from tests.themes import imported
from themes import builtin, contrast, emit

ADDRESS = "/thema/huisstijl-van-een-proef-{}.css"
EVERY = bool(os.environ.get("EVERY_STYLE"))
"""Whether pages of municipalities are looked at in every style: `make a11y` says so."""
OWN = "its own"
WORN = "link[rel=stylesheet][href^='/thema/']"
PUT_ON = f"""(address) => new Promise((done, failed) => {{
    const link = document.querySelector("{WORN}");
    link.onload = done;
    link.onerror = failed;
    link.href = address;
}})"""


@functools.cache
def styles() -> Mapping[str, str]:
    """Give the style sheet of each house style, by its name; one that several tools wrote counts once."""
    found = {theme.key: theme.look.stylesheet.rpartition("/")[2] for theme in builtin.themes()}
    sheets = {key: _text(builtin.by_name(name)) for key, name in found.items()}
    sheets["console"] = _text(builtin.stylesheet("console"))
    for each in imported.fictional():
        if each.theme is not None and not contrast.check(each.theme.values):
            sheets.setdefault(each.name.partition(".")[0], _text(emit.stylesheet(each.theme.values)))
    return sheets


def _text(asset: object) -> str:
    content = getattr(asset, "content", None)
    assert isinstance(content, bytes)
    return content.decode()


def in_each(page: Page, names: list[str] | None = None) -> Iterator[str]:
    """Put the page on in each style, and say which it is in now; afterwards it is in its own again."""
    sheets, own = styles(), page.locator(WORN).first.get_attribute("href")

    def answer(route: Route) -> None:
        name = route.request.url.rpartition("proef-")[2].removesuffix(".css")
        route.fulfill(body=sheets[name], content_type="text/css")

    # A colour on its way from one style to the next is in neither.
    page.emulate_media(reduced_motion="reduce")
    page.route(f"**{ADDRESS.format('*')}", answer)
    for name in names or sheets:
        page.evaluate(PUT_ON, ADDRESS.format(name))
        yield name
    page.evaluate(PUT_ON, own)
    page.unroute(f"**{ADDRESS.format('*')}")
    page.emulate_media(reduced_motion="no-preference")


def worn(page: Page) -> Iterator[str]:
    """Say in which style the page is: its own; and when it is to be in every one, put it on in each.

    The console has one style of its own, which no municipality wears; pages of the sandbox have none.
    """
    host = urlsplit(page.url).hostname or ""
    if EVERY and host != "console.localhost" and page.locator(WORN).count():
        yield from in_each(page)
    else:
        yield OWN
