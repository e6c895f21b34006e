"""What a new municipality starts with (requirement P-222)."""

from collections.abc import Callable

import pytest
from cms.models import Page
from django.test import Client
from django.utils.translation import override
from djangocms_text.models import Text

from portal.core import queries as settings_of
from portal.pages import blueprint, queries, seeds
from portal.search.models import IndexedDocument
from tenants.blueprints import UNNAMED
from tenants.entry import enter
from tenants.types import TenantRef

OWN = {
    "welcome": "Welkom in de stad.",
    "contact": {"phone": "088 1"},
    "pages": [
        {"title": "Onze privacy", "slug": "privacy", "english_title": "Our privacy", "body": "Eigen tekst."},
        {"title": "Strand", "slug": "strand", "english_title": "Beach", "body": "Zand."},
    ],
}


@pytest.mark.covers("P-222", "P-249")
def test_a_municipality_without_a_blueprint_starts_with_a_working_tree(zonnedam: TenantRef) -> None:
    with enter(zonnedam, urls=True):
        seeds.fill({"name": "Zonnedam", "blueprint": {}})

        found = {(page.language, page.path) for page in queries.published()}
        assert found == {
            ("nl", ""), ("nl", "onderwerpen"), ("nl", "contact"), ("nl", "privacy"), ("nl", "toegankelijkheid"),
            ("en", ""), ("en", "topics"), ("en", "contact"), ("en", "privacy"), ("en", "accessibility"),
        }  # fmt: skip
        assert settings_of.welcome().text


def test_its_own_pages_come_first_and_replace_the_standard_text(zonnedam: TenantRef) -> None:
    leaves = {leaf.name: leaf for leaf in blueprint.leaves(OWN, name="Zonnedam")}

    assert list(leaves) == ["strand", "contact", "privacy", "accessibility"]
    assert leaves["privacy"].drafts[0].body == "Eigen tekst."
    assert leaves["strand"].in_menu
    assert leaves["strand"].drafts[1].body.startswith(blueprint.ONLY_IN_DUTCH)


@pytest.mark.covers("P-248")
def test_a_page_without_english_text_says_that_the_rest_is_dutch(
    zonnedam: TenantRef, client_of: Callable[..., Client]
) -> None:
    with enter(zonnedam, urls=True):
        seeds.fill({"name": "Zonnedam", "blueprint": OWN})

    page = client_of(zonnedam).get("/en/strand/").content.decode()

    assert f"<p>{blueprint.ONLY_IN_DUTCH}</p>" in page
    assert '<p lang="nl">' in page


def test_standard_texts_name_the_municipality() -> None:
    privacy = next(leaf for leaf in blueprint.leaves({}, name="Zonnedam") if leaf.name == "privacy")

    assert all("gemeente Zonnedam" in draft.body.lower().replace("zonnedam", "Zonnedam") or
               "municipality of Zonnedam" in draft.body for draft in privacy.drafts)  # fmt: skip
    assert not any("{name}" in draft.body for draft in privacy.drafts)


def test_settings_of_the_blueprint_are_completed_by_the_standard_ones() -> None:
    complete = blueprint.merged(OWN)

    assert complete["welcome"] == "Welkom in de stad."
    assert complete["contact"]["phone"] == "088 1"
    assert complete["contact"]["intro"]
    assert complete["home"]["blocks"]


def test_filling_again_changes_nothing(zonnedam: TenantRef) -> None:
    with enter(zonnedam, urls=True):
        seeds.fill({"name": "Zonnedam", "blueprint": OWN})
        before = list(Page.objects.order_by("pk").values_list("pk", "changed_date"))

        seeds.fill({"name": "Zonnedam", "blueprint": OWN})

        assert list(Page.objects.order_by("pk").values_list("pk", "changed_date")) == before


@pytest.mark.fault("F45")
def test_filling_goes_on_where_it_was_interrupted(zonnedam: TenantRef) -> None:
    from portal.pages import operations

    with enter(zonnedam, urls=True):
        operations.make_page(seeds.PRODUCTS)

        seeds.fill({"name": "Zonnedam", "blueprint": {}})

        assert Page.objects.count() == 7
        assert Page.objects.get(is_home=True).reverse_id == "home"


def test_addresses_follow_the_language_of_the_page(zonnedam: TenantRef) -> None:
    with enter(zonnedam, urls=True), override("nl"):
        seeds.fill({"name": "Zonnedam", "blueprint": {}})

        assert {queries.url_of(page) for page in queries.published()} >= {
            "/",
            "/en/",
            "/contact/",
            "/en/contact/",
        }


@pytest.mark.covers("architecture T8")
def test_a_name_that_comes_later_reads_as_one_that_was_known_from_the_start(
    zonnedam: TenantRef, waterrijk: TenantRef
) -> None:
    name = "'s-Gravendal & Zn"
    found = []
    for tenant, known_as in ((zonnedam, UNNAMED), (waterrijk, name)):
        with enter(tenant, urls=True):
            seeds.fill({"name": known_as, "blueprint": {}})
            if known_as == UNNAMED:
                assert Text.objects.filter(body__contains=UNNAMED).exists()
                seeds.rename(name)
                seeds.rename(name)
            texts = sorted(Text.objects.values_list("body", flat=True))
            documents = IndexedDocument.objects.order_by("kind", "title", "language")
            found.append((texts, list(documents.values_list("kind", "title", "path", "body", "language"))))

    assert found[0] == found[1]
    assert any("Gravendal" in text for text in found[0][0])
