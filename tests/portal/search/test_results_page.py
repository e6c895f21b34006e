"""The page on which visitors search."""

from collections.abc import Callable

import pytest
from django.test import Client

from portal.search import operations, presentation
from portal.search.types import Results
from tenants import features
from tenants.audit import SYSTEM
from tenants.entry import outside
from tenants.models import Tenant
from tenants.types import TenantRef
from tests.portal.search.conftest import KIND, OTHER_KIND
from tests.portal.search.leaflets import index, leaflet


def read(visitor: Client, query: str, **headers: str) -> str:
    response = visitor.get(f"/zoeken/{query}", headers=headers or None)
    assert response.status_code == 200
    return response.content.decode()


def test_a_form_without_javascript_finds_what_was_asked(visitor: Client) -> None:
    index("Paspoort")

    page = read(visitor, "?q=paspoort")

    assert "1 resultaat" in page
    assert '<a href="/Paspoort/"><mark>Paspoort</mark></a>' in page
    assert 'name="q" value="paspoort"' in page
    assert 'method="get"' in page


def test_without_a_question_it_shows_the_form(visitor: Client) -> None:
    assert "Typ een of meer woorden" in read(visitor, "")


def test_one_letter_is_a_question_that_is_still_being_typed(visitor: Client) -> None:
    index("Paspoort")

    page = read(visitor, "?q=p")

    assert "Typ een of meer woorden" in page
    assert 'value="p"' in page


def test_an_empty_result_gives_advice_and_suggestions(visitor: Client) -> None:
    operations.index(leaflet("Trouwen", boost=1))

    page = read(visitor, "?q=xyzzy")

    assert "Niets gevonden" in page
    assert "Kijk of de woorden goed geschreven zijn." in page
    assert "Trouwen" in page


def test_it_asks_whether_another_word_was_meant(visitor: Client) -> None:
    index("Paspoort")

    assert '<a href="?q=paspoort">paspoort</a>' in read(visitor, "?q=pasport")


@pytest.mark.covers("P-148")
def test_htmx_gets_the_results_alone_at_the_same_address(visitor: Client) -> None:
    index("Paspoort")

    part = read(visitor, "?q=pasp", **{"HX-Request": "true"})

    assert "<mark>Paspoort</mark>" in part
    assert "<form" not in part
    assert "<html" not in part


def test_a_screen_reader_is_told_what_htmx_has_found(visitor: Client) -> None:
    index("Paspoort")

    assert '<p class="ip-vh" id="gevonden" role="status"></p>' in read(visitor, "")
    assert '<p id="gevonden" hx-swap-oob="innerHTML"><strong>1 resultaat' in read(
        visitor, "?q=pasp", **{"HX-Request": "true"}
    )


def test_the_back_button_gets_the_whole_page_from_htmx(visitor: Client) -> None:
    page = read(visitor, "?q=pasp", **{"HX-Request": "true", "HX-History-Restore-Request": "true"})

    assert "<html" in page


def test_caches_keep_the_page_and_its_part_apart(visitor: Client) -> None:
    assert "HX-Request" in visitor.get("/zoeken/?q=pasp")["Vary"]


@pytest.mark.attack("W07")
def test_what_was_typed_is_shown_as_text(visitor: Client) -> None:
    page = read(visitor, "?q=%3Cscript%3Ealert(1)%3C/script%3E")

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("?q=" + "a" * 101, "Uw zoekvraag is te lang"),
        ("?q=a%00b", "Null-tekens"),
    ],
)
def test_a_question_that_makes_no_sense_is_refused_with_the_reason(
    visitor: Client, query: str, message: str
) -> None:
    page = read(visitor, query)

    assert message in page
    assert 'aria-invalid="true"' in page


@pytest.mark.covers("P-005")
def test_results_come_in_pages_of_twenty(visitor: Client) -> None:
    index(*(f"Afval {number:02}" for number in range(45)))

    assert read(visitor, "?q=afval").count("ip-result__title") == 20
    assert read(visitor, "?q=afval&page=3").count("ip-result__title") == 5
    assert read(visitor, "?q=afval&page=last").count("ip-result__title") == 5
    assert "?q=afval&amp;page=2" in read(visitor, "?q=afval")


@pytest.mark.covers("P-005")
@pytest.mark.parametrize("page", ["abc", "0", "-1", "4", "99999", "1.0", "", "٣"])
def test_a_page_that_does_not_exist_is_not_found(visitor: Client, page: str) -> None:
    index(*(f"Afval {number:02}" for number in range(45)))

    assert visitor.get("/zoeken/", {"q": "afval", "page": page}).status_code == 404


@pytest.mark.covers("P-144")
def test_kinds_with_their_numbers_narrow_the_results(visitor: Client) -> None:
    index("Afval een", "Afval twee", "Afval drie")
    operations.index(leaflet("Afvalbrief", kind=OTHER_KIND))

    page = read(visitor, f"?q=afval&soort={OTHER_KIND}")

    assert f'href="?q=afval&amp;soort={KIND}">Folders (3)</a>' in page
    assert "Alles (4)" in page
    assert page.count("ip-result__title") == 1


def test_a_kind_that_does_not_exist_narrows_nothing(visitor: Client) -> None:
    index("Afval een", "Afval twee", "Afval drie")

    assert read(visitor, "?q=afval&soort=niets").count("ip-result__title") == 3


@pytest.mark.covers("P-001")
def test_without_the_feature_there_is_no_such_page(
    inside: TenantRef, client_of: Callable[..., Client]
) -> None:
    with outside():
        features.switch(tenant=Tenant.objects.get(uuid=inside.uuid), feature="search", on=False, by=SYSTEM)

    assert client_of(inside).get("/zoeken/?q=afval").status_code == 404


def test_a_search_that_takes_too_long_says_so(visitor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(presentation.queries, "results", lambda *args, **kwargs: Results(is_late=True))

    assert "Het zoeken duurt nu te lang." in read(visitor, "?q=afval")


@pytest.mark.attack("W14")
def test_only_reading_is_possible(visitor: Client) -> None:
    assert visitor.post("/zoeken/", {"q": "afval"}).status_code in (403, 405)


def test_a_dutch_hit_on_an_english_page_says_its_language(visitor: Client) -> None:
    index("Paspoort")

    response = visitor.get("/en/zoeken/?q=paspoort")

    assert '<li class="ip-result" lang="nl">' in response.content.decode()
