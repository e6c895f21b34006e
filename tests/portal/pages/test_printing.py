"""A page of the tree as a PDF (P-253)."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from portal.accounts.models import User
from portal.core.printing import operations
from tests.portal.pages import versions


@pytest.mark.covers("P-253")
@pytest.mark.parametrize(
    ("prefix", "language", "words"), [("", "nl", "Een stad aan zee."), ("/en", "en", "A city by the sea.")]
)
def test_a_page_is_printed_in_the_language_of_its_address(
    visitor: Client,
    page: Callable[[str], Any],
    monkeypatch: pytest.MonkeyPatch,
    prefix: str,
    language: str,
    words: str,
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(operations, "draw", lambda html, files, base: asked.append(html) or b"%PDF-")
    path = f"{prefix}/pdf/{page('about').pk}/"

    assert visitor.get(path).content == b"%PDF-"

    assert words in asked[0]
    assert f'<html lang="{language}">' in asked[0]
    shown = visitor.get("/over-ons/" if language == "nl" else "/en/about-us/").content.decode()
    assert f'href="{path}"' in shown


def test_what_visitors_cannot_read_has_no_pdf(
    visitor: Client, page: Callable[[str], Any], editor: User
) -> None:
    about = page("about")
    versions.unpublish(about, editor)

    for key in (about.pk, page("home").pk, page("products").pk, 999_999):
        assert visitor.get(f"/pdf/{key}/").status_code == 404
