"""The little language of letters: what it makes of words and values, and what it refuses."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as some

from portal.core.mail.wording import addresses, judging, reading, writing
from portal.core.mail.wording.tree import Kind
from portal.core.mail.wording.values import Values

STYLES = dict.fromkeys(("p", "h1", "h2", "list", "a", "button"), "color:#000000")
OWN = "https://zonnedam.example"
RULES = judging.Rules(names=("name", "link"), links=("link",), needed=("link",))
MARKUP = some.text(alphabet="ab{}%#[]()*-1./:<>\"' \n_", max_size=400)
TAG = re.compile(r"<[^>]*>")


def values(**words: str) -> Values:
    return Values(words, frozenset({"link"}), OWN)


def html(text: str, **words: str) -> str:
    return writing.html(reading.read(text), values(**words), STYLES)


def plain(text: str, **words: str) -> str:
    return writing.text(reading.read(text), values(**words))


@pytest.mark.covers("P-199")
def test_a_text_becomes_headings_paragraphs_lists_and_a_button() -> None:
    blocks = reading.read("# Kop\nEen\ntwee\n\nDrie\n- a\n- b\n1. c\n[[Ga]](/x/)")

    assert [(block.kind, len(block.lines)) for block in blocks] == [
        (Kind.HEADING, 1),
        (Kind.PARAGRAPH, 2),
        (Kind.PARAGRAPH, 1),
        (Kind.BULLETS, 2),
        (Kind.NUMBERS, 1),
        (Kind.BUTTON, 1),
    ]


@pytest.mark.covers("P-199")
def test_text_and_html_are_made_of_the_same_words() -> None:
    text = "Hallo **{{ name }}**,\n\n[[Kies]]({{ link }})\n\nLees [meer](/meer/)."
    words = {"name": "Fatima", "link": f"{OWN}/a/"}

    assert plain(text, **words) == f"Hallo Fatima,\n\nKies:\n{OWN}/a/\n\nLees meer ({OWN}/meer/)."
    assert f'<a href="{OWN}/a/" style="color:#000000">Kies</a>' in html(text, **words)
    assert "<strong>Fatima</strong>" in html(text, **words)


@pytest.mark.attack("W08")
@pytest.mark.parametrize(
    "value",
    ["<script>x</script>", "{{ link }}", "**vet**", "[x](https://evil.example)", "a\n\n# Kop", "[[x]](/y/)"],
)
def test_a_value_is_words_whatever_stands_in_it(value: str) -> None:
    written = html("Hallo {{ name }}", name=value, link=f"{OWN}/secret/")

    assert TAG.findall(written) == ['<p style="color:#000000">', "</p>"]
    assert "secret" not in written


@pytest.mark.attack("W08")
@pytest.mark.parametrize(
    "text",
    [
        "{% load static %}",
        "{% include 'a' %}",
        "{{ settings.SECRET_KEY }}",
        "{{ user._meta }}",
        "{{ name|upper }}",
        "{{ name.first }}",
        "{{ 'a' }}",
        "{{",
        "{# x #}",
        "{% for x in y %}{% endfor %}",
        "{{ settings }}",
        "{{ __class__ }}",
        "x" * (reading.LONGEST + 1),
        "{{ name }}" * 200,
    ],
)
def test_code_is_refused_when_it_is_saved_and_is_no_code_when_it_is_there(text: str) -> None:
    assert judging.body(f"{text}\n{{{{ link }}}}", RULES)
    written = html(text, name="Fatima")
    assert "SECRET_KEY" not in written or "{{ settings.SECRET_KEY }}" in written


@pytest.mark.attack("W08")
def test_what_is_no_code_is_accepted() -> None:
    """The negative control."""
    assert judging.body("Hallo {{ name }}, 50% {korting}.\n[[Ga]]({{ link }})", RULES) == []
    assert judging.subject("Aan {{ name }}", RULES) == []


@pytest.mark.covers("P-199")
def test_a_place_that_does_not_exist_is_named_and_the_closest_is_suggested() -> None:
    assert judging.body("{{ nmae }} {{ link }}", RULES) == [
        "De invulplek {{ nmae }} bestaat niet. Bedoelt u {{ name }}?"
    ]


@pytest.mark.covers("P-265")
def test_a_text_without_what_has_to_be_in_it_is_refused() -> None:
    assert "{{ link }}" in judging.body("Hallo", RULES)[0]


@pytest.mark.attack("W08")
@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "//evil.example/x",
        "http://evil.example",
        "/\\evil.example",
        'https://a"onclick=',
        "mailto:a@b.example?bcc=c@d.example",
        "tel:112;ext=1",
        "https://",
        "vbscript:x",
        "ftp://a.example",
        f"{OWN}.evil.example".replace("https", "http"),
    ],
)
def test_a_link_that_may_not_be_leads_nowhere(url: str) -> None:
    assert addresses.full(url, OWN) == ""
    assert "href" not in html("[[Ga]]({{ link }})", link=url)


@pytest.mark.parametrize(
    ("url", "full"),
    [
        ("/contact/", f"{OWN}/contact/"),
        ("https://www.example.org/a?b=c", "https://www.example.org/a?b=c"),
        ("mailto:info@zonnedam.example", "mailto:info@zonnedam.example"),
        ("tel:+31880001001", "tel:+31880001001"),
    ],
)
@pytest.mark.covers("P-203")
def test_links_are_full_addresses(url: str, full: str) -> None:
    assert addresses.full(url, OWN) == full


@pytest.mark.attack("W08")
def test_a_subject_is_one_line() -> None:
    assert judging.subject("Hallo\r\nBcc: a@b.example", RULES)
    line = values(name="a\r\nBcc: x@y.example").text(reading.read_line("Aan {{ name }}"))
    assert line == "Aan a Bcc: x@y.example"


@pytest.mark.attack("W08")
@given(MARKUP, MARKUP, MARKUP)
def test_no_text_and_no_value_makes_it_fail_or_brings_in_markup(text: str, name: str, link: str) -> None:
    judging.body(text, RULES)
    judging.subject(text, RULES)
    written = html(text, name=name, link=link)
    without = html(text, name="", link="")

    own = {"p", "h1", "h2", "ul", "ol", "li", "strong", "a", "br"}
    found = {tag.strip("</>").split()[0] for tag in TAG.findall(written)}
    assert found <= own
    assert "<script" not in written
    assert {tag for tag in TAG.findall(written) if not tag.startswith(("<a", "</a"))} <= set(
        TAG.findall(without)
    ) | {"<strong>", "</strong>"}
    assert len(plain(text, name=name, link=link)) <= len(text) + 100 * (2 * addresses.LONGEST + 10)


@pytest.mark.attack("W08")
@pytest.mark.parametrize(
    "piece", ["[", "[a](", "**", "{{ name }}", "{{", "# ", "- ", "[[a]](", "\n", "[a]({{ link }})"]
)
def test_a_long_text_gives_a_letter_of_bounded_length(piece: str) -> None:
    text = piece * (200_000 // len(piece))

    assert len(html(text, name="x" * 10_000, link="https://" + "y" * 10_000)) < 3_000_000


def test_somebodys_own_text_keeps_its_lines_and_is_no_markup() -> None:
    told = "Eerste regel\r\n\n\n\n# Kop <b>vet</b>\u202e {{ link }}\n" + "x" * 9_000
    given = Values({"text": told}, frozenset(), OWN, frozenset({"text"}))
    blocks = reading.read("De vraag: {{ text }}")

    written, page = writing.text(blocks, given), writing.html(blocks, given, STYLES)

    assert written.startswith("De vraag: Eerste regel\n\n# Kop <b>vet</b> {{ link }}\nxxx")
    assert "Eerste regel<br><br># Kop &lt;b&gt;vet&lt;/b&gt; {{ link }}<br>xxx" in page
    assert len(written) < 5_100
