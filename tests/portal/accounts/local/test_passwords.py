"""Another password: by a letter, or by the old one (P-025)."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from portal.accounts.models import ContactData, MailedLink, SignIn, User
from portal.accounts.roles import EDITOR
from portal.core.models import OutboxMessage
from tenants.types import TenantRef
from tests.portal import citizens, local_accounts, staff
from tests.portal.local_accounts import ADDRESS, CHANGE, FORGOTTEN, OTHER, PASSWORD

CHOSEN = {"password": OTHER, "repeated": OTHER}


def asked(client: Client, address: str = ADDRESS) -> list[str]:
    client.post(FORGOTTEN, {"email": address})
    return local_accounts.letters_of(address)


@pytest.mark.covers("P-025")
def test_the_letter_leads_to_another_password_and_nobody_is_in_by_it(visitor: Client) -> None:
    local_accounts.door()
    local_accounts.account()

    link = local_accounts.link_in(asked(visitor)[-1])
    response = visitor.post(link, CHOSEN)

    assert response["Location"] == local_accounts.SIGN_IN
    assert not local_accounts.is_in(visitor)
    assert local_accounts.sign_in(visitor).status_code == 422
    assert local_accounts.sign_in(visitor, password=OTHER).status_code == 302
    assert "is veranderd" in local_accounts.letters_of()[-1]


@pytest.mark.attack("W14")
def test_opening_the_link_changes_nothing_and_it_works_once(visitor: Client) -> None:
    local_accounts.door()
    user = local_accounts.account()
    link = local_accounts.link_in(asked(visitor)[-1])

    assert visitor.get(link).status_code == 200
    user.refresh_from_db()
    assert user.check_password(PASSWORD)
    visitor.post(link, CHOSEN)

    assert visitor.get(link).status_code == 404
    assert visitor.post(link, CHOSEN).status_code == 404


def test_the_link_is_over_after_an_hour_and_others_end_with_it(visitor: Client) -> None:
    local_accounts.door()
    local_accounts.account()
    first = local_accounts.link_in(asked(visitor)[-1])
    second = local_accounts.link_in(asked(visitor)[-1])
    visitor.post(second, CHOSEN)
    assert visitor.get(first).status_code == 404

    third = local_accounts.link_in(asked(visitor)[-1])
    MailedLink.objects.update(ends_at=timezone.now())

    assert visitor.post(third, CHOSEN).status_code == 404


@pytest.mark.covers("P-025")
def test_who_came_in_by_digid_is_sent_nothing(visitor: Client, inside: TenantRef) -> None:
    local_accounts.door()
    local_accounts.account("wel@example.org")
    row = citizens.sign_in(Client(), inside, citizens.citizen())
    ContactData.objects.filter(user=row.user).update(email=ADDRESS, verified_email=ADDRESS)
    User.objects.filter(pk=row.user_id).update(email=ADDRESS)

    told, other = (visitor.post(FORGOTTEN, {"email": each}) for each in (ADDRESS, "wel@example.org"))

    assert local_accounts.letters_of() == []
    assert len(local_accounts.letters_of("wel@example.org")) == 1
    assert (told.status_code, told.content) == (other.status_code, other.content)


@pytest.mark.parametrize("who", ["staff", "closed", "nobody"])
def test_who_has_no_password_here_is_sent_nothing(visitor: Client, who: str) -> None:
    local_accounts.door()
    if who == "staff":
        staff.member(EDITOR, ADDRESS)
    if who == "closed":
        local_accounts.account(is_active=False)

    assert asked(visitor) == []


def test_only_so_many_letters_go_to_one_address(visitor: Client) -> None:
    local_accounts.door()
    local_accounts.account()
    pages = [visitor.post(FORGOTTEN, {"email": ADDRESS}) for _ in range(6)]

    assert {page.status_code for page in pages} == {200}
    assert len(local_accounts.letters_of()) == 3


def test_another_password_ends_all_sessions(
    visitor: Client, inside: TenantRef, client_of: Callable[..., Client]
) -> None:
    local_accounts.door()
    local_accounts.account()
    elsewhere = client_of(inside)
    local_accounts.sign_in(elsewhere)
    link = local_accounts.link_in(asked(visitor)[-1])

    visitor.post(link, CHOSEN)

    assert not local_accounts.is_in(elsewhere)
    assert SignIn.objects.get().ending == "elsewhere"


@pytest.mark.covers("P-025")
@pytest.mark.attack("I20")
def test_a_changed_password_keeps_this_browser_and_ends_all_others(
    visitor: Client, inside: TenantRef, client_of: Callable[..., Client]
) -> None:
    local_accounts.door()
    user = local_accounts.account()
    elsewhere = client_of(inside)
    local_accounts.sign_in(elsewhere)
    local_accounts.sign_in(visitor)
    before = visitor.cookies["session"].value

    assert visitor.post(CHANGE, {"old": "iets anders", **CHOSEN}).status_code == 422
    assert visitor.post(CHANGE, {"old": PASSWORD, **CHOSEN}).status_code == 302

    user.refresh_from_db()
    assert user.check_password(OTHER)
    assert local_accounts.is_in(visitor)
    assert visitor.cookies["session"].value != before
    assert not local_accounts.is_in(elsewhere)
    assert OutboxMessage.objects.filter(to=ADDRESS).count() == 1


def test_the_old_password_cannot_be_guessed_by_who_found_a_browser(visitor: Client) -> None:
    local_accounts.door()
    local_accounts.account()
    local_accounts.sign_in(visitor)
    for _ in range(5):
        visitor.post(CHANGE, {"old": "gokje", **CHOSEN})

    response = visitor.post(CHANGE, {"old": PASSWORD, **CHOSEN})

    assert "Er is te vaak iets verkeerds ingevuld." in response.content.decode()


@pytest.mark.covers("P-025")
def test_who_signs_in_in_another_way_has_no_password_to_change(
    inside: TenantRef, client_of: Callable[..., Client]
) -> None:
    local_accounts.door()
    client = citizens.client_for(client_of, inside)

    assert client.get(CHANGE).status_code == 404
    assert client.post(CHANGE, {"old": PASSWORD, **CHOSEN}).status_code == 404
    assert client_of(inside).get(CHANGE).status_code == 302
