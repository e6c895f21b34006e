"""A product as a PDF (P-253): the same words as its page, and a kind page when it cannot be drawn now."""

from collections.abc import Mapping
from typing import Any

import pytest
from django.test import Client

from portal.core.printing import operations
from tests.portal.products import catalogue

PDF = "/onderwerpen/producten/paspoort/pdf/"


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, Mapping[str, Any]]]:
    """Take what would be drawn."""
    asked: list[tuple[str, Mapping[str, Any]]] = []

    def draw(html: str, files: Mapping[str, Any], *, base: str) -> bytes:
        assert "zonnedam" in base
        asked.append((html, files))
        return b"%PDF-"

    monkeypatch.setattr(operations, "draw", draw)
    return asked


@pytest.mark.covers("P-253")
def test_a_product_is_printed_with_its_title_language_and_look(visitor: Client, drawn: list[Any]) -> None:
    catalogue.product(
        content="## Wat\n\nKom <script>alert(1)</script> langs.", costs="86 euro", under=catalogue.category()
    )

    answer = visitor.get(PDF)

    html, files = drawn[0]
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert answer["Content-Disposition"] == 'inline; filename="paspoort.pdf"'
    assert '<html lang="nl">' in html
    assert "<title>Paspoort - Gemeente Zonnedam</title>" in html
    assert "86 euro" in html
    assert "<script" not in html
    assert "/onderwerpen/producten/paspoort/." in html
    assert {name.rpartition(".")[2] for name in files} == {"css", "svg", "woff2"}
    assert all(name in html or "font-" in name for name in files)


def test_the_page_of_a_product_leads_to_its_pdf(visitor: Client) -> None:
    catalogue.product(under=catalogue.category())

    assert (
        f'<a href="{PDF}" rel="nofollow"' in visitor.get("/onderwerpen/producten/paspoort/").content.decode()
    )


@pytest.mark.covers("P-253")
def test_who_cannot_have_it_now_is_told_so(visitor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    catalogue.product(under=catalogue.category())

    with operations._places:
        answer = visitor.get(PDF)

    assert (answer.status_code, answer["Retry-After"]) == (503, "10")
    assert "We konden geen PDF maken van “Paspoort”." in answer.content.decode()


def test_what_is_not_published_has_no_pdf(visitor: Client, drawn: list[Any]) -> None:
    catalogue.product(is_published=False)

    assert visitor.get(PDF).status_code == 404
    assert drawn == []


@pytest.mark.long
@pytest.mark.covers("P-253")
def test_a_product_becomes_a_pdf(visitor: Client) -> None:
    catalogue.product(content="## Wat\n\nKom langs.", under=catalogue.category())

    assert visitor.get(PDF).content.startswith(b"%PDF-1.7")
