"""Every theme that we ship, and every theme that we derive, can be read."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from themes import contrast, derive, repair, shipped
from themes.values import Colour, Length, Value

colours = st.integers(0, 0xFFFFFF).map(lambda number: Colour(f"#{number:06x}"))


@pytest.mark.parametrize("definition", shipped.definitions(), ids=lambda definition: definition.key)
def test_a_shipped_theme_passes_every_blocking_pair(definition: shipped.Definition) -> None:
    assert contrast.check(derive.derive(definition.brand)) == ()


@settings(deadline=None, max_examples=40)
@given(primary=colours, accent=colours)
def test_a_theme_of_any_two_colours_passes_every_blocking_pair(primary: Colour, accent: Colour) -> None:
    values = derive.derive(derive.Brand(primary, accent, radius=Length(8, "px")))

    assert contrast.check(values) == ()


@settings(deadline=None, max_examples=25)
@given(primary=colours, page=colours, hero=colours, button=colours)
def test_a_theme_with_bands_of_any_colour_passes(
    primary: Colour, page: Colour, hero: Colour, button: Colour
) -> None:
    overrides = {"page-bg": page, "hero-bg": hero, "btn-bg": button}

    values = derive.derive(derive.Brand(primary, primary, overrides=overrides))

    assert contrast.check(values) == ()
    assert (values["hero-bg"], values["btn-bg"]) == (hero, button)


def test_the_contrast_of_black_on_white_is_twenty_one() -> None:
    assert contrast.ratio(Colour("#000000"), Colour("#ffffff")) == pytest.approx(21)


def test_a_failure_tells_the_pair_the_ground_and_the_figures() -> None:
    values = {**_readable(), "hero-bg": Colour("#777777"), "hero-fg": Colour("#888888")}

    (failure,) = contrast.check(values)

    assert str(failure) == "hero-fg on hero-bg: 1.26, needs 4.5 (1.4.3)"


def test_a_button_is_seen_by_its_border_when_its_ground_is_white() -> None:
    values = {**_readable(), "btn-bg": Colour("#ffffff"), "btn-fg": Colour("#000000")}

    assert contrast.check({**values, "btn-border": Colour("#333333")}) == ()
    assert contrast.check({**values, "btn-border": Colour("#eeeeee")})


def test_a_pale_border_of_an_alert_does_not_block() -> None:
    values = {**_readable(), "ok-border": Colour("#eeeeee")}

    assert contrast.check(values) == ()
    assert [failure.pair.front for failure in contrast.failures(values)] == [("ok-border",)]


def test_a_slot_without_a_colour_has_no_contrast() -> None:
    with pytest.raises(TypeError, match="radius"):
        contrast.colour(_readable(), "radius")


def test_a_repair_keeps_the_hue_and_moves_no_further_than_needed() -> None:
    moved = repair.stand_out(Colour("#f08080"), [Colour("#ffffff")], contrast.TEXT)

    assert contrast.TEXT <= contrast.ratio(moved, Colour("#ffffff")) < contrast.TEXT + 0.15
    before, after = (colour.color.convert("oklch")["hue"] for colour in (Colour("#f08080"), moved))
    assert after == pytest.approx(before, abs=2)


def test_a_repair_reports_what_it_changed() -> None:
    values, (change,) = repair.repair(
        {**_readable(), "hero-bg": Colour("#777777"), "hero-fg": Colour("#888888")}
    )

    assert (change.slot, change.before, change.after) == ("hero-fg", Colour("#888888"), values["hero-fg"])


def test_a_theme_that_can_be_read_is_not_repaired() -> None:
    assert repair.repair(_readable()) == (_readable(), ())


def _readable() -> dict[str, Value]:
    return derive.derive(derive.Brand(Colour("#1c4e80"), Colour("#e07a1f")))
