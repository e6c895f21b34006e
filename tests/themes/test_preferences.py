"""What a theme cannot take away: focus, large targets, forced colours and calm, whatever its slots say."""

import re

import pytest

from themes import bundle, contrast
from themes.slots import SLOTS

SOURCE = re.sub(r"/\*.*?\*/", "", bundle.SOURCE.read_text("utf-8"), flags=re.DOTALL)
TARGET = 2.75
"""In rem: 44 pixels, where WCAG 2.2 asks 24."""


@pytest.mark.parametrize("ground", ["page-bg", "surface", "card-bg", "input-bg"])
def test_the_focus_ring_is_checked_on_every_paper(ground: str) -> None:
    assert any("focus" in pair.front and ground in pair.grounds and pair.blocking for pair in contrast.PAIRS)


@pytest.mark.parametrize("band", ["header", "nav", "hero", "footer"])
def test_text_on_every_coloured_band_is_checked_and_the_focus_ring_takes_its_colour(band: str) -> None:
    assert any(pair.front == (f"{band}-fg",) and pair.grounds == (f"{band}-bg",) for pair in contrast.PAIRS)
    rule = re.search(r"([^{}]*:focus-visible[^{}]*)\{[^{}]*outline-color: currentColor", SOURCE)
    assert rule is not None
    # The menu stands inside the header.
    assert {"nav": ".utrecht-page-header", "hero": ".ip-hero"}.get(band, f".utrecht-page-{band}") in rule[1]


def test_no_slot_makes_a_target_smaller() -> None:
    sizes = re.findall(r"min-(?:block|inline)-size: ([\d.]+)rem", SOURCE)

    assert sizes
    assert min(map(float, sizes)) >= TARGET
    assert not re.search(r"min-(?:block|inline)-size: var\(", SOURCE)
    assert "border-width" not in SLOTS


def test_things_move_only_for_who_has_no_objection() -> None:
    calm = re.sub(r"@media \(prefers-reduced-motion: no-preference\) \{(?:[^{}]|\{[^{}]*\})*\}", "", SOURCE)

    assert "transition" in SOURCE
    assert not re.search(r"\b(transition|animation|scroll-behavior):", calm)


def test_in_forced_colours_what_was_a_ground_gets_an_edge() -> None:
    forced = re.search(r"@media \(forced-colors: active\) \{((?:[^{}]|\{[^{}]*\})*)\}", SOURCE)

    assert forced is not None
    assert ".utrecht-button" in forced[1]
    assert "border" in forced[1]
    assert "outline: 0" not in forced[1]
