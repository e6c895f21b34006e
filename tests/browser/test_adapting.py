"""Pages hold when a visitor changes them: letters, space, width, colours, movement; and for who has only a keyboard."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page

from tests.browser import adapting, houses, journeys, people, tally
from tests.browser.test_every_page import ENDS, examine_in
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


def changed(page: Page, name: str, width: int) -> Iterator[str]:
    """Change the page that is open in each way, and tell what is wrong then."""
    for way, change in adapting.WAYS.items():
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(forced_colors="none", reduced_motion="no-preference")
        found = list(change(page))
        tally.current().tried(name, houses.OWN, width, len(found))
        yield from (f"{name}, {way}, {width} px: {each}" for each in found)


@pytest.mark.covers("P-226")
@PAGES
def test_a_page_holds_when_a_visitor_changes_it(
    name: str, visitor: Callable[..., Page], stack: Stack
) -> None:
    width = WIDTHS["telephone" if name in {"product", "sign-in"} else "desk"]
    page = visitor(bypass_csp=True, width=width)
    page.goto(stack.portal_url("waterrijk") + PATHS[name])

    assert not (found := [*changed(page, name, width)]), "\n".join(found)


@pytest.mark.a11y
@pytest.mark.parametrize("slug", journeys.MUNICIPALITIES)
@pytest.mark.parametrize("width", WIDTHS.values(), ids=WIDTHS)
def test_every_page_holds_on_every_screen_when_a_visitor_changes_it(
    width: int, slug: str, visitor: Callable[..., Page], stack: Stack
) -> None:
    page = visitor(bypass_csp=True, width=width)

    found = [each for name in journeys.public(page, stack, slug) for each in changed(page, name, width)]

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

    found = [
        each
        for style in houses.in_each(page, ["bleekveld"])
        for each in examine_in(page, "search", style, ENDS)
    ]

    assert not found, "\n".join(found)


def test_a_house_style_that_nobody_can_read_is_seen(
    visitor: Callable[..., Page], stack: Stack, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The negative control: the page that is open is looked at in the style that is put on, and gets its own back."""
    pale = re.sub("--p-fg:[^;]+", "--p-fg:#eee", houses.styles()["zonnedam"])
    monkeypatch.setattr(houses, "styles", lambda: {"pale": pale})
    page = visitor()
    page.goto(stack.portal_url("zonnedam"))

    found = [each for style in houses.in_each(page) for each in examine_in(page, "home", style, ENDS)]

    assert any("home, as pale, 320 px: color-contrast" in each for each in found), found
    assert list(examine_in(page, "home", houses.OWN, ENDS)) == []


@pytest.mark.parametrize("path", OF_PEOPLE)
def test_a_page_of_somebody_is_accessible_in_a_house_style_that_was_not(
    path: str, visitor: Callable[..., Page], stack: Stack
) -> None:
    page = visitor()
    people.come_in(page, stack, "zonnedam", number=10)
    page.goto(stack.portal_url("zonnedam") + path)

    found = [
        each for style in houses.in_each(page, ["bleekveld"]) for each in examine_in(page, path, style, ENDS)
    ]

    assert not found, "\n".join(found)
