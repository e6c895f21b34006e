"""What NL Design System's own rules say about the tokens of a theme."""

from tests.themes.importing import uploads
from themes import intake
from themes.importing import wording
from themes.types import Reason

BASIS = {
    "basis_color_accent_1_bg_default": "#ffffff",
    "basis_color_accent_1_color_default": "#999999",
    "basis_color_accent_1_border_default": "#999999",
    "basis_color_disabled_bg_default": "#ffffff",
    "basis_color_disabled_color_default": "#eeeeee",
    "utrecht_badge_background_color": "#000000",
    "utrecht_badge_color": "#333333",
    "utrecht_tag_background_color": "transparent",
    "utrecht_tag_color": "#333333",
    "utrecht_badge_font_size": "0.75rem",
    "utrecht_tag_font_size": "14px",
    "utrecht_badge_line_height": "20px",
    "utrecht_tag_line_height": "1",
    "utrecht_link_line_height": "1.5",
    "utrecht_link_color": "#114488",
}


def test_advice_names_pairs_small_text_and_tight_lines() -> None:
    taken = intake.from_file(uploads.css(**BASIS))

    assert {(each.reason, each.token) for each in taken.advice} == {
        (Reason.ADVICE_CONTRAST, "--basis-color-accent-1-color-default"),
        (Reason.ADVICE_CONTRAST, "--basis-color-accent-1-border-default"),
        (Reason.ADVICE_CONTRAST, "--utrecht-badge-color"),
        (Reason.ADVICE_SIZE, "--utrecht-badge-font-size"),
        (Reason.ADVICE_LINE, "--utrecht-badge-line-height"),
        (Reason.ADVICE_LINE, "--utrecht-tag-line-height"),
    }
    assert all(wording.finding(each).startswith("Advies van NL Design System") for each in taken.advice)


def test_advice_does_not_stop_a_theme() -> None:
    assert intake.from_file(uploads.css(**BASIS)).theme


def test_an_older_theme_without_the_basis_layer_gets_no_advice() -> None:
    older = {name: value for name, value in BASIS.items() if not name.startswith("basis")}

    assert intake.from_file(uploads.css(**older)).advice == ()
