"""Where somebody is signed in, and ending it elsewhere (attack I20)."""

import uuid
from collections.abc import Callable

import pytest
from django.test import Client

from portal.accounts.models import Ending, SignIn
from portal.accounts.roles import EDITOR
from tenants.audit.models import AuditRecord
from tenants.types import TenantRef
from tests.portal import citizens, staff

PAGE = "/inlogmomenten/"


def is_in(client: Client) -> bool:
    return client.get(PAGE).status_code == 200


@pytest.fixture
def phone(inside: TenantRef, client_of: Callable[..., Client]) -> Client:
    """Fatima, on her phone."""
    return citizens.client_for(client_of, inside)


def test_the_page_tells_browser_door_and_level_and_which_is_this_one(fatima: Client, phone: Client) -> None:
    html = fatima.get(PAGE).content.decode()

    assert html.count("Firefox, Windows") >= 2
    assert html.count("Hier") == 1
    assert "DigiD" in html
    assert "niveau substantieel" in html
    assert html.count("Log daar uit") == 1


@pytest.mark.attack("I20")
def test_ending_one_elsewhere_ends_it_at_its_next_request(fatima: Client, phone: Client) -> None:
    here = SignIn.objects.earliest("at")
    there = SignIn.objects.latest("at")

    answer = fatima.post(f"{PAGE}{there.uuid}/uitloggen/", follow=True)

    assert "U bent daar uitgelogd." in answer.content.decode()
    assert (is_in(fatima), is_in(phone)) == (True, False)
    assert "in een andere browser of op een ander apparaat" in phone.get("/zoeken/").content.decode()
    here.refresh_from_db()
    there.refresh_from_db()
    assert (here.ending, there.ending) == ("", Ending.ELSEWHERE)
    assert AuditRecord.objects.filter(action="accounts.ended_elsewhere").count() == 1


@pytest.mark.attack("I20")
def test_all_but_here_can_be_ended_at_once(
    fatima: Client, phone: Client, inside: TenantRef, client_of: Callable[..., Client]
) -> None:
    stranger = citizens.client_for(client_of, inside, citizens.citizen(citizens.OTHER))

    answer = fatima.post(f"{PAGE}elders-uitloggen/", follow=True)

    assert "U bent op 1 andere plek uitgelogd." in answer.content.decode()
    assert [is_in(each) for each in (fatima, phone, stranger)] == [True, False, True]
    assert "Log overal uit" not in fatima.get(PAGE).content.decode()


@pytest.mark.attack("O05")
def test_what_is_of_somebody_else_does_not_exist(
    fatima: Client, inside: TenantRef, client_of: Callable[..., Client]
) -> None:
    stranger = citizens.client_for(client_of, inside, citizens.citizen(citizens.OTHER))
    theirs = SignIn.objects.latest("at").uuid

    for wrong in (theirs, uuid.uuid4(), SignIn.objects.earliest("at").uuid):
        assert fatima.post(f"{PAGE}{wrong}/uitloggen/").status_code == 404

    assert is_in(stranger)


def test_what_is_over_is_shown_with_how_it_ended(
    fatima: Client, phone: Client, later: Callable[..., None]
) -> None:
    fatima.post(f"{PAGE}elders-uitloggen/")

    html = fatima.get(PAGE).content.decode()

    assert "Eerder ingelogd" in html
    assert "Uitgelogd vanaf een ander apparaat" in html


def test_staff_has_no_such_page(inside: TenantRef, client_of: Callable[..., Client]) -> None:
    editor = staff.client_for(client_of, inside, EDITOR)

    assert editor.get(PAGE).status_code == 404


def test_only_sending_a_form_ends_anything(fatima: Client, phone: Client) -> None:
    there = SignIn.objects.latest("at").uuid

    assert fatima.get(f"{PAGE}{there}/uitloggen/").status_code == 405
    assert fatima.get(f"{PAGE}elders-uitloggen/").status_code == 405
    assert is_in(phone)
