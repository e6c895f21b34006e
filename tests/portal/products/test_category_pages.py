"""The list of subjects, and the page of one."""

import pytest
from django.test import Client

from portal.products.models import CategoryProduct
from tests.portal.products import catalogue


@pytest.mark.covers("P-106")
def test_the_list_shows_the_published_subjects_at_the_top_in_the_editors_order(visitor: Client) -> None:
    catalogue.category("Zorg", position=1)
    catalogue.category("Afval", position=2)
    catalogue.category("Concept", is_published=False)

    page = visitor.get("/onderwerpen/").content.decode()

    assert page.index("/onderwerpen/zorg/") < page.index("/onderwerpen/afval/")
    assert "Concept" not in page


@pytest.mark.covers("P-106")
def test_the_list_leaves_out_what_is_not_for_anonymous_visitors(visitor: Client) -> None:
    catalogue.category("Zorg", for_anonymous=False)

    assert "Zorg" not in visitor.get("/onderwerpen/").content.decode()


def test_an_empty_catalogue_says_so(visitor: Client) -> None:
    assert "Hier staat nog niets" in visitor.get("/onderwerpen/").content.decode()


@pytest.mark.covers("P-107")
def test_a_subject_shows_its_products_in_the_order_set_by_the_editor(visitor: Client) -> None:
    afval = catalogue.category("Afval")
    for place, name in enumerate(["Milieustraat", "Container", "Afvalpas"]):
        catalogue.product(name, under=afval, position=place)

    page = visitor.get("/onderwerpen/afval/").content.decode()

    assert page.index("Milieustraat") < page.index("Container") < page.index("Afvalpas")
    CategoryProduct.objects.filter(product__slug="afvalpas").update(position=0)
    CategoryProduct.objects.filter(product__slug="milieustraat").update(position=9)
    page = visitor.get("/onderwerpen/afval/").content.decode()
    assert page.index("Afvalpas") < page.index("Container") < page.index("Milieustraat")


@pytest.mark.attack("O17")
def test_a_subject_does_not_mention_what_is_not_published(visitor: Client) -> None:
    catalogue.product("Conceptproduct", under=catalogue.category("Afval"), is_published=False)

    page = visitor.get("/onderwerpen/afval/").content.decode()

    assert "Conceptproduct" not in page
    assert "Bij dit onderwerp staan nog geen producten." in page


def test_products_without_an_order_stand_by_the_alphabet(visitor: Client) -> None:
    wonen = catalogue.category("Wonen")
    for name in ("Fiets", "Énergie", "Elektra"):
        catalogue.product(name, under=wonen)

    page = visitor.get("/onderwerpen/wonen/").content.decode()

    assert page.index("Elektra") < page.index("Énergie") < page.index("Fiets")


@pytest.mark.covers("P-107")
def test_a_subject_shows_smaller_subjects_with_their_products_and_its_questions(visitor: Client) -> None:
    wonen = catalogue.category("Wonen")
    huren = catalogue.category("Huren", parent=wonen)
    catalogue.product("Huurtoeslag", under=huren)
    catalogue.question("Mag ik verbouwen?", "Vraag het **eerst**.", category=wonen)
    catalogue.question("Concept?", category=wonen, is_published=False)

    page = visitor.get("/onderwerpen/wonen/").content.decode()

    assert '<a href="/onderwerpen/wonen/huren/">Huren</a>' in page
    assert '"/onderwerpen/wonen/huren/producten/huurtoeslag/"' in page
    assert "Mag ik verbouwen?" in page
    assert "<strong>eerst</strong>" in page
    assert "Concept?" not in page


@pytest.mark.covers("P-008")
def test_the_crumbs_of_a_nested_subject_lead_to_every_subject_above_it(visitor: Client) -> None:
    huren = catalogue.category("Huren", parent=catalogue.category("Wonen"))
    catalogue.category("Sociaal", parent=huren)

    crumbs = visitor.get("/onderwerpen/wonen/huren/sociaal/").context["crumbs"]

    assert crumbs == [
        ("Startpagina", "/"),
        ("Onderwerpen", "/onderwerpen/"),
        ("Wonen", "/onderwerpen/wonen/"),
        ("Huren", "/onderwerpen/wonen/huren/"),
        ("Sociaal", "/onderwerpen/wonen/huren/sociaal/"),
    ]


@pytest.mark.parametrize("path", ["niets", "huren", "wonen/niets", "wonen/huren/huren"])
def test_an_unknown_subject_is_not_found(visitor: Client, path: str) -> None:
    catalogue.category("Huren", parent=catalogue.category("Wonen"))

    assert visitor.get(f"/onderwerpen/{path}/").status_code == 404


@pytest.mark.covers("P-108")
def test_a_subject_for_others_is_refused(visitor: Client) -> None:
    zorg = catalogue.category("Zorg", for_anonymous=False)
    catalogue.product("Huishoudelijke hulp", under=zorg)

    assert visitor.get("/onderwerpen/zorg/").status_code == 403
    assert visitor.get("/onderwerpen/zorg/producten/huishoudelijke-hulp/").status_code == 403


@pytest.mark.covers("P-109")
def test_a_subject_can_send_visitors_on(visitor: Client) -> None:
    catalogue.category("Kaarten", redirect_url="https://kaarten.example/")

    response = visitor.get("/onderwerpen/kaarten/")

    assert (response.status_code, response["Location"]) == (302, "https://kaarten.example/")


@pytest.mark.covers("P-109")
def test_a_subject_for_others_sends_nobody_on(visitor: Client) -> None:
    catalogue.category("Kaarten", redirect_url="https://kaarten.example/", for_anonymous=False)

    assert visitor.get("/onderwerpen/kaarten/").status_code == 403


@pytest.mark.covers("P-007")
def test_the_title_of_the_page_names_subject_and_municipality(visitor: Client) -> None:
    catalogue.category("Afval")

    assert "<title>Afval - Gemeente Zonnedam</title>" in visitor.get("/onderwerpen/afval/").content.decode()


def test_an_english_page_says_which_texts_are_dutch(visitor: Client) -> None:
    catalogue.category("Afval", name_en="Waste", summary="Alles over afval.")

    page = visitor.get("/en/onderwerpen/afval/").content.decode()

    assert "<h1>Waste</h1>" in page
    assert '<p class="utrecht-paragraph--lead" lang="nl">Alles over afval.</p>' in page
