"""Which themes there are, and what a page gets of them."""

import re

import pytest

from themes import builtin, queries
from themes.types import Asset


def test_a_municipality_chooses_from_four_themes_and_not_the_console_s() -> None:
    assert [theme.key for theme in builtin.themes()] == ["heidebeek", "neutraal", "waterrijk", "zonnedam"]


def test_themes_look_different() -> None:
    themes = builtin.themes()

    assert len({theme.look.stylesheet for theme in themes}) == len(themes)
    assert len({theme.colours for theme in themes}) == len(themes)
    assert len({theme.look.logo for theme in themes}) == len(themes)


def test_a_theme_shows_five_colours_and_its_fonts() -> None:
    theme = queries.get("waterrijk")

    assert len(theme.colours) == 5
    assert all(re.fullmatch("#[0-9a-f]{6}", colour) for colour in theme.colours)
    assert theme.heading_font.endswith(",serif")
    assert theme.font.endswith(",sans-serif")


def test_an_unknown_theme_is_refused() -> None:
    with pytest.raises(queries.UnknownThemeError):
        queries.get("atlantis")


def test_a_page_of_a_theme_that_is_gone_is_neutral() -> None:
    assert queries.context("atlantis") == queries.context(queries.DEFAULT)


def test_the_context_of_a_page_names_files_that_exist() -> None:
    context = queries.context("zonnedam")

    for name in ("theme_stylesheet", "theme_logo", "theme_favicon", "theme_horizon"):
        assert queries.by_name(context[name].removeprefix("/thema/")) is not None
    assert context["theme_color"] == "#ffffff"


def test_a_theme_without_a_horizon_says_so_with_nothing() -> None:
    assert queries.context("neutraal")["theme_horizon"] == ""


@pytest.mark.parametrize("drawing", [each for each in builtin.assets() if each.name.endswith(".svg")])
def test_drawings_are_small_and_hold_shapes_only(drawing: Asset) -> None:
    tags = set(re.findall(rb"<([a-z!?][^\s/>]*)", drawing.content))

    assert len(drawing.content) <= 4_000
    assert tags <= {b"svg", b"g", b"path", b"circle", b"ellipse"}
