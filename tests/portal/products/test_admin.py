"""Editors at work in `/beheer/`."""

from typing import Any

import pytest
from django.test import Client

from portal.products.models import Category, Contact, Product
from portal.search import queries as search
from tenants import entry
from tenants.audit.models import AuditRecord
from tenants.types import TenantRef
from tests.portal.products import catalogue

ADD = "/beheer/products/product/add/"


def form(**values: Any) -> dict[str, Any]:
    """Fill in the form of a product with nothing but what it needs."""
    formsets = {
        f"{prefix}-{name}": number
        for prefix, total in (("ranks", 1), ("questions", 0))
        for name, number in (("TOTAL_FORMS", total), ("INITIAL_FORMS", 0))
    }
    return {"name": "Paspoort", "slug": "paspoort", "ranks-0-position": 0, **formsets, **values}


@pytest.mark.parametrize("model", ["category", "product", "question", "location", "contact"])
def test_an_editor_sees_each_list_and_can_search_in_it(editor: Client, model: str) -> None:
    assert editor.get(f"/beheer/products/{model}/?q=x").status_code == 200
    assert editor.get(f"/beheer/products/{model}/add/").status_code == 200


def test_a_visitor_is_sent_to_the_sign_in_page(visitor: Client) -> None:
    assert visitor.get("/beheer/products/product/").status_code == 302


@pytest.mark.covers("P-130")
def test_what_an_editor_publishes_visitors_see_and_find_at_once(
    editor: Client, visitor: Client, inside: TenantRef
) -> None:
    reizen = catalogue.category("Reizen")

    response = editor.post(
        ADD, form(is_published="on", content="Kom langs.", **{"ranks-0-category": reizen.pk})
    )

    assert response.status_code == 302
    assert "Kom langs." in visitor.get("/onderwerpen/reizen/producten/paspoort/").content.decode()
    assert "Paspoort" in visitor.get("/onderwerpen/reizen/").content.decode()
    with entry.enter(inside, urls=True):
        assert [hit.url for hit in search.results("paspoort").hits] == ["/onderwerpen/producten/paspoort/"]


def test_a_product_is_found_by_the_answers_that_an_editor_added_in_its_form(
    editor: Client, inside: TenantRef
) -> None:
    asked = {"questions-TOTAL_FORMS": 1, "questions-0-question": "Mag mijn kapsel anders?"}
    asked |= {"questions-0-answer": "Ja.", "questions-0-position": 0, "questions-0-is_published": "on"}
    place = {"ranks-0-category": catalogue.category().pk}

    assert editor.post(ADD, form(is_published="on") | asked | place).status_code == 302

    with entry.enter(inside, urls=True):
        assert [hit.kind for hit in search.results("kapsel").hits] == ["product"]


@pytest.mark.covers("P-130")
def test_a_product_needs_a_subject(editor: Client) -> None:
    response = editor.post(ADD, form(**{"ranks-0-category": ""}))

    assert response.status_code == 200
    assert not Product.objects.exists()


def test_a_product_in_the_form_can_be_saved_as_it_is(editor: Client) -> None:
    row = catalogue.product(under=catalogue.category(), upl_name="paspoort", keywords=["pas", "reizen"])

    page = editor.get(f"/beheer/products/product/{row.pk}/change/").content.decode()

    assert '<option value="paspoort" selected>' in page
    assert 'value="pas,reizen"' in page
    assert "/onderwerpen/producten/paspoort/" in page


@pytest.mark.covers("P-126")
def test_the_list_of_subjects_refuses_what_the_form_refuses(editor: Client) -> None:
    above = catalogue.category("Wonen", is_published=False)
    below = catalogue.category("Huren", parent=above, is_published=False)
    data = {"form-TOTAL_FORMS": 1, "form-INITIAL_FORMS": 1, "form-0-id": below.pk, "form-0-position": 0}

    response = editor.post(
        "/beheer/products/category/?is_published__exact=0&parent__id__exact=" + str(above.pk),
        {**data, "form-0-is_published": "on", "_save": "1"},
    )

    assert response.status_code == 200
    assert not Category.objects.get(pk=below.pk).is_published


def test_what_an_editor_removes_is_gone_and_found_no_more(editor: Client, inside: TenantRef) -> None:
    row = catalogue.product()

    editor.post(f"/beheer/products/product/{row.pk}/delete/", {"post": "yes"})
    editor.post(
        "/beheer/products/product/",
        {"action": "delete_selected", "_selected_action": [catalogue.product("Rijbewijs").pk], "post": "yes"},
    )

    assert not Product.objects.exists()
    with entry.enter(inside, urls=True):
        assert search.results("paspoort rijbewijs").total == 0


@pytest.mark.covers("P-127")
def test_an_editor_puts_the_products_of_a_subject_in_order(editor: Client, visitor: Client) -> None:
    afval = catalogue.category("Afval")
    rows = [catalogue.product(name, under=afval).ranks.get() for name in ("Afvalpas", "Container")]
    ranks = {f"ranked_products-{n}-id": row.pk for n, row in enumerate(rows)}
    ranks |= {f"ranked_products-{n}-product": row.product_id for n, row in enumerate(rows)}
    ranks |= {"ranked_products-0-position": 2, "ranked_products-1-position": 1}
    formsets = {"ranked_products-TOTAL_FORMS": 2, "ranked_products-INITIAL_FORMS": 2} | {
        "questions-TOTAL_FORMS": 0,
        "questions-INITIAL_FORMS": 0,
    }
    fields = {"name": "Afval", "slug": "afval", "position": 0, "is_published": "on", "for_anonymous": "on"}

    response = editor.post(f"/beheer/products/category/{afval.pk}/change/", fields | formsets | ranks)

    assert response.status_code == 302
    page = visitor.get("/onderwerpen/afval/").content.decode()
    assert page.index("Container") < page.index("Afvalpas")


@pytest.mark.parametrize(
    ("model", "fields", "word"),
    [
        (
            "question",
            {"question": "Mag een kano mee?", "answer": "Ja.", "position": 0, "is_published": "on"},
            "kano",
        ),
        ("location", {"name": "Kanohuis"}, "kanohuis"),
    ],
)
def test_what_an_editor_adds_is_found_at_once(
    editor: Client, inside: TenantRef, model: str, fields: dict[str, Any], word: str
) -> None:
    assert editor.post(f"/beheer/products/{model}/add/", fields).status_code == 302

    with entry.enter(inside, urls=True):
        assert [hit.kind for hit in search.results(word).hits] == [model]
    assert editor.get(f"/beheer/products/{model}/").status_code == 200


def test_an_editor_adds_a_team_for_products_to_name(editor: Client) -> None:
    fields = {"name": "Team Burgerzaken", "phone": "088 000 10 11"}

    assert editor.post("/beheer/products/contact/add/", fields).status_code == 302

    assert Contact.objects.get().phone_link == "0880001011"


@pytest.mark.covers("P-006")
def test_the_log_names_the_editor_who_published(editor: Client) -> None:
    editor.post(ADD, form(is_published="on", **{"ranks-0-category": catalogue.category().pk}))

    record = AuditRecord.objects.get(action="products.published", target="product paspoort")
    assert record.actor_kind == "staff"
    assert record.actor


def test_the_preview_leads_to_the_page_of_what_is_published(editor: Client) -> None:
    catalogue.product("Paspoort")
    catalogue.product("Concept", is_published=False)

    page = editor.get("/beheer/products/product/").content.decode()

    assert page.count("Bekijk op de site") == 1
    assert 'href="/onderwerpen/producten/paspoort/"' in page
