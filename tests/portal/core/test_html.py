"""What may be in the text of an editor."""

import pytest

from portal.core import html


@pytest.mark.attack("W07")
@pytest.mark.parametrize(
    "bad",
    [
        "<script>alert(1)</script>",
        '<p onclick="alert(1)">x</p>',
        '<a href="javascript:alert(1)">x</a>',
        '<p style="color:red">x</p>',
        "<style>p{}</style>",
        '<img src="https://elsewhere.example/pixel.gif">',
        '<iframe src="https://elsewhere.example"></iframe>',
        '<form action="https://elsewhere.example"><input></form>',
    ],
)
def test_what_could_do_harm_is_taken_out(bad: str) -> None:
    kept = html.clean(bad)

    for part in ("script", "alert", "style", "elsewhere", "iframe", "form"):
        assert part not in kept


def test_what_editors_write_stays() -> None:
    text = "<h2>Kop</h2><p><strong>vet</strong></p><ul><li>een</li></ul>"
    text += "<table><tbody><tr><td>1</td></tr></tbody></table>"

    assert html.clean(text) == text


def test_markdown_becomes_html_and_html_in_it_is_shown() -> None:
    assert html.from_markdown("## Kop\n\n- een") == "<h2>Kop</h2>\n<ul>\n<li>een</li>\n</ul>\n"
    assert "&lt;b&gt;" in html.from_markdown("<b>x</b>")


@pytest.mark.covers("P-248")
def test_markdown_in_another_language_than_the_page_says_so_in_each_block() -> None:
    text = html.from_markdown("## Kop\n\nTekst\n\n- een", language="nl")

    assert '<h2 lang="nl">Kop</h2>' in text
    assert '<p lang="nl">Tekst</p>' in text
    assert '<ul lang="nl">\n<li>een</li>' in text
