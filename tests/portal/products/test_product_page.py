"""The page of a product."""

import pytest
from django.test import Client

from portal.products.models import Contact, Product
from tests.portal.products import catalogue

SECTIONS = (
    "Voor wie is het?",
    "Wat kost het?",
    "Veelgestelde vragen",
    "Waar kunt u terecht?",
    "Lees ook",
    "In Zonnedam",
)


def read(visitor: Client, address: str = "/onderwerpen/producten/paspoort/") -> str:
    response = visitor.get(address)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.covers("P-110")
def test_it_shows_everything_that_an_editor_wrote(visitor: Client) -> None:
    contact = Contact.objects.create(name="Team Burgerzaken", phone="088 000 10 11", sort_name="t")
    paspoort = catalogue.product(
        summary="Reizen door de wereld.",
        content="## Zo werkt het\n\nKom langs.",
        costs="€ 85",
        local="Balie 1 tot en met 4.",
        eligibility="Voor Nederlanders.",
        contact=contact,
    )
    catalogue.question("Hoe snel?", "Vijf **dagen**.", product=paspoort)
    paspoort.locations.add(catalogue.location("Stadhuis", street="Plein 1", phone="088 000 10 01"))
    paspoort.related.add(catalogue.product("Identiteitskaart"))

    page = read(visitor)

    assert all(section in page for section in SECTIONS)
    for text in (
        "Reizen door de wereld.",
        "Kom langs.",
        "€&nbsp;85",
        "Balie 1 tot en met 4.",
        "Voor Nederlanders.",
    ):
        assert text in page
    for text in (
        "Team Burgerzaken",
        'href="tel:0880001011"',
        "<strong>dagen</strong>",
        "Plein 1",
        "Identiteitskaart",
    ):
        assert text in page


@pytest.mark.covers("P-110")
def test_a_section_without_data_does_not_appear(visitor: Client) -> None:
    catalogue.product()

    page = read(visitor)

    assert [section for section in SECTIONS if section in page] == []
    assert "Op deze pagina" not in page


@pytest.mark.covers("P-110")
def test_the_page_has_a_menu_of_its_headings_and_sections(visitor: Client) -> None:
    catalogue.product(content="## Eerst dit\n\n## Dan dat", costs="Niets")

    page = read(visitor)

    for anchor, title in (
        ("kop-eerst-dit", "Eerst dit"),
        ("kop-dan-dat", "Dan dat"),
        ("kosten", "Wat kost het?"),
    ):
        assert f'<a href="#{anchor}">{title}</a>' in page
        assert f'id="{anchor}"' in page


@pytest.mark.covers("P-110")
@pytest.mark.attack("O17")
def test_an_unpublished_product_is_not_found(visitor: Client) -> None:
    catalogue.product(is_published=False, redirect_url="https://elders.example/")

    assert visitor.get("/onderwerpen/producten/paspoort/").status_code == 404


def test_unpublished_questions_and_products_stay_away(visitor: Client) -> None:
    paspoort = catalogue.product()
    paspoort.related.add(catalogue.product("Geheim product", is_published=False))
    catalogue.question("Geheime vraag?", product=paspoort, is_published=False)

    assert "Gehei" not in read(visitor)


@pytest.mark.covers("P-111")
def test_the_button_stands_beside_the_text(visitor: Client) -> None:
    catalogue.product(content="Tekst", action_label="Maak een afspraak", action_url="/contact/")

    page = read(visitor)

    assert page.count("Maak een afspraak") == 1
    assert page.count("utrecht-button--primary-action") == 1
    assert "ip-panel--action" in page


@pytest.mark.covers("P-111")
def test_the_button_stands_once_in_the_text_where_the_editor_put_it(visitor: Client) -> None:
    content = "Vooraf\n\n[CTABUTTON]\n\nAchteraf [CTABUTTON] slot"
    catalogue.product(content=content, action_label="Maak een afspraak", action_url="/contact/")

    page = read(visitor)

    assert page.count("Maak een afspraak") == 1
    assert page.index("Vooraf") < page.index("Maak een afspraak") < page.index("Achteraf")
    assert "ip-panel--action" not in page
    assert "CTABUTTON" not in page


@pytest.mark.covers("P-111")
def test_without_an_address_there_is_no_button(visitor: Client) -> None:
    catalogue.product(content="Vooraf [CTABUTTON] achteraf", action_label="Maak een afspraak")

    page = read(visitor)

    assert "Maak een afspraak" not in page
    assert "CTABUTTON" not in page


def test_a_button_without_a_text_has_the_usual_one(visitor: Client) -> None:
    catalogue.product(action_url="https://formulieren.example/paspoort")

    page = read(visitor)

    assert "Direct regelen" in page
    assert "(externe website)" in page


@pytest.mark.covers("P-113")
def test_every_link_to_another_site_says_so_to_screen_readers(visitor: Client) -> None:
    catalogue.product(
        content="[een](https://een.example) [twee](https://twee.example) [hier](/hier/)",
        costs="[x](https://x.nl)",
    )

    page = read(visitor)

    assert page.count('<span class="ip-vh"> (externe website)</span><svg') == 3
    assert page.count("icons.svg#external") == 3


@pytest.mark.covers("P-115")
def test_it_can_be_reached_below_its_subject_and_names_one_canonical_address(visitor: Client) -> None:
    huren = catalogue.category("Huren", parent=catalogue.category("Wonen"))
    catalogue.product(under=huren)
    canonical = '<link rel="canonical" href="http://zonnedam.localhost:8000/onderwerpen/producten/paspoort/">'

    for address in ("/onderwerpen/producten/paspoort/", "/onderwerpen/wonen/huren/producten/paspoort/"):
        assert read(visitor, address).count(canonical) == 1


@pytest.mark.covers("P-115", "P-008")
def test_the_crumbs_follow_the_subject_in_the_address(visitor: Client) -> None:
    paspoort = catalogue.product(under=catalogue.category("Afval", position=1))
    reizen = catalogue.category("Reizen", position=2)
    reizen.ranked_products.create(product=paspoort)

    def labels(address: str) -> list[str]:
        return [label for label, _ in visitor.get(address).context["crumbs"]]

    assert labels("/onderwerpen/reizen/producten/paspoort/")[2:] == ["Reizen", "Paspoort"]
    assert labels("/onderwerpen/producten/paspoort/")[2:] == ["Afval", "Paspoort"]


@pytest.mark.covers("P-115")
def test_it_is_not_found_below_a_subject_that_it_does_not_belong_to(visitor: Client) -> None:
    catalogue.product(under=catalogue.category("Reizen"))
    catalogue.category("Afval")

    assert visitor.get("/onderwerpen/afval/producten/paspoort/").status_code == 404


@pytest.mark.covers("P-109")
def test_a_product_can_send_visitors_on(visitor: Client) -> None:
    catalogue.product(redirect_url="https://paspoort.example/")

    response = visitor.get("/onderwerpen/producten/paspoort/")

    assert (response.status_code, response["Location"]) == (302, "https://paspoort.example/")


@pytest.mark.covers("P-007", "P-271")
def test_machines_learn_what_the_page_is_about(visitor: Client) -> None:
    catalogue.product(summary="Reizen door de wereld.", upl_name="paspoort", for_companies=False)

    page = read(visitor)

    for line in (
        '<meta property="og:title" content="Paspoort - Gemeente Zonnedam">',
        '<meta property="og:description" content="Reizen door de wereld.">',
        '<meta property="og:url" content="http://zonnedam.localhost:8000/onderwerpen/producten/paspoort/">',
        '<meta name="OVERHEID.Productnaam" content="paspoort">',
        '<link rel="type" href="http://standaarden.overheid.nl/owms/terms/paspoort">',
        '<meta name="OVERHEID.Doelgroep" content="particulier">',
    ):
        assert line in page
    assert '<meta property="og:image" content="http://zonnedam.localhost:8000/thema/card-' in page
    assert 'content="ondernemer"' not in page


def test_an_english_page_says_which_texts_are_dutch(visitor: Client) -> None:
    catalogue.product(name_en="Passport", content="Kom langs.", costs="Veel", costs_en="A lot")

    page = read(visitor, "/en/onderwerpen/producten/paspoort/")

    assert "<h1>Passport</h1>" in page
    assert '<div class="ip-prose" lang="nl">' in page
    assert "A lot" in page


@pytest.mark.covers("P-248")
def test_the_ways_through_an_english_page_say_which_words_are_dutch(visitor: Client) -> None:
    wonen = catalogue.category("Wonen", name_en="Living")
    catalogue.product(
        "Huurtoeslag", under=wonen, content="## Stap\n\nDoe dit.\n\n## Later\n\nWacht.", costs="Veel"
    )

    page = read(visitor, "/en/onderwerpen/wonen/producten/huurtoeslag/")

    assert '<span aria-current="page" lang="nl">Huurtoeslag</span>' in page
    assert 'href="/en/onderwerpen/wonen/">Living</a>' in page
    assert '<a href="#kop-stap" lang="nl">Stap</a>' in page
    assert '<a href="#kosten">What does it cost?</a>' in page


def test_opening_hours_of_a_location_are_dutch_on_an_english_page(visitor: Client) -> None:
    hall = catalogue.location(hours="maandag: 9.00 uur")

    assert '<ul class="ip-hours" lang="nl">' in read(visitor, f"/en/onderwerpen/locaties/{hall.uuid}/")
    assert '<ul class="ip-hours">' in read(visitor, f"/onderwerpen/locaties/{hall.uuid}/")


@pytest.mark.attack("W07")
def test_html_that_came_into_the_row_by_another_way_is_cleaned_when_shown(visitor: Client) -> None:
    paspoort = catalogue.product(content="Tekst")
    paspoort.rendered["content"]["parts"] = ['<p onclick="x()">Tekst<script>alert(1)</script></p>']
    Product.objects.filter(pk=paspoort.pk).update(rendered=paspoort.rendered)

    page = read(visitor)

    assert "<p>Tekst</p>" in page
    assert "alert(1)" not in page


def test_html_of_an_older_release_is_made_anew(visitor: Client) -> None:
    paspoort = catalogue.product(content="## Nieuw")
    paspoort.rendered["content"] |= {"version": 0, "parts": ["<p>Oud</p>"]}
    Product.objects.filter(pk=paspoort.pk).update(rendered=paspoort.rendered)

    page = read(visitor)

    assert "kop-nieuw" in page
    assert "Oud" not in page


def test_no_style_or_script_stands_in_the_page(visitor: Client) -> None:
    catalogue.product(content="| a | b |\n|---|--:|\n| c | d |", action_url="/x/")

    page = read(visitor)

    assert " style=" not in page
    assert "<style" not in page
    assert page.count("<script") == page.count("<script src=")
