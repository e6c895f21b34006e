"""What an editor is told of a text: faults hold publication back, style is advice (P-268)."""

import csv
import pathlib

import pytest
import yaml

from portal.core import writing as room
from portal.core.writing import judging, words
from portal.core.writing.types import STYLE, Finding, Rule, faults
from portal.core.writing.wording import SENTENCES, sentence
from portal.products import library, markdown

GOOD = """<h2>Wat hebt u nodig?</h2><p>Neem uw <a href="/paspoort/">oude paspoort</a> mee.</p><h3>De foto</h3>
<p>Kijk op <a href="https://www.rijksoverheid.nl/">rijksoverheid.nl</a>.</p><img src="/a.png" alt="Een goede pasfoto">
<table><tr><th scope="col">Wat</th><th scope="col">Prijs</th></tr><tr><td>Paspoort</td><td>86</td></tr></table>"""
TWENTY_ONE = " ".join(["woord"] * 21)
SEEDED = [
    (Rule.HEADING_EMPTY, "<h2> </h2>"),
    (Rule.HEADING_SKIPS, "<h2>Een</h2><h4>Twee</h4>"),
    (Rule.HEADING_SKIPS, "<h3>Meteen diep</h3>"),
    (Rule.HEADING_OF_PAGE, "<h1>Nog een titel</h1>"),
    (Rule.HEADING_TOO_DEEP, "<h2>a</h2><h3>b</h3><h4>c</h4><h5>d</h5>"),
    (Rule.HEADING_BOLD, "<p><strong>Wat kost het</strong></p>"),
    (Rule.LINK_EMPTY, '<p><a href="/paspoort/"></a></p>'),
    (Rule.LINK_VAGUE, '<p><a href="/paspoort/">Klik hier.</a></p>'),
    (Rule.LINK_ADDRESS, '<p><a href="https://www.zonnedam.nl/p">https://www.zonnedam.nl/p</a></p>'),
    (Rule.IMAGE_WITHOUT_TEXT, '<p><img src="/a.png"></p>'),
    (Rule.IMAGE_WITHOUT_TEXT, '<p><img src="/a.png" alt=" "></p>'),
    (Rule.IMAGE_FILE_NAME, '<p><img src="/a.png" alt="IMG_2041.jpg"></p>'),
    (Rule.TABLE_WITHOUT_HEAD, "<table><tr><td>Paspoort</td><td>86</td></tr></table>"),
    (Rule.TABLE_WITHOUT_HEAD, "<table><tr><th></th><th> </th></tr><tr><td>a</td><td>b</td></tr></table>"),
    (Rule.DIFFICULT_WORD, "<p>Indien u verhuist, belt u ons.</p>"),
    (Rule.LONG_SENTENCE, f"<p>Kort. {TWENTY_ONE}. Kort.</p>"),
    (Rule.LONG_PARAGRAPH, f"<p>{'Kom langs. ' * 50}</p>"),
    (Rule.CAPITALS, "<p>NEEM ALTIJD UW PASPOORT mee.</p>"),
]


def rules(html: str, **options: object) -> set[Rule]:
    return {found.rule for found in judging.judge(html, **options)}  # type: ignore[arg-type]


@pytest.mark.covers("P-268")
@pytest.mark.parametrize(("rule", "html"), SEEDED)
def test_a_seeded_fault_is_found_and_told_in_words(rule: Rule, html: str) -> None:
    found = judging.judge(html)

    assert [each.rule for each in found] == [rule]
    assert sentence(found[0]).endswith(".")
    assert "{" not in sentence(found[0])


@pytest.mark.covers("P-268")
def test_all_that_was_seeded_is_found_in_one_text() -> None:
    assert rules(GOOD + "".join(html for _, html in SEEDED)) == set(Rule) == set(SENTENCES)


def test_in_a_good_text_nothing_is_found() -> None:
    assert judging.judge(GOOD) == []
    assert judging.judge("") == []


def test_faults_come_first_and_style_holds_nothing_back() -> None:
    found = judging.judge("<p>Indien u belt.</p><h2></h2>")

    assert [each.is_fault for each in found] == [True, False]
    assert faults(found) == [Finding(Rule.HEADING_EMPTY)]
    assert len(STYLE) == 4


def test_a_difficult_word_comes_with_a_simpler_one_also_in_several_words_and_only_in_dutch() -> None:
    html = "<p>Wij doen dit ten behoeve van u. Reeds en REEDS.</p>"

    found = {each.excerpt: each.better for each in judging.judge(html)}

    assert found == {"ten behoeve van": "voor", "reeds": "al"}
    assert judging.judge(html, language="en") == []
    assert judging.judge("<p>Reedseiland en on-reeds.</p>") == []


def test_the_list_of_words_says_each_once_and_never_the_same_as_simpler() -> None:
    with words.SOURCE.open(encoding="utf-8", newline="") as file:
        rows = [(forms.split("|"), better) for forms, better in csv.reader(file, delimiter=";")]
    known = [form for forms, _ in rows for form in forms]

    assert len(known) == len(set(known)) > 150
    assert [better for _, better in rows if better in known] == []
    assert all(form == form.lower() for form in known)


@pytest.mark.parametrize("above", [1, 2])
def test_a_text_below_a_heading_may_begin_one_level_below_it(above: int) -> None:
    assert (Rule.HEADING_SKIPS in rules("<h3>Kop</h3>", above=above)) is (above == 1)


@pytest.mark.parametrize(
    "html",
    [
        "<p>" * 3000,
        "<a" * 5000,
        "\x00<h2>\x00</h2>",
        "<!-- x --><?x?><![CDATA[y]]>",
        "<svg><title>a</title></svg>",
        "&#0;&bad;",
    ],
)
def test_markup_of_any_kind_is_judged_without_trouble(html: str) -> None:
    assert isinstance(judging.judge(html), list)


def test_texts_that_come_with_the_product_have_no_faults() -> None:
    folder = pathlib.Path(library.__file__).parent / "library"
    found = {}
    for path in sorted(folder.rglob("*.md")):
        _, head, body = path.read_text("utf-8").split("---\n", 2)
        texts = [body, *(each["answer"] for each in yaml.safe_load(head).get("questions", []))]
        for text in texts:
            found[path.stem] = faults(judging.judge(markdown.as_written(text)))

    assert len(found) > 50
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


def test_judging_knows_nothing_of_tenants_or_rows() -> None:
    folder = pathlib.Path(room.__file__).parent

    assert not [path for path in folder.glob("*.py") if "tenants" in path.read_text("utf-8")]
