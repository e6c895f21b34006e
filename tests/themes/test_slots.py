"""What a slot accepts, and what it writes."""

import pytest

from themes import fonts, slots
from themes.values import Colour, Font, Length, Weight


@pytest.mark.parametrize(
    ("name", "text", "written"),
    [
        ("btn-bg", "#FFCC00", "#fc0"),
        ("btn-bg", "#ffcc01", "#ffcc01"),
        ("radius", "8px", "8px"),
        ("h1-size", "40px", "2.5rem"),
        ("h-weight", 700, "700"),
    ],
)
def test_a_value_is_read_and_written_again(name: str, text: str | int, written: str) -> None:
    assert slots.parse(name, text).css == written


@pytest.mark.parametrize(
    ("name", "text", "written"),
    [("h1-size", "9rem", "3.25rem"), ("h3-size", "4px", "1.125rem"), ("h-weight", 100, "300")],
)
def test_a_value_outside_the_bounds_of_its_slot_takes_the_bound(
    name: str, text: str | int, written: str
) -> None:
    assert slots.parse(name, text).css == written


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("btn-bg", "red;}body{display:none"),
        ("btn-bg", "url(https://evil.example)"),
        ("btn-bg", "#fff"),
        ("radius", "1em"),
        ("radius", "calc(1px + 1px)"),
        ("radius", "-4px"),
        ("h-weight", "bold"),
        ("h-weight", 1000),
        ("font", 'x";}@import "//evil.example'),
        ("no-such-slot", "#ffffff"),
    ],
)
def test_a_value_of_another_kind_is_refused(name: str, text: str | int) -> None:
    with pytest.raises(ValueError, match=r".+"):
        slots.parse(name, text)


@pytest.mark.parametrize("key", fonts.STACKS)
def test_a_font_stack_ends_in_a_generic_family(key: str) -> None:
    assert fonts.STACKS[key][-1] in {"sans-serif", "serif"}


def test_families_are_quoted_and_generic_ones_are_not() -> None:
    assert fonts.css("system").startswith('system-ui,"Segoe UI",')


def test_values_compare_by_what_they_hold() -> None:
    assert slots.parse("font", "serif") == Font("serif")
    assert Length.parse("24px").rem == Length.parse("1.5rem").rem
    assert slots.parse("btn-weight", "600") == Weight(600)
    assert slots.parse("fg", "#ABCDEF") == Colour("#abcdef")
