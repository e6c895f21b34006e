"""How tokens become a theme, and what is told of each slot."""

import pytest

from tests.themes.importing import uploads
from themes import compiling, contrast, intake, mapping, slots
from themes.contrast import colour
from themes.importing import wording
from themes.slots import SLOTS
from themes.types import Origin, Provenance
from themes.values import Colour, Length


def compiled(**properties: str) -> compiling.Compiled:
    theme = intake.from_file(uploads.css(**properties)).theme
    assert theme is not None
    return theme


def slot(theme: compiling.Compiled, name: str) -> Provenance:
    return next(each for each in theme.provenance if each.slot == name)


def test_each_slot_says_where_its_value_comes_from() -> None:
    theme = compiled(utrecht_link_color="#0a5a9c")

    assert [each.slot for each in theme.provenance] == list(SLOTS)
    assert (slot(theme, "link").origin, slot(theme, "link").source) == (Origin.TOKEN, "--utrecht-link-color")
    assert (slot(theme, "btn-bg").origin, slot(theme, "btn-bg").source) == (Origin.DERIVED, "link")
    assert slot(theme, "focus-bg").origin is Origin.STANDARD
    assert theme.version == mapping.NEWEST


def test_the_first_source_that_says_something_counts() -> None:
    theme = compiled(nl_link_color="inherit", utrecht_link_color="#0a5a9c", ams_link_color="#123456")

    assert theme.values["link"] == Colour("#0a5a9c")


def test_another_token_is_better_than_a_colour_that_we_make_up() -> None:
    theme = compiled(nl_link_color="#ffe9dc", utrecht_link_color="#0a5a9c")

    assert theme.values["link"] == Colour("#0a5a9c")
    assert (slot(theme, "link").origin, slot(theme, "link").before) == (Origin.OTHER_TOKEN, "#ffe9dc")
    assert slot(theme, "link").asked
    assert not slot(theme, "link").repaired


def test_a_slot_for_the_same_purpose_is_the_next_choice() -> None:
    theme = compiled(utrecht_link_color="#ffe9dc", utrecht_button_primary_action_background_color="#0a5a9c")

    assert theme.values["link"] == Colour("#0a5a9c")
    assert (slot(theme, "link").origin, slot(theme, "link").source) == (Origin.SIBLING, "btn-bg")


def test_a_marker_that_is_lost_on_the_page_changes_places_with_its_text() -> None:
    theme = compiled(
        denhaag_step_marker_checked_background_color="#d4edda", denhaag_step_marker_checked_color="#155724"
    )

    assert theme.values["step-done-bg"] == Colour("#155724")
    assert theme.values["step-done-fg"] == Colour("#d4edda")
    assert slot(theme, "step-done-bg").origin is Origin.SWAPPED


def test_a_step_that_hardly_anybody_sees_is_better_than_another_colour() -> None:
    theme = compiled(
        nl_link_color="#007ac9", utrecht_link_color="#5c1a1a", basis_color_default_bg_subtle="#f4f4f4"
    )

    link = slot(theme, "link")
    assert (link.origin, link.repaired, link.before) == (Origin.TOKEN, True, "#007ac9")
    assert 0 < link.delta < 4
    assert contrast.check(theme.values) == ()


def test_what_can_be_read_is_not_touched() -> None:
    theme = intake.from_file(uploads.house("duinrade.css")).theme

    assert theme is not None
    assert (theme.failures, theme.repaired) == ((), ())


def test_a_theme_of_a_dark_page_brings_its_panels_along() -> None:
    theme = intake.from_file(uploads.house("nachtoever.css")).theme

    assert theme is not None
    assert theme.values["page-bg"] == Colour("#14171c")
    assert contrast.ratio(colour(theme.values, "surface"), Colour("#ffffff")) >= contrast.TEXT
    assert slot(theme, "surface").before == "#fff"


def test_what_somebody_sets_by_hand_goes_before_the_tokens_and_is_repaired_like_them() -> None:
    content = uploads.house("duinrade.css")

    taken = intake.from_file(content, given={"header-bg": "#ffcc00", "radius": "12px"})

    assert taken.theme is not None
    assert taken.theme.values["header-bg"] == Colour("#ffcc00")
    assert taken.theme.values["radius"] == Length(12, "px")
    assert slot(taken.theme, "header-bg").origin is Origin.GIVEN
    assert slot(taken.theme, "header-fg").before == "#fff"
    assert [each.token for each in intake.from_file(content, given={"header-bg": "geel"}).refusals] == [
        "header-bg"
    ]


def test_two_colours_and_a_font_are_enough() -> None:
    theme = intake.from_brand("rebeccapurple", "hsl(40 90% 60%)", "serif", "1rem").theme

    assert theme is not None
    assert theme.values["btn-bg"] == Colour("#663399")
    assert theme.values["font"].css.endswith("serif")
    assert contrast.check(theme.values) == ()


def test_a_form_that_is_filled_in_wrongly_says_so_for_each_field() -> None:
    taken = intake.from_brand("paars", "url(x)", "Comic", "rond", given={"fg": "x"})

    assert taken.theme is None
    assert [each.token for each in taken.refusals] == ["primary", "accent", "font", "radius", "fg"]


def test_a_theme_can_be_stored_and_comes_out_the_same() -> None:
    theme = intake.from_file(uploads.house("bleekveld.json")).theme

    assert theme is not None
    stored = slots.plain(theme.values)
    assert {name: slots.parse(name, text) for name, text in stored.items()} == theme.values


@pytest.mark.parametrize("name", uploads.DIRTY)
def test_the_same_upload_gives_the_same_file(name: str) -> None:
    one, other = (intake.from_file(uploads.house(name)).theme for _ in range(2))

    assert one is not None
    assert other is not None
    assert one.stylesheet == other.stylesheet


def test_provenance_is_said_in_words() -> None:
    theme = intake.from_file(uploads.house("bleekveld.json")).theme

    assert theme is not None
    said = {each.slot: wording.provenance(each) for each in theme.provenance}
    assert all(said.values())
    assert said["page-bg"] == "Van het token utrecht.document.background-color van de gemeente."
    assert "Hersteld: #fff is #" in said["btn-fg"]


def test_every_slot_has_sources_and_every_name_in_the_mapping_is_a_slot() -> None:
    rules = mapping.rules()

    named = {*rules.siblings, *rules.follows, *rules.follows.values(), *rules.primary, *rules.accent}
    assert set(rules.sources) == set(SLOTS)
    assert named | {name for names in rules.siblings.values() for name in names} <= set(SLOTS)
    assert all(len(names) == len(set(names)) for names in rules.sources.values())
