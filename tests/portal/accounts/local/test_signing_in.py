"""Signing in with an address and a password (P-019, P-020, P-027)."""

import datetime
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from portal.accounts.models import Door, SignIn, User
from portal.accounts.operations import signing_in
from portal.accounts.roles import EDITOR
from tenants.audit.models import AuditRecord
from tenants.types import TenantRef
from tests.portal import citizens, local_accounts, staff
from tests.portal.local_accounts import ADDRESS, PASSWORD, SIGN_IN, WRONG


@pytest.mark.covers("P-019")
def test_an_address_in_other_letters_is_the_same_account(visitor: Client) -> None:
    local_accounts.door()
    user = local_accounts.account("user@x.nl")

    response = local_accounts.sign_in(visitor, " User@X.nl ")

    assert response["Location"] == "/"
    row = SignIn.objects.get()
    assert (row.user, row.door, row.level, row.has_second_factor) == (user, "wachtwoord", 0, False)


def test_who_is_in_goes_where_they_wanted_to_on_this_host(visitor: Client) -> None:
    local_accounts.door()
    local_accounts.account()

    given = {"email": ADDRESS, "password": PASSWORD, "next": "/zoeken/?q=paspoort"}

    assert visitor.post(SIGN_IN, given)["Location"] == "/zoeken/?q=paspoort"
    assert visitor.get(f"{SIGN_IN}?next=https://elders.example/")["Location"] == "/"


@pytest.mark.covers("P-019")
def test_who_came_in_by_digid_cannot_sign_in_with_a_password(visitor: Client, inside: TenantRef) -> None:
    local_accounts.door()
    row = citizens.sign_in(Client(), inside, citizens.citizen())
    User.objects.filter(pk=row.user_id).update(email=ADDRESS)
    user = User.objects.get(pk=row.user_id)
    user.set_password(PASSWORD)
    user.save()

    assert WRONG in local_accounts.sign_in(visitor).content.decode()
    assert not local_accounts.is_in(visitor)


def test_staff_signs_in_at_its_own_door_only(visitor: Client) -> None:
    local_accounts.door()
    staff.member(EDITOR)

    response = local_accounts.sign_in(visitor, "noor@zonnedam.example", staff.PASSWORD)

    assert WRONG in response.content.decode()


def test_a_citizen_is_nobody_at_the_door_of_staff(visitor: Client) -> None:
    local_accounts.door()
    local_accounts.account()
    step = {"admin_login_view-current_step": "auth", "auth-username": ADDRESS, "auth-password": PASSWORD}

    response = visitor.post("/beheer/login/", step)

    assert WRONG in response.content.decode()
    assert "_auth_user_id" not in visitor.session
    local_accounts.sign_in(visitor)
    assert visitor.get("/beheer/")["Location"].startswith("/beheer/login/")


def test_who_knows_the_password_of_a_closed_account_is_told_that_it_is_closed(visitor: Client) -> None:
    local_accounts.door()
    local_accounts.account(is_active=False)

    assert "Dit account is afgesloten." in local_accounts.sign_in(visitor).content.decode()
    assert WRONG in local_accounts.sign_in(visitor, password="verkeerd").content.decode()


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("path", [SIGN_IN, local_accounts.FORGOTTEN, local_accounts.REGISTER])
def test_a_closed_door_is_no_page_at_all(visitor: Client, path: str, method: str) -> None:
    local_accounts.door()
    assert getattr(visitor, method)(path).status_code in {200, 422}

    Door.objects.update(is_on=False)

    assert getattr(visitor, method)(path).status_code == 404


@pytest.mark.covers("P-020")
def test_after_five_wrong_passwords_the_right_one_is_not_looked_at(visitor: Client) -> None:
    local_accounts.door()
    local_accounts.account()
    for _ in range(5):
        assert local_accounts.sign_in(visitor, password="verkeerd").status_code == 422

    response = local_accounts.sign_in(visitor)

    assert response.status_code == 429
    assert "Probeer het over 15 minuten opnieuw." in response.content.decode()
    assert int(response["Retry-After"]) <= 15 * 60


def test_what_was_filled_in_before_the_right_password_is_forgotten(visitor: Client) -> None:
    local_accounts.door()
    local_accounts.account()
    for _ in range(2):
        for _ in range(4):
            local_accounts.sign_in(visitor, password="verkeerd")
        assert local_accounts.sign_in(visitor).status_code == 302
        visitor.post("/uitloggen/")


@pytest.mark.covers("P-028")
def test_the_log_tells_of_wrong_passwords_without_saying_whose(visitor: Client) -> None:
    local_accounts.door()
    user = local_accounts.account()

    local_accounts.sign_in(visitor, password="verkeerd")
    local_accounts.sign_in(visitor)

    told = list(AuditRecord.objects.order_by("pk").values_list("action", "actor", "outcome"))
    assert told == [("accounts.refused", "", "refused"), ("accounts.came_in", str(user.uuid), "ok")]
    assert ADDRESS not in str(list(AuditRecord.objects.values()))


@pytest.mark.covers("P-027")
def test_a_form_of_a_tab_that_was_left_open_leads_home_who_is_in(
    inside: TenantRef, client_of: Callable[..., Client]
) -> None:
    local_accounts.door()
    local_accounts.account()
    client = client_of(inside, enforce_csrf_checks=True)
    assert local_accounts.sign_in(client).status_code == 403

    request = citizens.request_of(client, inside)
    signing_in.begin(request, User.objects.get(), door="wachtwoord")
    citizens.keep_session(client, request)

    assert local_accounts.sign_in(client)["Location"] == "/"
    assert client.post(local_accounts.FORGOTTEN, {"email": ADDRESS}).status_code == 403


def test_the_page_lets_browsers_fill_in_what_they_know(visitor: Client) -> None:
    local_accounts.door(allow_registration=False)

    html = visitor.get(SIGN_IN).content.decode()

    assert 'autocomplete="username"' in html
    assert 'autocomplete="current-password"' in html
    assert "/registreren/" not in html


def test_who_has_to_show_again_who_they_are_can_do_so_while_they_are_in(visitor: Client) -> None:
    local_accounts.door()
    local_accounts.account()
    local_accounts.sign_in(visitor)
    long_ago = timezone.now() - datetime.timedelta(minutes=6)
    SignIn.objects.update(at=long_ago)
    User.objects.update(last_login=long_ago)

    assert visitor.get(SIGN_IN).status_code == 302
    assert visitor.get(f"{SIGN_IN}?next=/zoeken/").status_code == 200
    given = {"email": ADDRESS, "password": PASSWORD, "next": "/zoeken/"}
    assert visitor.post(f"{SIGN_IN}?next=/zoeken/", given)["Location"] == "/zoeken/"
    assert SignIn.objects.filter(at__gt=long_ago, ended_at=None).count() == 1
