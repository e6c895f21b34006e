"""Pages as visitors see them."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from djangocms_text.models import Text

from portal.accounts.models import User
from portal.core.models import ContactDetails, Texts
from tests.portal.pages import versions

type Find = Callable[[str], Any]
HOME_QUERIES = 12


def html(client: Client, path: str) -> str:
    return client.get(path).content.decode()


def counted(client: Client, path: str) -> int:
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return sum(not query["sql"].startswith(("SET ", "RESET ")) for query in captured.captured_queries)


@pytest.mark.covers("P-216")
def test_the_start_page_welcomes_and_offers_search(visitor: Client) -> None:
    Texts.objects.create(tagline="Aan zee", welcome="Welkom aan zee.", announcement="De brug is dicht.")

    page = html(visitor, "/")

    assert "<h1>Waarmee kunnen wij u helpen?</h1>" in page
    assert "Welkom aan zee." in page
    assert "De brug is dicht." in page
    assert "<title>Gemeente Zonnedam - Aan zee</title>" in page
    assert page.count('role="search"') == 1
    assert "Tekst op de startpagina" in page


@pytest.mark.covers("target query budget")
def test_the_start_page_keeps_its_budget(visitor: Client) -> None:
    assert counted(visitor, "/") <= HOME_QUERIES


def test_the_frame_of_a_page_with_a_feature_costs_two_queries(visitor: Client) -> None:
    visitor.get("/onderwerpen/")
    with CaptureQueriesContext(connection) as captured:
        visitor.get("/onderwerpen/")

    ours = [q["sql"] for q in captured.captured_queries if "cms_" in q["sql"] or "core_" in q["sql"]]
    assert len(ours) == 2


@pytest.mark.fault("F22")
@pytest.mark.parametrize("path", ["/", "/over-ons/", "/onderwerpen/", "/nergens/"])
def test_public_pages_ask_the_cache_nothing(
    visitor: Client, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*args: Any, **kwargs: Any) -> Any:
        raise AssertionError("asked the cache")

    for alias in ("default", "shared"):
        for name in ("get", "set", "add", "get_many", "set_many", "delete", "incr"):
            monkeypatch.setattr(type(caches[alias]), name, away)

    assert visitor.get(path).status_code in {200, 404}


@pytest.mark.covers("P-007", "P-008")
def test_a_page_has_title_way_back_and_text(visitor: Client) -> None:
    page = html(visitor, "/over-ons/")

    assert "<title>Over ons - Gemeente Zonnedam</title>" in page
    assert re.search(r'<a class="utrecht-breadcrumb-nav__link[^>]*href="/">Startpagina</a>', page)
    assert '<span aria-current="page">Over ons</span>' in page
    assert "<h2>Wie wij zijn</h2>" in page


def test_the_menu_shows_pages_in_it_and_where_the_visitor_is(visitor: Client) -> None:
    page = html(visitor, "/over-ons/")

    assert '<a class="utrecht-nav-bar__link" href="/onderwerpen/">Onderwerpen</a>' in page
    assert '<a class="utrecht-nav-bar__link" href="/over-ons/" aria-current="page">Over ons</a>' in page
    assert 'utrecht-nav-bar__link" href="/privacy/"' not in page
    assert 'href="/onderwerpen/" aria-current="page">Onderwerpen' in html(visitor, "/onderwerpen/")


@pytest.mark.covers("P-249")
def test_the_footer_leads_to_pages_with_a_fixed_name(visitor: Client) -> None:
    footer = html(visitor, "/over-ons/").split("<footer")[1]

    assert '<a href="/privacy/">Privacy</a>' in footer


def test_a_page_is_told_to_search_engines_in_both_languages(visitor: Client) -> None:
    page = html(visitor, "/en/about-us/")

    assert re.search(
        r'<link rel="alternate" hreflang="nl" href="http://zonnedam.localhost[:\d]*/over-ons/">', page
    )
    assert '<a href="/over-ons/" lang="nl" hreflang="nl">' in page
    assert "A city by the sea." in page


def test_a_page_that_is_not_translated_is_shown_in_dutch(visitor: Client) -> None:
    page = html(visitor, "/en/about-us/")

    assert '<a href="/privacy/">Privacy</a>' in page
    assert 'hreflang="en" href' not in html(visitor, "/privacy/")


def test_the_language_of_a_feature_changes_with_its_page(visitor: Client) -> None:
    assert '<a href="/en/topics/" lang="en"' in html(visitor, "/onderwerpen/")
    assert '<a href="/onderwerpen/" lang="nl"' in html(visitor, "/en/topics/")


def test_a_page_below_another_shows_the_way_and_is_listed_there(
    visitor: Client, page: Find, editor: User
) -> None:
    about = page("about")
    versions.add("Geschiedenis", editor, parent=about, english="History")

    assert '<a class="ip-list__link" href="/over-ons/geschiedenis/">' in html(visitor, "/over-ons/")
    below = html(visitor, "/over-ons/geschiedenis/")
    assert re.search(r'<a class="utrecht-breadcrumb-nav__link[^>]*href="/over-ons/">Over ons</a>', below)
    assert 'aria-current="true">Over ons' in below


def test_one_path_in_two_languages_may_be_two_pages(visitor: Client, editor: User) -> None:
    versions.add("Service", editor, slug="service", english="Dienst")
    versions.add("Dienst", editor, slug="dienst", english="Service")

    assert "<h1>Service</h1>" in html(visitor, "/service/")
    assert "<h1>Service</h1>" in html(visitor, "/en/service/")
    assert "<h1>Dienst</h1>" in html(visitor, "/dienst/")


def test_contact_details_stand_beside_the_page_that_has_them(visitor: Client, page: Find) -> None:
    from cms.api import add_plugin

    ContactDetails.objects.create(phone="088 000 10 01", hours="maandag: 9.00")
    content = versions.newest(page("about")).content
    add_plugin(content.get_placeholders().get(slot="content"), "ContactPlugin", "nl")

    main = html(visitor, "/over-ons/").split("<footer")[0]

    assert 'href="tel:0880001001"' in main
    assert "Maandag" in main


@pytest.mark.attack("W07")
def test_text_is_cleaned_when_it_is_shown_however_it_came_there(visitor: Client) -> None:
    Text.objects.update(
        body='<p onclick="x()">Kanarie</p><script src="https://elsewhere.example/x.js"></script>'
    )

    page = html(visitor, "/over-ons/")

    assert "<p>Kanarie</p>" in page
    assert "elsewhere" not in page


@pytest.mark.attack("W07")
def test_text_is_cleaned_when_it_is_saved(visitor: Client) -> None:
    text = Text.objects.first()
    assert text is not None
    text.body = "<p>Kanarie<script>x()</script></p>"
    text.save()

    assert "script" not in Text.objects.get(pk=text.pk).body


@pytest.mark.covers("P-213")
def test_a_draft_is_not_seen_by_visitors(visitor: Client, page: Find, editor: User) -> None:
    versions.draft(page("about"), editor, title="Nog geheim")

    assert "Nog geheim" not in html(visitor, "/over-ons/")
