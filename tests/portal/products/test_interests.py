"""Choosing subjects (P-058)."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from integrations.identities import Basis
from portal.products.models import Interest
from tenants.processing.models import Record
from tenants.types import TenantRef
from tests.portal import citizens
from tests.portal.products import catalogue

pytestmark = pytest.mark.covers("P-058")
PAGE = "/onderwerpen/interesses/"
CHOSEN = "/onderwerpen/uw-onderwerpen/"
IN_PART = {"HX-Request": "true"}
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
@pytest.mark.parametrize("path", [PAGE, CHOSEN])
def test_who_acts_for_another_chooses_and_sees_nothing(
    path: str, inside: TenantRef, client_of: Callable[..., Client]
) -> None:
    acting = citizens.client_for(client_of, inside, citizens.representative(Basis.AUTHORISATION))

    assert acting.get(path).status_code == 403


def test_chosen_subjects_come_with_what_is_asked_for_most_there(fatima: Client) -> None:
    waste, roads = catalogue.category("Afval"), catalogue.category("Wegen")
    bins = catalogue.category("Containers", parent=waste)
    catalogue.product("Container", under=bins)
    catalogue.product("Zak", under=bins, popular_position=1)
    catalogue.product("Stoep", under=roads)
    fatima.post(PAGE, {"subjects": [str(bins.uuid)]})

    html = fatima.get(CHOSEN, headers=IN_PART).content.decode()

    assert 'href="/onderwerpen/afval/containers/"' in html
    assert html.index("Zak") < html.index("producten/container/")
    assert "Stoep" not in html
    assert "<html" not in html
    assert "no-store" in fatima.get(CHOSEN, headers=IN_PART)["Cache-Control"]


def test_who_chose_nothing_gets_no_part_and_a_page_that_says_how(fatima: Client) -> None:
    catalogue.category("Afval")

    assert fatima.get(CHOSEN, headers=IN_PART).content.strip() == b""
    assert "U hebt nog geen onderwerpen gekozen" in fatima.get(CHOSEN).content.decode()


@pytest.mark.covers("P-108")
def test_a_subject_for_inhabitants_opens_for_who_has_signed_in(fatima: Client, visitor: Client) -> None:
    catalogue.category("Zorg", for_anonymous=False, for_companies=False)
    path = "/onderwerpen/zorg/"

    assert visitor.get(path).status_code == 403
    assert fatima.get(path).status_code == 200
    assert "Zorg" in fatima.get("/onderwerpen/").content.decode()
    assert path not in visitor.get("/onderwerpen/").content.decode()


@pytest.mark.covers("P-108")
def test_a_subject_for_companies_opens_for_a_company_alone(
    fatima: Client, inside: TenantRef, client_of: Callable[..., Client]
) -> None:
    catalogue.category("Zaken", for_anonymous=False, for_citizens=False)
    company = citizens.client_for(client_of, inside, citizens.employee(), branch="")

    assert company.get("/onderwerpen/zaken/").status_code == 200
    assert fatima.get("/onderwerpen/zaken/").status_code == 403


def test_a_look_at_interests_is_recorded_once(fatima: Client) -> None:
    before = Record.objects.count()
    fatima.get(PAGE)

    assert Record.objects.count() == before + 1


@pytest.mark.covers("P-264")
def test_the_start_page_that_reads_a_part_of_it_is_recorded_once_a_day(fatima: Client) -> None:
    before = Record.objects.count()
    for _visit in range(3):
        fatima.get(CHOSEN, headers={"HX-Request": "true"})
    assert Record.objects.count() == before + 1

    fatima.get(CHOSEN)  # the page itself is asked for on purpose
    fatima.post(PAGE, {"subjects": []}, headers={"HX-Request": "true"})
    assert Record.objects.count() == before + 3


@pytest.mark.covers("P-264")
def test_what_one_person_saw_today_leaves_the_record_of_another_alone(
    fatima: Client, inside: TenantRef, client_of: Callable[..., Client]
) -> None:
    other = citizens.client_for(
        client_of, inside, citizens.citizen(citizens.OTHER), email="ander@example.org"
    )
    before = Record.objects.count()
    for client in (fatima, other):
        client.get(CHOSEN, headers={"HX-Request": "true"})

    assert Record.objects.count() == before + 2


def test_a_visitor_signs_in_first(inside: TenantRef, client_of: Callable[..., Client]) -> None:
    response: Any = client_of(inside).get(PAGE)

    assert (response.status_code, f"next={PAGE}" in response.url) == (302, True)
