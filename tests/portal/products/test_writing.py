"""An editor of the catalogue sees what is wrong with a text, and cannot publish what shuts people out (P-268)."""

import pytest
from django.test import Client

from portal.products.models import Product
from tests.portal.products import catalogue
from tests.portal.products.test_admin import ADD, form

CHECK = "/beheer/products/product/controle/"
BAD = "## Wat\n\n[klik hier](/x/)\n\n##### Te diep\n\n![](/a.png)"


@pytest.mark.covers("P-268")
def test_faults_hold_publication_back_and_stand_beside_their_field(editor: Client) -> None:
    place = {"ranks-0-category": catalogue.category().pk}

    page = editor.post(ADD, form(is_published="on", content=BAD, costs="Reeds", **place)).content.decode()

    assert not Product.objects.exists()
    assert "Niet gepubliceerd. Verbeter dit eerst" in page
    for words in ("De link “klik hier”", "De kop “Te diep”", "Een afbeelding heeft geen tekst."):
        assert words in page
    assert "moeilijk woord" not in page


@pytest.mark.covers("P-268")
def test_what_is_not_published_may_be_kept_as_it_is_and_the_form_says_what_is_wrong(editor: Client) -> None:
    place = {"ranks-0-category": catalogue.category().pk}

    assert editor.post(ADD, form(content=BAD, costs="Reeds.", **place)).status_code == 302
    page = editor.get(f"/beheer/products/product/{Product.objects.get().pk}/change/").content.decode()

    assert f'data-writing="{CHECK}"' in page
    assert "core/writing" in page
    assert "De link “klik hier”" in page
    assert "“reeds” is een moeilijk woord. Gebruik liever: al." in page


@pytest.mark.covers("P-268")
def test_the_list_holds_back_what_the_form_holds_back(editor: Client) -> None:
    row = catalogue.product(is_published=False, content=BAD)
    data = {"form-TOTAL_FORMS": 1, "form-INITIAL_FORMS": 1, "form-0-id": row.pk, "form-0-is_published": "on"}

    page = editor.post("/beheer/products/product/", {**data, "_save": "1"})

    assert page.status_code == 200
    assert "De link “klik hier”" in page.content.decode()
    assert not Product.objects.get().is_published


def test_what_was_published_before_it_was_judged_stays_and_is_in_nobodys_way(editor: Client) -> None:
    row = catalogue.product(content=BAD, under=catalogue.category())
    data = {"form-TOTAL_FORMS": 1, "form-INITIAL_FORMS": 1, "form-0-id": row.pk, "form-0-is_published": "on"}

    answer = editor.post("/beheer/products/product/", {**data, "form-0-popular_position": 3, "_save": "1"})

    assert answer.status_code == 302
    assert Product.objects.get().popular_position == 3


@pytest.mark.covers("P-268")
def test_while_somebody_writes_texts_are_judged_and_not_kept(editor: Client) -> None:
    answer = editor.post(
        CHECK, {"name": "Paspoort", "content": BAD, "content_en": "[click here](/x/)", "costs": "<b>"}
    )

    page = answer.content.decode()
    assert "De link “klik hier”" in page
    assert "De link “click here”" in page
    assert "<b>" not in page.replace("<strong>", "")
    assert not Product.objects.exists()
    assert "in orde" in editor.post(CHECK, {"content": "## Kop\n\nKom langs."}).content.decode()
    assert editor.get(CHECK).status_code == 405


def test_who_is_no_editor_has_nothing_judged(visitor: Client) -> None:
    assert visitor.post(CHECK, {"content": BAD}).status_code == 302
