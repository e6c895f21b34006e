"""What machines ask of a site (requirement P-254)."""

import re

import pytest
from django.test import Client

from portal.core.models import ContactDetails
from portal.search import sources
from portal.search.sources import Source
from portal.search.types import Document
from tenants import directory
from tenants.entry import outside
from tenants.models import Tenant
from tenants.types import Kind, TenantRef
from tests import states
from tests.themes.styles import houses


def text(client: Client, path: str) -> str:
    return client.get(path).content.decode()


def make_production(tenant: TenantRef, state: str = "live") -> None:
    with outside():
        Tenant.objects.filter(uuid=tenant.uuid).update(kind=Kind.PRODUCTION.value)
    states.become(tenant, state)
    directory.forget()


@pytest.mark.covers("P-254")
def test_the_sitemap_lists_published_pages_in_all_languages(visitor: Client) -> None:
    found = re.findall(r"<loc>http://zonnedam\.localhost[:\d]*(/[^<]*)</loc>", text(visitor, "/sitemap.xml"))

    assert {"/", "/en/", "/over-ons/", "/en/about-us/", "/onderwerpen/", "/en/topics/"} <= set(found)
    assert len(found) == len(set(found))


def test_what_features_make_findable_is_in_the_sitemap_in_its_own_language(
    visitor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    documents = [
        Document("product", "1", "Products", url_name="products:index", language="en"),
        Document("product", "2", "Gone", url_name="products:nowhere"),
        Document("product", "3", "By path", path="/elders/"),
    ]
    monkeypatch.setattr(sources, "shown", lambda: [Source("product", "Producten", lambda: documents)])

    found = re.findall(r"<loc>http://[^/]*(/[^<]*)</loc>", text(visitor, "/sitemap.xml"))

    assert "/en/topics/" in found
    assert "/elders/" in found
    assert not any("nowhere" in path for path in found)


@pytest.mark.attack("T30")
def test_the_sitemap_is_of_this_municipality(visitor: Client) -> None:
    assert "waterrijk" not in text(visitor, "/sitemap.xml")


def test_a_live_municipality_is_there_for_search_engines(visitor: Client, zonnedam: TenantRef) -> None:
    make_production(zonnedam)

    robots = text(visitor, "/robots.txt")

    assert "Disallow: /beheer/" in robots
    assert re.search(r"Sitemap: http://zonnedam\.localhost[:\d]*/sitemap\.xml", robots)


@pytest.mark.parametrize("state", ["trial", "sandbox"])
def test_a_trial_and_a_demonstration_are_not(visitor: Client, zonnedam: TenantRef, state: str) -> None:
    if state == "trial":
        make_production(zonnedam, "trial")

    assert text(visitor, "/robots.txt") == "User-agent: *\nDisallow: /\n"


def test_weaknesses_are_reported_to_the_municipality(visitor: Client) -> None:
    assert "Contact: http://zonnedam.localhost" in text(visitor, "/.well-known/security.txt")

    ContactDetails.objects.create(email="info@zonnedam.example")

    told = text(visitor, "/.well-known/security.txt")
    assert "Contact: mailto:info@zonnedam.example" in told
    assert re.search(r"^Expires: \d{4}-\d\d-\d\dT00:00:00Z$", told, re.MULTILINE)


ICON = r"/thema/logo-[0-9a-f]{12}\.svg"


def test_browsers_find_the_icon_of_the_theme(visitor: Client) -> None:
    assert re.fullmatch(ICON, visitor.get("/favicon.ico")["Location"])


def test_where_a_house_style_has_no_logo_they_find_the_neutral_one(
    visitor: Client, zonnedam: TenantRef
) -> None:
    own = visitor.get("/favicon.ico")["Location"]
    with outside():
        Tenant.objects.filter(uuid=zonnedam.uuid).update(theme=houses.published())
    directory.forget()

    found = visitor.get("/favicon.ico")["Location"]

    assert re.fullmatch(ICON, found)
    assert found != own
