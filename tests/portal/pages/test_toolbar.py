"""The bar of the CMS is made for who may have one, and for nobody else."""

from collections.abc import Callable
from typing import Any

import pytest
from cms.toolbar.toolbar import CMSToolbar
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls.resolvers import URLResolver

from portal.accounts.roles import EDITOR
from tenants.types import TenantRef
from tests.portal import staff

PRODUCTS = "/onderwerpen/"


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Tell of which requests a toolbar was made."""
    paths: list[str] = []
    make = CMSToolbar.__init__

    def counted(self: CMSToolbar, request: Any, *args: Any, **options: Any) -> None:
        paths.append(request.path_info)
        make(self, request, *args, **options)

    monkeypatch.setattr(CMSToolbar, "__init__", counted)
    return paths


def test_for_a_visitor_of_a_page_outside_the_cms_none_is_made(visitor: Client, made: list[str]) -> None:
    answer = visitor.get(PRODUCTS)

    assert (answer.status_code, made) == (200, [])


def test_an_editor_has_one_there_and_no_cache_keeps_the_page(
    inside: TenantRef, client_of: Callable[..., Client], made: list[str]
) -> None:
    answer = staff.client_for(client_of, inside, EDITOR).get(PRODUCTS)

    assert (answer.status_code, made) == (200, [PRODUCTS])
    assert "no-store" in answer["Cache-Control"]


def test_an_address_of_a_citizen_is_looked_up_once(visitor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    visitor.get(PRODUCTS)
    looked: list[str] = []
    resolve = URLResolver.resolve

    def counted(self: URLResolver, path: str) -> Any:
        if path == PRODUCTS:  # a part of the tree gets what is left of it
            looked.append(path)
        return resolve(self, path)

    monkeypatch.setattr(URLResolver, "resolve", counted)

    visitor.get(PRODUCTS)

    assert looked == [PRODUCTS]


@pytest.mark.parametrize("asked", ["toolbar_off", "toolbar_on", "edit"])
def test_no_address_gives_a_visitor_a_session(visitor: Client, asked: str) -> None:
    answer = visitor.get(f"/?{asked}")

    assert answer.status_code == 200
    assert not answer.cookies
    assert Session.objects.count() == 0


def test_an_editor_puts_it_away_for_as_long_as_he_stays(
    inside: TenantRef, client_of: Callable[..., Client]
) -> None:
    client = staff.client_for(client_of, inside, EDITOR)

    client.get("/?toolbar_off")

    assert client.session["cms_toolbar_disabled"] is True
