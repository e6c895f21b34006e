"""Apphooks per municipality: on when the operator and the editor say so (P-001 to P-003, architecture T7)."""

from collections.abc import Callable
from typing import Any

import pytest
from cms.models import Page
from django.test import Client
from django.urls import reverse

from portal.accounts.models import User
from portal.pages.apphooks import is_on
from tenants import directory
from tenants.entry import enter, outside
from tenants.models import FeatureSwitch
from tenants.types import TenantRef
from tests.portal.pages import versions
from tests.portal.pages.conftest import plant

type Find = Callable[[str], Any]


def switch(tenant: TenantRef, *, on: bool) -> None:
    with outside():
        FeatureSwitch.objects.filter(tenant__uuid=tenant.uuid, feature="products").update(is_on=on)
    directory.forget()


@pytest.mark.covers("P-001")
def test_a_published_page_mounts_its_feature_in_each_language(visitor: Client) -> None:
    assert visitor.get("/onderwerpen/").status_code == 200
    assert visitor.get("/en/topics/").status_code == 200
    assert visitor.get("/topics/")["Location"] == "/onderwerpen/"


@pytest.mark.covers("P-001")
def test_an_unpublished_page_takes_its_feature_away(visitor: Client, page: Find, editor: User) -> None:
    versions.unpublish(page("products"), editor)

    assert visitor.get("/onderwerpen/").status_code == 404
    assert "Onderwerpen" not in visitor.get("/over-ons/").content.decode()


@pytest.mark.covers("P-001", "C-030")
def test_a_feature_that_operators_switch_off_is_gone_with_its_menu_entry(
    visitor: Client, zonnedam: TenantRef
) -> None:
    switch(zonnedam, on=False)

    assert visitor.get("/onderwerpen/").status_code == 404
    assert visitor.get("/onderwerpen/producten/paspoort/").status_code == 404
    html = visitor.get("/over-ons/").content.decode()
    assert "Onderwerpen" not in html
    assert "/onderwerpen/" not in html


@pytest.mark.covers("P-001")
def test_switched_on_again_it_is_back(visitor: Client, zonnedam: TenantRef) -> None:
    switch(zonnedam, on=False)
    visitor.get("/onderwerpen/")
    switch(zonnedam, on=True)

    assert visitor.get("/onderwerpen/").status_code == 200


@pytest.mark.covers("P-002", "P-003")
def test_another_slug_moves_the_feature_and_its_links(
    visitor: Client, page: Find, editor: User, inside: TenantRef
) -> None:
    visitor.get("/onderwerpen/")

    versions.publish(page("products"), editor, slug="aanbod")

    assert visitor.get("/aanbod/").status_code == 200
    assert visitor.get("/onderwerpen/").status_code == 404
    with enter(inside, urls=True):
        assert reverse("products:index") == "/aanbod/"


def test_a_draft_changes_no_address(visitor: Client, page: Find, editor: User) -> None:
    versions.draft(page("products"), editor, slug="aanbod")

    assert visitor.get("/onderwerpen/").status_code == 200
    assert visitor.get("/aanbod/").status_code == 404


@pytest.mark.attack("T38")
def test_two_municipalities_in_one_process_have_their_own_addresses(
    visitor: Client, waterrijk: TenantRef, client_of: Callable[..., Client]
) -> None:
    with enter(waterrijk, urls=True):
        plant()
        products = Page.objects.get(reverse_id="products")
        versions.publish(products, staff_of(waterrijk), slug="aanvragen")
    other = client_of(waterrijk)

    for _ in range(2):
        assert visitor.get("/onderwerpen/").status_code == 200
        assert other.get("/onderwerpen/").status_code == 404
        assert other.get("/aanvragen/").status_code == 200


def staff_of(tenant: TenantRef) -> User:
    return User.objects.create(email=f"redactie@{tenant.host}", is_staff=True)


def test_a_page_that_asks_to_sign_in_guards_its_feature(visitor: Client, page: Find) -> None:
    type(page("products")).objects.filter(reverse_id="products").update(login_required=True)

    response = visitor.get("/onderwerpen/")

    assert response["Location"] == "/inloggen/?next=/onderwerpen/"


def test_an_apphook_of_no_feature_is_always_on() -> None:
    assert is_on("SomethingElse", frozenset())
    assert not is_on("ProductsApphook", frozenset())


def test_outside_a_page_tree_only_the_shared_part_answers(
    waterrijk: TenantRef, client_of: Callable[..., Client]
) -> None:
    assert client_of(waterrijk).get("/robots.txt").status_code == 200
    assert client_of(waterrijk).get("/onderwerpen/").status_code == 404
