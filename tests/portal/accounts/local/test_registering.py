"""Making an account with an address and a password (P-038, P-039)."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from portal.accounts.models import ContactData, Door, MailedLink, User
from portal.accounts.roles import EDITOR
from tenants.audit.models import AuditRecord
from tenants.types import TenantRef
from tests.portal import local_accounts, staff
from tests.portal.local_accounts import NEW, PASSWORD, REGISTER

ADDRESS = NEW["email"]


def registered(client: Client, **more: str) -> str:
    """Fill in the page, and answer the link in the letter."""
    response = client.post(REGISTER, {**NEW, **more})
    assert "Wij hebben een e-mail gestuurd." in response.content.decode()
    return local_accounts.link_in(local_accounts.letters_of(ADDRESS)[-1])


@pytest.mark.covers("P-038")
def test_who_confirms_with_the_password_has_an_account_and_is_in(visitor: Client) -> None:
    local_accounts.door()

    link = registered(visitor)
    assert not User.objects.exists()
    response = visitor.post(link, {"password": PASSWORD})

    user = User.objects.get()
    assert (user.email, user.get_full_name(), user.is_staff) == (ADDRESS, "Nienke van Nieuw", False)
    assert ContactData.objects.get().has_verified_email
    assert local_accounts.is_in(visitor)
    assert response["Location"] == "/"
    assert "Uw account is klaar." in visitor.get("/zoeken/").content.decode()
    assert AuditRecord.objects.filter(action="accounts.registered", actor=str(user.uuid)).exists()


@pytest.mark.attack("W14")
def test_opening_the_link_makes_nothing(visitor: Client) -> None:
    local_accounts.door()
    link = registered(visitor)

    assert "Bevestig uw account" in visitor.get(link).content.decode()
    assert not User.objects.exists()


def test_the_link_works_once(visitor: Client) -> None:
    local_accounts.door()
    link = registered(visitor)
    visitor.post(link, {"password": PASSWORD})

    assert visitor.post(link, {"password": PASSWORD}).status_code == 404
    assert visitor.get(link).status_code == 404


def test_the_link_is_over_after_a_day(visitor: Client) -> None:
    local_accounts.door()
    link = registered(visitor)
    MailedLink.objects.update(ends_at=timezone.now())

    assert visitor.post(link, {"password": PASSWORD}).status_code == 404
    assert not User.objects.exists()


def test_nobody_gets_an_account_with_a_password_that_somebody_else_chose(visitor: Client) -> None:
    local_accounts.door()
    link = registered(visitor)

    assert visitor.post(link, {"password": "van iemand anders"}).status_code == 422
    for _ in range(4):
        visitor.post(link, {"password": "van iemand anders"})

    response = visitor.post(link, {"password": PASSWORD})
    assert "Er is te vaak iets verkeerds ingevuld." in response.content.decode()
    assert not User.objects.exists()


@pytest.mark.covers("P-038")
def test_an_address_in_other_letters_makes_no_second_account(visitor: Client) -> None:
    local_accounts.door()
    local_accounts.account(ADDRESS)

    visitor.post(REGISTER, {**NEW, "email": "NIEUW@example.org"})

    letter = local_accounts.letters_of(ADDRESS)[-1]
    assert "Maar u hebt al een account." in letter
    assert local_accounts.link_in(letter) == local_accounts.SIGN_IN
    assert User.objects.count() == 1
    assert not MailedLink.objects.open().exists()


def test_two_letters_for_one_address_make_one_account(visitor: Client) -> None:
    local_accounts.door()
    first, second = registered(visitor), registered(visitor)

    visitor.post(second, {"password": PASSWORD})
    visitor.post("/uitloggen/")

    assert visitor.post(first, {"password": PASSWORD}).status_code == 404
    assert User.objects.count() == 1


def test_staff_is_told_to_sign_in_at_its_own_door(visitor: Client) -> None:
    local_accounts.door()
    staff.member(EDITOR, ADDRESS)

    visitor.post(REGISTER, NEW)

    assert local_accounts.link_in(local_accounts.letters_of(ADDRESS)[-1]) == "/beheer/login/"


@pytest.mark.covers("P-039")
def test_while_it_is_not_allowed_nobody_makes_an_account(visitor: Client) -> None:
    local_accounts.door()
    link = registered(visitor)
    Door.objects.update(options={"allow_registration": False})

    assert visitor.get(REGISTER).status_code == 404
    assert visitor.post(REGISTER, NEW).status_code == 404
    assert visitor.post(link, {"password": PASSWORD}).status_code == 404
    assert not User.objects.exists()


@pytest.mark.covers("P-038")
def test_with_text_messages_a_mobile_number_is_asked(visitor: Client) -> None:
    local_accounts.door(second_factor="sms")

    response = visitor.post(REGISTER, NEW)

    assert "Vul uw mobiele telefoonnummer in." in response.content.decode()
    link = registered(visitor, phone="0612345678")
    visitor.post(link, {"password": PASSWORD})
    assert ContactData.objects.get().phone == local_accounts.PHONE


@pytest.mark.covers("P-024")
@pytest.mark.parametrize("weak", ["kort", "password1234", "nieuw@example.org", "123456789012"])
def test_a_weak_password_is_refused_with_the_reason(visitor: Client, weak: str) -> None:
    local_accounts.door()

    response = visitor.post(REGISTER, {**NEW, "password": weak, "repeated": weak})

    assert response.status_code == 422
    assert not MailedLink.objects.exists()


def test_passwords_that_differ_are_refused(visitor: Client) -> None:
    local_accounts.door()

    response = visitor.post(REGISTER, {**NEW, "repeated": "iets heel anders dan dat"})

    assert "De twee wachtwoorden zijn niet gelijk." in response.content.decode()


def test_nothing_that_was_asked_stands_readable_in_the_database(visitor: Client) -> None:
    local_accounts.door()
    visitor.post(REGISTER, NEW)

    kept = str(list(MailedLink.objects.values()))

    assert not [word for word in (ADDRESS, "Nienke", PASSWORD) if word in kept]


@pytest.mark.attack("T05")
def test_a_link_of_one_municipality_is_nothing_at_another(
    visitor: Client, waterrijk: TenantRef, client_of: Callable[..., Client]
) -> None:
    local_accounts.door()
    link = registered(visitor)

    assert client_of(waterrijk).post(link, {"password": PASSWORD}).status_code == 404
