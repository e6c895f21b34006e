"""Choosing subjects (P-058)."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from integrations.identities import Basis
from portal.products.models import Interest
from tenants.types import TenantRef
from tests.portal import citizens
from tests.portal.products import catalogue

pytestmark = pytest.mark.covers("P-058")
PAGE = "/onderwerpen/interesses/"
PANEL = {"HX-Request": "true", "HX-Target": "paneel-interests-inhoud"}


@pytest.fixture
def fatima(inside: TenantRef, client_of: Callable[..., Client]) -> Client:
    return citizens.client_for(client_of, inside)


def names() -> list[str]:
    return sorted(Interest.objects.values_list("category__name", flat=True))


def test_what_is_chosen_is_kept_and_what_is_unticked_goes(fatima: Client) -> None:
    waste, roads = catalogue.category("Afval"), catalogue.category("Wegen")

    fatima.post(PAGE, {"subjects": [str(waste.uuid), str(roads.uuid)]})
    assert names() == ["Afval", "Wegen"]

    fatima.post(PAGE, {"subjects": [str(roads.uuid)]})
    assert names() == ["Wegen"]


def test_what_is_not_published_is_neither_offered_nor_taken(fatima: Client) -> None:
    hidden = catalogue.category("Geheim", is_published=False)
    closed = catalogue.category("Zakelijk", for_citizens=False)
    html = fatima.get(PAGE).content.decode()

    for subject in (hidden, closed):
        assert subject.name not in html
        assert fatima.post(PAGE, {"subjects": [str(subject.uuid)]}).status_code == 422
    assert names() == []


def test_what_is_taken_off_the_site_stays_chosen_for_when_it_comes_back(fatima: Client) -> None:
    waste = catalogue.category("Afval")
    fatima.post(PAGE, {"subjects": [str(waste.uuid)]})
    type(waste).objects.filter(pk=waste.pk).update(is_published=False)
    fatima.post(PAGE, {})

    assert names() == ["Afval"]


def test_a_panel_shows_the_choice_alone(fatima: Client) -> None:
    waste = catalogue.category("Afval")
    empty = fatima.get(PAGE, headers=PANEL).content.decode()
    fatima.post(PAGE, {"subjects": [str(waste.uuid)]})
    html = fatima.get(PAGE, headers=PANEL).content.decode()

    assert "nog geen onderwerpen" in empty
    assert "<p>Afval</p>" in html
    assert "<html" not in html
    assert f'href="{PAGE}"' in html


def test_one_choice_is_not_anothers(
    fatima: Client, inside: TenantRef, client_of: Callable[..., Client]
) -> None:
    waste = catalogue.category("Afval")
    fatima.post(PAGE, {"subjects": [str(waste.uuid)]})
    other = citizens.client_for(client_of, inside, citizens.citizen(citizens.OTHER))

    assert "checked" not in other.get(PAGE).content.decode()
    assert "checked" in fatima.get(PAGE).content.decode()


@pytest.mark.attack("I29")
def test_who_acts_for_another_chooses_nothing(inside: TenantRef, client_of: Callable[..., Client]) -> None:
    acting = citizens.client_for(client_of, inside, citizens.representative(Basis.AUTHORISATION))

    assert acting.get(PAGE).status_code == 403


def test_a_visitor_signs_in_first(inside: TenantRef, client_of: Callable[..., Client]) -> None:
    response: Any = client_of(inside).get(PAGE)

    assert (response.status_code, f"next={PAGE}" in response.url) == (302, True)
