"""One house style, written by seven tools, becomes one theme, byte for byte."""

import pytest

from tests.themes.importing import uploads
from themes import contrast, emit, intake
from themes.importing import reading
from themes.types import Format, Reason, Severity
from themes.values import Colour, Length

FORMATS = {
    "duinrade.css": Format.CSS,
    "duinrade.dtcg.json": Format.DTCG,
    "duinrade.flat.json": Format.FLAT,
    "duinrade.list.json": Format.STYLE_DICTIONARY,
    "duinrade.style-dictionary-3.json": Format.STYLE_DICTIONARY,
    "duinrade.style-dictionary-4.json": Format.STYLE_DICTIONARY,
    "duinrade.tokens-studio.json": Format.TOKENS_STUDIO,
}


def test_each_way_of_writing_is_tried() -> None:
    assert sorted(FORMATS) == uploads.DUINRADE


@pytest.mark.parametrize("name", uploads.DUINRADE)
def test_a_house_style_is_recognised_whoever_wrote_it(name: str) -> None:
    taken = intake.from_file(uploads.house(name), name)

    assert taken.format is FORMATS[name]
    assert taken.refusals == ()
    assert taken.theme is not None
    assert (taken.theme.said, taken.theme.failures, taken.theme.repaired) == (18, (), ())


def test_all_ways_of_writing_give_the_same_file() -> None:
    taken = [intake.from_file(uploads.house(name), name).theme for name in uploads.DUINRADE]

    assert all(taken)
    assert len({theme.stylesheet.content for theme in taken if theme}) == 1


def test_references_arithmetic_and_names_of_weights_are_understood() -> None:
    theme = intake.from_file(uploads.house("duinrade.tokens-studio.json")).theme

    assert theme is not None
    assert theme.values["h1-size"] == Length(2.5)
    assert theme.values["h-weight"].css == "600"
    assert theme.values["header-bg"] == Colour("#0a3d62")


def test_a_zip_of_source_files_is_one_theme() -> None:
    taken = intake.from_file(uploads.zipped(uploads.folder("grensdal")))

    assert taken.theme is not None
    assert taken.theme.values["btn-bg"] == Colour("#b8142a")
    assert taken.theme.values["surface"] == Colour("#f7f2f0"), "an !important does no harm"
    assert taken.theme.values["btn-radius"] == Length(2), "the bound of the slot"
    assert {finding.reason for finding in taken.findings} == {
        Reason.FORBIDDEN,
        Reason.FONT_ABSENT,
        Reason.OUT_OF_BOUNDS,
    }


def test_of_an_npm_package_the_style_sheet_that_was_made_counts() -> None:
    taken = intake.from_file(uploads.tarball(uploads.folder("schelpkust")))

    assert taken.format is Format.CSS
    assert taken.theme is not None
    assert taken.theme.values["btn-bg"] == Colour("#d01d58"), "from display-p3, as near as a screen comes"
    assert taken.theme.values["h1-size"] == Length(2.75), "the largest of a clamp"
    assert taken.theme.values["page-bg"] != Colour("#000000"), "its dark brother is left aside"


@pytest.mark.parametrize(
    "tree",
    [
        {"utrechtLinkColor": "#114488", "nlHeadingLevel1FontSize": "40px"},
        {"utrecht": {"link": {"color": "#114488"}}, "nl": {"heading-level-1": {"font-size": "40px"}}},
        {"utrecht": {"link": {"color": {"default": "#114488"}}}, "--nl-heading-level-1-font-size": "40px"},
    ],
)
def test_a_flat_file_may_have_groups_or_names_in_one_word(tree: dict[str, object]) -> None:
    taken = intake.from_file(uploads.tokens(tree))

    assert taken.format is Format.FLAT
    assert taken.theme is not None
    assert taken.theme.values["link"] == Colour("#114488")
    assert taken.theme.values["h1-size"] == Length(2.5)


def test_what_tokens_studio_does_to_a_colour_is_done() -> None:
    change = {"studio.tokens": {"modify": {"type": "darken", "value": "1", "space": "lch"}}}
    tree = {"utrecht": {"link": {"color": {"$type": "color", "$value": "#14c", "$extensions": change}}}}

    theme = intake.from_file(uploads.tokens(tree)).theme

    assert theme is not None
    assert theme.values["link"] == Colour("#000000")


def test_rules_for_a_dark_screen_are_left_aside_and_said() -> None:
    taken = intake.from_file(
        uploads.css(utrecht_link_color="#114488") + b".x--dark{--utrecht-link-color:#fff}"
    )

    assert taken.theme is not None
    assert taken.theme.values["link"] == Colour("#114488")
    assert [(each.reason, each.token) for each in taken.findings] == [(Reason.DARK_IGNORED, ".x--dark")]


def test_an_archive_that_is_refused_holds_no_themes() -> None:
    ((_, read),) = reading.read_each(b"PK\x03\x04broken")

    assert (read.tokens, [each.severity for each in read.findings]) == ({}, [Severity.REFUSED])


def test_shadows_are_passed_over_without_a_word() -> None:
    tree = {
        "basis": {"shadow": {"$type": "boxShadow", "$value": {"x": 1, "color": "#000"}}},
        "utrecht": {
            "drawer": {"shadow": {"$type": "boxShadow", "$value": "{basis.shadow}"}},
            "link": {"color": {"$type": "color", "$value": "#114488"}},
        },
    }

    assert intake.from_file(uploads.tokens(tree)).findings == ()


def test_files_of_tokens_studio_count_in_the_order_that_it_says() -> None:
    def link(colour: str) -> bytes:
        return uploads.tokens({"utrecht": {"link": {"color": {"$type": "color", "$value": colour}}}})

    files = {"a/late.json": link("#114488"), "b/early.json": link("#881144")}
    order = {"$metadata.json": uploads.tokens({"tokenSetOrder": ["b/early", "a/late"]})}

    by_name = intake.from_file(uploads.zipped({f"tokens/{name}": each for name, each in files.items()})).theme
    as_said = intake.from_file(
        uploads.zipped({f"tokens/{name}": each for name, each in {**files, **order}.items()})
    ).theme

    assert by_name is not None
    assert as_said is not None
    assert (by_name.values["link"], as_said.values["link"]) == (Colour("#881144"), Colour("#114488"))


def test_an_archive_with_several_themes_asks_which() -> None:
    one, other = uploads.folder("grensdal"), uploads.folder("schelpkust")
    both = {f"themes/{name.replace('package', key)}": each
            for key, files in (("grensdal", one), ("schelpkust", other)) for name, each in files.items()}  # fmt: skip
    packed = uploads.zipped({name: each for name, each in both.items() if "package.json" not in name})

    asked = intake.from_file(packed)
    chosen = intake.from_file(packed, choice="themes/grensdal")

    assert (asked.theme, asked.choices) == (None, ("themes/grensdal", "themes/schelpkust"))
    assert [finding.reason for finding in asked.findings] == [Reason.CHOOSE]
    assert chosen.theme is not None
    assert chosen.theme.values["btn-bg"] == Colour("#b8142a")
    assert [finding.reason for finding in intake.from_file(packed, choice="nowhere").findings] == [
        Reason.UNKNOWN_CHOICE
    ]
    assert [key for key, _ in reading.read_each(packed)] == list(asked.choices)


@pytest.mark.parametrize("name", uploads.DIRTY)
@pytest.mark.covers("C-020")
def test_of_a_dirty_house_style_a_theme_comes_that_can_be_read(name: str) -> None:
    taken = intake.from_file(uploads.house(name), name)

    assert taken.theme is not None
    assert contrast.check(taken.theme.values) == ()
    assert len(taken.theme.stylesheet.content) <= emit.MOST_BYTES


def test_what_is_wrong_is_told_with_file_token_and_reason() -> None:
    taken = intake.from_file(uploads.house("kringhuizen.json"), "kringhuizen.json")

    told = {(each.token, each.reason) for each in taken.findings if each.severity is Severity.SKIPPED}

    assert {each.file for each in taken.findings} == {"kringhuizen.json"}
    assert told == {
        ("kring.a", Reason.DANGLING),
        ("kring.b", Reason.DANGLING),
        ("kring.c", Reason.CYCLE),
        ("kring.self", Reason.CYCLE),
        ("kring.lost", Reason.DANGLING),
        ("kring.number", Reason.NUMBER),
        ("kring.endless", Reason.NUMBER),
        ("kring.huge", Reason.NUMBER),
        ("utrecht.link.color", Reason.DANGLING),
    }
    assert ("background-color", Reason.TWICE) in {(each.token, each.reason) for each in taken.findings}
