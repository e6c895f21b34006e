"""A theme gets other colours out of its own stylesheet, and stays readable."""

import pytest

from themes import adjusting, builtin, contrast
from themes.values import Colour

SHEET = builtin.stylesheet("zonnedam").content


def test_nothing_given_changes_nothing() -> None:
    assert adjusting.adjust(SHEET, {}).asset.content == SHEET


def test_the_colours_of_a_stylesheet_are_those_of_its_theme() -> None:
    values = builtin.values("zonnedam")

    assert adjusting.colours(SHEET) == {
        name: value.hex for name, value in values.items() if isinstance(value, Colour)
    }


def test_what_is_given_stands_in_the_stylesheet_under_a_name_of_its_own() -> None:
    made = adjusting.adjust(SHEET, {"footer-bg": "#112233"})

    assert b"--p-footer-bg:#123" in made.asset.content
    assert made.asset.name.startswith("eigen-")
    assert made.colours["footer-bg"] == "#112233"
    assert adjusting.adjust(SHEET, {"footer-bg": "#112233"}).asset == made.asset


@pytest.mark.parametrize("given", [{"header-bg": "#111111"}, {"btn-bg": "#ffff88"}, {"link": "#ffee00"}])
def test_what_cannot_be_read_is_repaired_and_told(given: dict[str, str]) -> None:
    made = adjusting.adjust(SHEET, given)

    assert made.changes
    again = {name: Colour(text) for name, text in made.colours.items()}
    assert not contrast.check(again)


def test_what_follows_a_colour_follows_it() -> None:
    made = adjusting.adjust(SHEET, {"btn-bg": "#7a1f5c", "link": "#7a1f5c"})
    before = adjusting.colours(SHEET)

    changed = {name for name, text in made.colours.items() if text != before[name]}
    assert {"btn-bg", "btn-hover-bg", "link", "link-hover"} <= changed


@pytest.mark.attack("W06")
@pytest.mark.parametrize("given", [{"fg": "#000000"}, {"link": "red;}body{display:none"}, {"nep": "#000000"}])
def test_what_is_no_part_of_the_identity_or_no_colour_gets_in_nowhere(given: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=r"identity|colour"):
        adjusting.adjust(SHEET, given)


@pytest.mark.parametrize(
    ("text", "hex_"),
    [("#0A5", "#00aa55"), (" rgb(1 2 3) ", "#010203"), ("x", None), ("url(a)", None), ("", None)],
)
def test_a_colour_is_read_in_any_notation(text: str, hex_: str | None) -> None:
    assert adjusting.parse(text) == hex_
