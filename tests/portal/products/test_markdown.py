"""Markdown of editors: what becomes of it, and what never does."""

import nh3
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from portal.products import markdown
from tests.portal.products.html import suspicions

NASTY = [
    "<script>alert(1)</script>", '<a href="javascript:alert(1)">x</a>',
    '<img src=x onerror="alert(1)">', "[x](javascript:alert(1))", "<svg/onload=a()>",
    "[x](JaVaScRiPt:alert(1))", "[x](data:text/html,<script>)", "<a href='vbscript:x'>x</a>", "</div>", "<!--", "-->",
    '<p style="position:fixed">x</p>', "<iframe src=//evil></iframe>", "<form action=//evil>", "<base href=//evil>",
    '<meta http-equiv="refresh">', "![x](https://evil.example/x.png)", '[x](/a "title\\" onclick=\\"x")',
    "<https://evil.example/\"onmouseover=\"x>", "[a]: javascript:x", "[a]",
    "| a |\n|:-:|\n| b |", "```html\n", "&lt;b&gt;",
]  # fmt: skip
WORDS = st.one_of(st.sampled_from([*NASTY, "## kop", "- punt", "\n\n", "**", "`", ">"]), st.text(max_size=8))


def html(source: str) -> str:
    return "".join(markdown.render(source).parts)


@pytest.mark.covers("P-114")
def test_a_heading_gets_an_anchor_and_the_class_of_the_design_system() -> None:
    assert html("## Wat kost het?") == (
        '<h2 class="utrecht-heading-2" id="kop-wat-kost-het">Wat kost het?</h2>\n'
    )


def test_equal_headings_get_anchors_of_their_own() -> None:
    headings = markdown.render("## Kosten\n\n## Kosten\n\n## Kosten\n\n## !").headings

    assert [heading.anchor for heading in headings] == ["kop-kosten", "kop-kosten-2", "kop-kosten-3", "kop-4"]


def test_a_first_level_heading_becomes_a_second_level_one_as_the_page_has_its_own() -> None:
    assert "<h1" not in html("# Titel")
    assert "<h2" in html("# Titel")


@pytest.mark.covers("P-113")
def test_a_link_to_another_site_is_marked_and_one_on_this_site_is_not() -> None:
    assert f'class="utrecht-link utrecht-link--external">DigiD{markdown.EXTERNAL}</a>' in html(
        "[DigiD](https://digid.nl)"
    )
    assert '<a href="/contact/" class="utrecht-link">hier</a>' in html("[hier](/contact/)")


@pytest.mark.usefixtures("inside")
def test_the_full_address_of_the_own_site_is_no_other_site() -> None:
    assert markdown.EXTERNAL not in html("[hier](https://zonnedam.localhost/contact/)")
    assert markdown.EXTERNAL in html("[daar](https://waterrijk.localhost/contact/)")


def test_a_link_that_cannot_be_read_counts_as_one_to_another_site() -> None:
    assert markdown.EXTERNAL in html("[x](https://[kapot)")


def test_cells_of_a_table_know_their_column_for_narrow_screens() -> None:
    table = html("| Soort | Tarief |\n|---|--:|\n| Eerste hond | € 70 |")

    assert '<th scope="col">Soort</th>' in table
    assert '<td class="ip-number" data-label="Tarief">€&nbsp;70</td>' in table
    assert "style" not in table


def test_of_an_image_the_words_remain() -> None:
    assert html("![Kaart van de stad](/kaart.png)") == '<p class="utrecht-paragraph">Kaart van de stad</p>\n'


@pytest.mark.covers("P-111")
def test_the_text_is_cut_where_the_button_stands() -> None:
    parts = markdown.render("Eerst dit.\n\n[CTABUTTON]\n\n## Daarna dat").parts

    assert [part.strip() for part in parts] == [
        '<p class="utrecht-paragraph">Eerst dit.</p>',
        '<h2 class="utrecht-heading-2" id="kop-daarna-dat">Daarna dat</h2>',
    ]


@pytest.mark.attack("W07")
@pytest.mark.parametrize("source", NASTY)
def test_nothing_nasty_passes(source: str) -> None:
    assert suspicions(html(source)) == []
    assert suspicions(markdown.clean(source)) == []


@pytest.mark.attack("W07")
@settings(max_examples=200)
@given(st.lists(WORDS, max_size=12))
def test_nothing_nasty_passes_in_any_combination(words: list[str]) -> None:
    assert suspicions(html(" ".join(words))) == []


@pytest.mark.attack("W07")
@settings(max_examples=100)
@given(st.lists(WORDS, max_size=12))
def test_nothing_nasty_is_shown_from_a_row_that_was_not_written_by_us(words: list[str]) -> None:
    assert suspicions(markdown.clean("".join(words))) == []


def test_the_check_itself_finds_what_an_open_renderer_lets_through() -> None:
    open_renderer = MarkdownIt("commonmark", {"html": True})

    assert suspicions(open_renderer.render("<script>alert(1)</script>"))
    assert suspicions(open_renderer.render('<b onclick="x()">x</b>'))
    assert suspicions(nh3.clean('<a href="/" style="x">x</a>', attributes={"a": {"href", "style"}}))


def test_an_anchor_that_is_not_ours_is_dropped() -> None:
    assert markdown.clean('<h2 id="inhoud">x</h2>') == "<h2>x</h2>"


@pytest.mark.attack("W07")
def test_the_mark_of_other_sites_cannot_break_out_of_an_attribute() -> None:
    assert markdown.EXTERNAL not in markdown.clean(f'<a href="/{markdown.EXTERNAL} onclick=x">x</a>')


def test_search_gets_the_words_alone() -> None:
    rendered = markdown.render(
        "## Kop\n\n[Link](https://x.example) & *meer*\n\n[CTABUTTON]\n\n| a | b |\n|---|---|\n| c | d |"
    )

    assert markdown.plain(rendered) == "Kop Link & meer a b c d"
