"""Pages hold when a visitor changes them: letters, space, width, colours, movement; and for who has only a keyboard."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page

from tests.browser import adapting, houses, journeys, people
from tests.browser.test_every_page import WIDTHS as ALL
from tests.browser.test_every_page import examine
from tests.stack import Stack

WIDTHS = {"desk": 1280, "telephone": 320}
PATHS = {
    "home": "/",
    "category": "/onderwerpen/burgerzaken/",
    "product": "/onderwerpen/producten/paspoort/",
    "search": "/zoeken/?q=paspoort",
    "sign-in": "/beheer/login/",
    "404": "/deze-pagina-is-er-niet/",
    "ways-in": "/inloggen/?next=/contact/",
}
OF_PEOPLE = ("/mijn/bewaard/wie-keek/", "/inloggen/?next=/mijn-profiel/&niveau=40")
SAMPLE = ("product",)
"""What `make test-processes` looks at; `make a11y` looks at all."""
PAGES = pytest.mark.parametrize(
    "name", [each if each in SAMPLE else pytest.param(each, marks=pytest.mark.a11y) for each in PATHS]
)


def changed(page: Page, url: str, width: int) -> Iterator[str]:
    """Open the page anew for each way to change it, and tell what is wrong then."""
    for way, change in adapting.WAYS.items():
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(forced_colors="none", reduced_motion="no-preference")
        page.goto(url)
        yield from (f"{way}, {width} px: {found}" for found in change(page))


@pytest.mark.covers("P-226")
@PAGES
def test_a_page_holds_when_a_visitor_changes_it(
    name: str, visitor: Callable[..., Page], stack: Stack
) -> None:
    page = visitor(bypass_csp=True)
    width = WIDTHS["telephone" if name in {"product", "sign-in"} else "desk"]

    assert not (found := [*changed(page, stack.portal_url("waterrijk") + PATHS[name], width)]), "\n".join(
        found
    )


@pytest.mark.a11y
@pytest.mark.parametrize("slug", journeys.MUNICIPALITIES)
@pytest.mark.parametrize("width", WIDTHS.values(), ids=WIDTHS)
def test_every_page_holds_on_every_screen_when_a_visitor_changes_it(
    width: int, slug: str, visitor: Callable[..., Page], stack: Stack
) -> None:
    page, look, found = visitor(), visitor(bypass_csp=True), list[str]()
    for name in journeys.public(page, stack, slug):
        found += (f"{name}: {each}" for each in changed(look, page.url, width))

    assert not found, "\n".join(found)


def test_what_does_not_hold_is_seen(visitor: Callable[..., Page], stack: Stack) -> None:
    """The negative control."""
    page = visitor(bypass_csp=True, width=320)
    page.goto(stack.portal_url("waterrijk"))
    page.add_style_tag(
        content=".ip-wrap { min-inline-size: 20rem; block-size: 3rem; overflow: hidden; transition: color 1s; }"
        " a:focus-visible { outline: 0 !important } .utrecht-search-bar { border: 0 !important }"
    )

    seen = {
        change: " ".join(change(page))
        for change in (adapting.doubled, adapting.calm, adapting.walked, adapting.in_colours_of_their_own)
    }

    assert "wider than the window" in seen[adapting.doubled]
    assert "text is cut off" in seen[adapting.doubled]
    assert "moves" in seen[adapting.calm]
    assert "the focus does not show" in seen[adapting.walked]
    assert "no edge in forced colours" in seen[adapting.in_colours_of_their_own]


def test_there_are_a_dozen_house_styles_to_look_in() -> None:
    assert len(houses.styles()) >= 12
    assert {"zonnedam", "console", "gifbeek", "grensdal", "schelpkust"} <= houses.styles().keys()


def test_a_page_is_accessible_in_a_house_style_that_was_not(
    visitor: Callable[..., Page], stack: Stack
) -> None:
    """As a municipality published it nobody could read it; what the import made of it is looked at here."""
    page = visitor()
    page.goto(stack.portal_url("zonnedam") + PATHS["search"])

    found = [each for style in houses.in_each(page, ["bleekveld"]) for each in examine(page, style)]

    assert not found, "\n".join(found)


@pytest.mark.parametrize("path", OF_PEOPLE)
def test_a_page_of_somebody_is_accessible_in_a_house_style_that_was_not(
    path: str, visitor: Callable[..., Page], stack: Stack
) -> None:
    page = visitor()
    people.come_in(page, stack, "zonnedam", number=10)
    page.goto(stack.portal_url("zonnedam") + path)

    found = [each for style in houses.in_each(page, ["bleekveld"]) for each in examine(page, style)]

    assert not found, "\n".join(found)


@pytest.mark.a11y
def test_every_page_of_an_inhabitant_is_accessible_in_every_house_style(
    visitor: Callable[..., Page], stack: Stack
) -> None:
    page, found = visitor(), list[str]()
    people.come_in(page, stack, "zonnedam", number=10)
    for name in journeys.inhabitant(page, stack, "zonnedam"):
        found += (
            each
            for style in houses.in_each(page)
            for each in examine(page, f"{name}, as {style}", looking=ALL)
        )

    assert not found, "\n".join(found)


@pytest.mark.a11y
def test_every_page_of_visitors_is_accessible_in_every_house_style(
    visitor: Callable[..., Page], stack: Stack
) -> None:
    page, found = visitor(), list[str]()
    for name in journeys.public(page, stack, "zonnedam"):
        found += (
            each
            for style in houses.in_each(page)
            for each in examine(page, f"{name}, as {style}", looking=ALL)
        )

    assert not found, "\n".join(found)


@pytest.mark.a11y
def test_every_page_of_staff_is_accessible_in_every_house_style(
    visitor: Callable[..., Page], stack: Stack
) -> None:
    page, found = visitor(), list[str]()
    for name in journeys.staff(page, stack, "zonnedam", visitor, "axe-styles"):
        found += (
            each
            for style in houses.in_each(page)
            for each in examine(page, f"{name}, as {style}", looking=ALL)
        )

    assert not found, "\n".join(found)
