"""What is found by what visitors type, in a real PostgreSQL."""

import psycopg
import pytest
from django.db import OperationalError, connection
from django.utils.translation import override

from portal.search import operations, postgres, queries
from portal.search.models import IndexedDocument
from portal.search.types import PAGE_SIZE
from tests.portal.search.conftest import HIDDEN_KIND, KIND, OTHER_KIND
from tests.portal.search.leaflets import found, index, leaflet

pytestmark = [pytest.mark.usefixtures("inside"), pytest.mark.covers("P-143")]


@pytest.mark.parametrize(
    "text", ["p", "pasp", "paspoor", "paspoort", "PASPOORT", "paspoorten", "een paspoort"]
)
def test_a_word_is_found_while_it_is_being_typed_and_in_its_forms(text: str) -> None:
    index("Paspoort", "Rijbewijs", "Trouwen")

    assert found(text) == ["Paspoort"]


@pytest.mark.parametrize("text", ["energie", "énergie", "ENERGIE", "ènergïe"])
def test_accents_make_no_difference(text: str) -> None:
    index("Énergie besparen", "Afval")

    assert found(text) == ["Énergie besparen"]


@pytest.mark.parametrize("text", ["paspport", "pasport", "paspoortt", "apspoort", "paspoprt", "pasqoort"])
def test_a_typing_error_still_finds_it_and_is_pointed_out(text: str) -> None:
    index("Paspoort", "Trouwen", "Afval")

    assert found(text) == ["Paspoort"]
    assert queries.results(text).corrected == "paspoort"


@pytest.mark.parametrize("text", ["hodn", "hons", "hnd", "hqnd"])
def test_one_wrong_letter_in_a_short_word_is_forgiven_too(text: str) -> None:
    index("Hond aanmelden", "Trouwen")

    assert found(text) == ["Hond aanmelden"]


def test_a_correction_keeps_the_other_words_and_is_written_with_its_accents() -> None:
    index("Énergie besparen")

    assert queries.results("enregie besparen").corrected == "énergie besparen"


@pytest.mark.parametrize("text", ["parkeerkaart", "parkeer kaart", "kaart"])
def test_parts_of_a_compound_find_the_whole(text: str) -> None:
    index("Gehandicaptenparkeerkaart", "Trouwen")

    assert found(text) == ["Gehandicaptenparkeerkaart"]


def test_compounds_are_found_also_when_the_word_alone_finds_enough() -> None:
    index("Kaart een", "Kaart twee", "Kaart drie", "Identiteitskaart", "Brief")

    assert set(found("kaart")) == {"Kaart een", "Kaart twee", "Kaart drie", "Identiteitskaart"}


def test_a_typing_error_in_a_part_of_a_compound_is_forgiven() -> None:
    index("Gehandicaptenparkeerkaart", "Trouwen")

    assert found("parkeerkart") == ["Gehandicaptenparkeerkaart"]


def test_a_word_that_is_still_being_typed_is_no_typing_error() -> None:
    index("Paspoort", "Belasting")

    assert [queries.results(text).corrected for text in ("paspoor", "belasti")] == ["", ""]


def test_all_words_must_occur_as_long_as_that_finds_enough() -> None:
    index("Afval groen", "Afval grijs", "Groen licht", "Groene afvalbak", "Grof afval in het groen")

    assert set(found("groen afval")) == {"Afval groen", "Groene afvalbak", "Grof afval in het groen"}


def test_with_few_hits_documents_with_half_of_the_words_follow() -> None:
    index("Trouwen op het strand", "Honden op het strand", "Afval")

    assert found("strand trouwen") == ["Trouwen op het strand", "Honden op het strand"]


def test_small_words_alone_find_nothing() -> None:
    index("De brief", "Het huis")

    assert found("de") == found("het de") == []


def test_small_words_are_not_asked_for() -> None:
    index("Afval", "Afvalbak", "Afvalpas", "Een brief")

    assert set(found("een afval")) == {"Afval", "Afvalbak", "Afvalpas"}


def test_the_name_counts_more_than_keywords_summary_and_text() -> None:
    operations.index_all([
        leaflet("Vier", body="vergunning"), leaflet("Drie", summary="vergunning"),
        leaflet("Twee", keywords=["vergunning"]), leaflet("Vergunning"),
    ])  # fmt: skip

    assert found("vergunning") == ["Vergunning", "Twee", "Drie", "Vier"]


def test_of_equals_the_one_that_is_asked_for_most_comes_first() -> None:
    operations.index_all([leaflet("Afval een"), leaflet("Afval twee", boost=1)])

    assert found("afval") == ["Afval twee", "Afval een"]


@pytest.mark.covers("P-144")
def test_it_counts_what_it_found_by_kind_and_shows_one_kind_on_request() -> None:
    index("Afval een", "Afval twee", "Afval drie")
    operations.index(leaflet("Afvalbrief", kind=OTHER_KIND))

    results = queries.results("afval", kind=OTHER_KIND)

    assert dict(results.counts) == {KIND: 3, OTHER_KIND: 1}
    assert ([hit.key for hit in results.hits], results.total) == (["Afvalbrief"], 1)


@pytest.mark.covers("P-001")
def test_a_kind_whose_feature_is_off_is_never_found() -> None:
    operations.index(leaflet("Afval", kind=HIDDEN_KIND, boost=3))

    results = queries.results("afval")

    assert (results.total, list(results.hits), list(results.suggestions)) == (0, [], [])
    assert found("afval", kind=HIDDEN_KIND) == []


@pytest.mark.covers("P-005")
def test_pages_follow_each_other_without_gaps_or_doubles() -> None:
    index(*(f"Afval {number}" for number in range(PAGE_SIZE * 2 + 3)))

    pages = [found("afval", page=number) for number in (1, 2, 3, 4)]

    assert [len(page) for page in pages] == [PAGE_SIZE, PAGE_SIZE, 3, 0]
    assert len({key for page in pages for key in page}) == PAGE_SIZE * 2 + 3


def test_what_matched_is_marked_in_name_and_summary() -> None:
    operations.index(leaflet("Paspoort halen", summary="Neem uw oude paspoort mee."))

    (hit,) = queries.results("pasp").hits

    assert hit.title == "<mark>Paspoort</mark> halen"
    assert hit.excerpt == "Neem uw oude <mark>paspoort</mark> mee."


def test_when_only_the_text_matched_the_place_is_shown() -> None:
    body = f"{'Iets anders. ' * 30}Neem een pasfoto mee. {'Nog iets. ' * 30}"
    operations.index(leaflet("Reizen", summary="Over reizen.", body=body))

    (hit,) = queries.results("pasfoto").hits

    assert "een <mark>pasfoto</mark> mee" in hit.excerpt
    assert len(hit.excerpt) < 300


@pytest.mark.attack("W07")
def test_nothing_but_marks_is_html_in_a_hit() -> None:
    nasty = "<script>alert(1)</script> \ue000paspoort\ue001 <mark>x</mark> & \"'"
    operations.index(leaflet("k", title=f"paspoort {nasty}", summary=nasty, body=nasty))

    (hit,) = queries.results("paspoort").hits

    for text in (hit.title, hit.excerpt):
        assert "<" not in text.replace("<mark>paspoort</mark>", "")
        assert "<mark>paspoort</mark>" in text


@pytest.mark.attack("W18")
@pytest.mark.parametrize(
    "text",
    [
        "'",
        "\\",
        "a' OR '1'='1",
        "a:* & !b",
        "<->",
        "(((",
        "%",
        "_",
        "%s",
        "{}",
        "\ud7ff",
        "💧",
        "a" * 99,
        "1 " * 49,
        "&|!",
        "::",
    ],
)
def test_no_sign_has_a_meaning_of_its_own(text: str) -> None:
    index("Paspoort", "Trouwen")

    assert queries.results(text).total in (0, 1)


def test_an_english_visitor_finds_translations_and_else_the_dutch_document() -> None:
    operations.index_all([
        leaflet("Paspoort", key="1"), leaflet("Passport", key="1", language="en"), leaflet("Pasfoto", key="2"),
    ])  # fmt: skip

    with override("en"):
        hits = [(hit.key, hit.language) for hit in queries.results("pas").hits]
        assert [hit.language for hit in queries.results("passports").hits][:1] == ["en"]
        assert all(hit.title != "Paspoort" for hit in queries.results("paspoort").hits)

    assert sorted(hits) == [("1", "en"), ("2", "nl")]


def test_a_dutch_visitor_finds_no_translations() -> None:
    operations.index(leaflet("Passport", language="en"))

    assert found("passport") == []


def test_when_nothing_is_found_it_says_what_others_look_for() -> None:
    operations.index_all([leaflet("Paspoort", boost=1), leaflet("Afval")])

    assert [hit.key for hit in queries.results("xyzzy").suggestions] == ["Paspoort"]
    assert queries.results("afval").suggestions == ()


@pytest.mark.attack("T02")
def test_nothing_of_another_municipality_is_found(request: pytest.FixtureRequest) -> None:
    from tenants import entry

    with entry.enter(request.getfixturevalue("waterrijk")):
        index("Waterpas")
        assert found("waterpas") == ["Waterpas"]

    assert found("waterpas") == []
    assert queries.results("watrepas").corrected == ""


@pytest.mark.fault("F53")
def test_what_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres, "PATIENCE", 20)
    monkeypatch.setattr(postgres.statements, "FIND", "SELECT pg_sleep(30)")

    with connection.cursor() as cursor:
        cursor.execute("SAVEPOINT before")
        assert queries.results("afval").is_late
        cursor.execute("ROLLBACK TO before")


def test_other_trouble_with_the_database_is_not_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*args: object) -> None:
        raise OperationalError from psycopg.errors.AdminShutdown()

    monkeypatch.setattr(postgres, "_fetch", away)

    with pytest.raises(OperationalError):
        queries.results("afval")


def test_the_limit_on_time_ends_with_the_statement() -> None:
    def limit() -> str:
        with connection.cursor() as cursor:
            cursor.execute("SHOW statement_timeout")
            return str(cursor.fetchone()[0])

    before = limit()
    queries.results("afval")

    assert limit() == before


def test_a_document_is_replaced_by_a_newer_one_and_removed_in_all_languages() -> None:
    operations.index(leaflet("Oud", key="1"))
    operations.index(leaflet("Nieuw", key="1"))
    operations.index(leaflet("New", key="1", language="en"))

    assert (found("oud"), found("nieuw")) == ([], ["1"])
    operations.remove(kind=KIND, key="1")
    assert not IndexedDocument.objects.exists()


def test_signs_that_the_database_cannot_store_are_dropped() -> None:
    operations.index(leaflet("k", title="Pas\x00poort", body="a\x00b"))

    assert found("paspoort") == ["k"]
