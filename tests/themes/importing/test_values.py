"""How a token's text becomes a value: every notation that a tool writes, and nothing else."""

import pytest

from themes import repair
from themes.importing import documents, measures, names, spelling, typed
from themes.slots import SLOTS
from themes.values import Colour, Font, Length, Weight


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("#0A5", "#00aa55"),
        ("#00AA55", "#00aa55"),
        ("rgb(0, 170, 85)", "#00aa55"),
        ("rgb(0 170 85 / 100%)", "#00aa55"),
        ("hsl(150 100% 33.333%)", "#00aa55"),
        ("hwb(150 0% 33.333%)", "#00aa55"),
        ("color(srgb 0 0.66667 0.33333)", "#00aa55"),
        ("rebeccapurple", "#663399"),
        ("oklch(1 0 none)", "#ffffff"),
        ("#00000080", "#7f7f7f"),
        ("rgba(#000000, 0.5)", "#808080"),
        ("rgba(#000, 50%)", "#808080"),
        ("alpha(#000000, 0.5)", "#808080"),
        ("lighten(#123456, 1)", "#ffffff"),
        ("darken(#123456, 1)", "#000000"),
    ],
)
def test_a_colour_is_read_in_any_notation(text: str, shown: str) -> None:
    assert typed.colour(text, repair.WHITE) == Colour(shown)


@pytest.mark.parametrize(
    "text", ["", "blauw", "#12", "#12345", "url(#fff)", "rgb(1 2)", "var(--a)", "rgba(#12, 1)"]
)
def test_what_is_no_colour_is_none(text: str) -> None:
    assert typed.colour(text, repair.WHITE) is None


@pytest.mark.parametrize(
    "text", ["", "transparent", "inherit", "rgba(0, 0, 0, 0)", "#ffffff00", "currentColor"]
)
def test_a_colour_that_nobody_sees_leaves_the_choice_to_others(text: str) -> None:
    assert typed.says_nothing(text)
    assert not typed.says_nothing("#fff")


def test_a_colour_that_is_half_see_through_looks_as_it_does_on_its_ground() -> None:
    assert typed.colour("#ffffff80", Colour("#000000")) == Colour("#808080")


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("16px", Length(16, "px")),
        ("1.5rem", Length(1.5)),
        ("2em", Length(2)),
        ("8", Length(8, "px")),
        ("0", Length(0, "px")),
        ("20px * 2", Length(40, "px")),
        ("(8px + 4px) / 3", Length(4, "px")),
        ("calc(1rem + 8px)", Length(1.5)),
        ("calc(-1 * (2px - 10px))", Length(8, "px")),
        ("clamp(1rem, 0.5rem + 2vw, 3rem)", Length(3)),
        ("max(12px, 1rem)", Length(1)),
        ("min(12px, 1rem)", Length(12, "px")),
        ("50% * 16px", Length(8, "px")),
    ],
)
def test_a_length_is_worked_out(text: str, length: Length) -> None:
    assert typed.length(text) == length


@pytest.mark.parametrize(
    "text",
    [
        "",
        "groot",
        "1px 2px",
        "2px * 2px",
        "1 / 0",
        "1 / 2px",
        "calc(1px",
        "1px)",
        "-4px",
        "9e9px",
        "sin(1)",
        "1px + 2",
        "1rem; 2",
        "(" * 3_000,
        "9999999px",
    ],
)
def test_what_is_no_length_is_none(text: str) -> None:
    assert typed.length(text) is None


@pytest.mark.parametrize(
    ("text", "weight"),
    [("600", 600), ("Semi Bold", 600), ("demi-bold", 600), ("Bold Italic", 700), ("100", 300), ("950", 900)],
)
def test_a_weight_is_read_as_number_or_name_and_kept_within_bounds(text: str, weight: int) -> None:
    assert typed.weight(SLOTS["h-weight"], text) == Weight(weight)


@pytest.mark.parametrize("text", ["", "0", "vet", "4000", "7px"])
def test_what_is_no_weight_is_none(text: str) -> None:
    assert typed.weight(SLOTS["h-weight"], text) is None


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ('"Noto Sans", Arial', "noto-sans"),
        ("nunito", "nunito"),
        ("Segoe UI", "system"),
        ("Gemeente Sans, Georgia, serif", "serif"),
        ("Gemeente Serif, serif", "serif"),
        ("Gemeente Sans, sans-serif", "system"),
    ],
)
def test_a_font_is_one_of_ours(text: str, key: str) -> None:
    assert typed.font(text) == Font(key)


def test_a_font_without_a_name_is_none() -> None:
    assert typed.font(" , ") is None
    assert not typed.has_font("Gemeente Sans, Arial")


def test_names_are_the_same_however_they_are_written() -> None:
    assert names.kebab(["utrecht", "pageHeader", "Back Ground"]) == "utrecht-page-header-back-ground"
    assert (
        names.references("{ utrecht.pageHeader.color.value } 1px") == "var(--utrecht-page-header-color) 1px"
    )


@pytest.mark.parametrize(
    ("value", "kind", "spelled"),
    [
        (
            {"colorSpace": "hsl", "components": [120, 50, 25], "alpha": 0.5},
            "color",
            {"": "hsl(120 50% 25% / 0.5)"},
        ),
        ({"colorSpace": "oklch", "components": [0.5, 0.1, "none"]}, "color", {"": "oklch(0.5 0.1 none / 1)"}),
        ({"value": 0.5, "unit": "rem"}, "dimension", {"": "0.5rem"}),
        (12, "dimension", {"": "12px"}),
        ("12", "spacing", {"": "12px"}),
        (["Noto Sans", "serif"], "fontFamily", {"": "Noto Sans, serif"}),
        ({"fontSize": "12px", "fontWeight": 700}, "typography", {"font-size": "12px", "font-weight": "700"}),
        ([{"blur": 1}], "shadow", {}),
        (True, "", {}),
        (None, "", {}),
    ],
)
def test_values_out_of_json_are_spelled_as_css(
    value: documents.Json, kind: str, spelled: dict[str, str]
) -> None:
    assert dict(spelling.spell(value, kind)) == spelled


def test_a_measure_that_is_too_large_is_none() -> None:
    assert measures.work_out("1000001px") is None
