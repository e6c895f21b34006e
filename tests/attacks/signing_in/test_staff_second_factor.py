"""Who came in by their organisation is staff only with a second factor, theirs or ours, in that very session (I23)."""

from binascii import unhexlify
from collections.abc import Callable

import pytest
from django.test import Client
from django_otp.oath import totp

from integrations.identities import SignInRefusedError
from portal.accounts.models import SignIn, User
from portal.accounts.operations import signing_in
from portal.accounts.roles import EDITOR
from tenants.entry import enter
from tenants.types import TenantRef
from tests.portal import citizens, colleagues, staff

REDACTIE, BEHEER = colleagues.ROLES
ADMIN = (
    "/beheer/",
    "/beheer/accounts/user/",
    "/beheer/logboek/",
    "/beheer/mfa/",
    "/beheer/mfa/backup/tokens/",
)


def opens(client: Client) -> list[str]:
    return [path for path in ADMIN if client.get(path).status_code == 200]


def come_in(client: Client, tenant: TenantRef, *, second_factor: bool) -> User:
    with enter(tenant):
        door = colleagues.by_groups()
    asserted = colleagues.colleague(groups=(BEHEER,), second_factor=second_factor)
    return colleagues.let_in(client, tenant, asserted, at=door).user


def with_device(user: User, tenant: TenantRef) -> None:
    with enter(tenant):
        user.totpdevice_set.create(name="default", key=staff.KEY, confirmed=True)


@pytest.mark.attack("I23")
def test_without_a_second_factor_no_page_of_the_administration_opens(
    zonnedam: TenantRef, client_of: Callable[..., Client]
) -> None:
    without, with_one = client_of(zonnedam), client_of(zonnedam)

    come_in(without, zonnedam, second_factor=False)
    come_in(with_one, zonnedam, second_factor=True)

    assert opens(without) == []
    assert opens(with_one) == list(ADMIN)


@pytest.mark.attack("I23")
def test_what_was_shown_in_one_session_is_shown_in_no_other(
    zonnedam: TenantRef, client_of: Callable[..., Client]
) -> None:
    first, second = client_of(zonnedam), client_of(zonnedam)
    come_in(first, zonnedam, second_factor=True)
    come_in(second, zonnedam, second_factor=False)
    assert (bool(opens(first)), bool(opens(second))) == (True, False)

    with enter(zonnedam):
        session = second.session
        session["sign_in"] = first.session["sign_in"]
        session.save()

    assert not opens(second)
    assert opens(first)


@pytest.mark.attack("I23")
def test_it_ends_with_the_sign_in(zonnedam: TenantRef, client_of: Callable[..., Client]) -> None:
    client = client_of(zonnedam)
    come_in(client, zonnedam, second_factor=True)
    assert opens(client)
    stolen = client_of(zonnedam)
    stolen.cookies.load(client.cookies.output(header=""))

    client.post("/beheer/logout/")

    assert not opens(stolen)


@pytest.mark.attack("I23")
def test_who_has_a_device_here_adds_no_other_before_showing_it(
    zonnedam: TenantRef, client_of: Callable[..., Client]
) -> None:
    client = client_of(zonnedam)
    user = come_in(client, zonnedam, second_factor=False)
    control = client.post("/beheer/mfa/setup/", {"setup_view-current_step": "welcome"}, follow=True)
    assert "QR-code" in control.content.decode()
    with_device(user, zonnedam)

    for method in (client.get, client.post):
        answer = method("/beheer/mfa/setup/", {"setup_view-current_step": "welcome"})
        assert answer.headers["Location"] == "/beheer/mfa/code/"

    with enter(zonnedam):
        assert user.totpdevice_set.count() == 1
    client.post("/beheer/mfa/code/", {"otp_token": f"{totp(unhexlify(staff.KEY)):06d}"})
    assert opens(client)


@pytest.mark.attack("I23")
def test_a_code_counts_once_and_is_not_guessed(zonnedam: TenantRef, client_of: Callable[..., Client]) -> None:
    first, second = client_of(zonnedam), client_of(zonnedam)
    user = come_in(first, zonnedam, second_factor=False)
    with_device(user, zonnedam)
    code = f"{totp(unhexlify(staff.KEY)):06d}"
    first.post("/beheer/mfa/code/", {"otp_token": code})
    assert opens(first)
    come_in(second, zonnedam, second_factor=False)

    second.post("/beheer/mfa/code/", {"otp_token": code})
    assert not opens(second)
    page = second.post("/beheer/mfa/code/", {"otp_token": "000000"})
    assert page.status_code == 200
    assert not opens(second)


@pytest.mark.attack("I23")
def test_a_recovery_code_counts_once(zonnedam: TenantRef, client_of: Callable[..., Client]) -> None:
    first, second = client_of(zonnedam), client_of(zonnedam)
    user = come_in(first, zonnedam, second_factor=False)
    with_device(user, zonnedam)
    with enter(zonnedam):
        user.staticdevice_set.create(name="backup").token_set.create(token="abcdefgh")

    first.post("/beheer/mfa/code/", {"otp_token": "abcdefgh"})
    assert opens(first)
    come_in(second, zonnedam, second_factor=False)
    second.post("/beheer/mfa/code/", {"otp_token": "abcdefgh"})

    assert not opens(second)


@pytest.mark.attack("I23")
def test_the_device_of_somebody_else_is_of_no_use(
    zonnedam: TenantRef, client_of: Callable[..., Client]
) -> None:
    other = "ff112233445566778899aabbccddeeff00112233"
    client = client_of(zonnedam)
    user = come_in(client, zonnedam, second_factor=False)
    with_device(user, zonnedam)
    with enter(zonnedam):
        thief = staff.member(EDITOR, "dief@zonnedam.example")
        thief.totpdevice_set.update(key=other)

    client.post("/beheer/mfa/code/", {"otp_token": f"{totp(unhexlify(other)):06d}"})

    assert not opens(client)
    client.post("/beheer/mfa/code/", {"otp_token": "abcdefgh"})
    assert not opens(client)


@pytest.mark.attack("I23")
def test_the_page_for_codes_is_nothing_to_citizens_and_visitors(
    zonnedam: TenantRef, client_of: Callable[..., Client]
) -> None:
    citizen, visitor = citizens.client_for(client_of, zonnedam), client_of(zonnedam)

    for client in (citizen, visitor):
        assert client.get("/beheer/mfa/code/").headers["Location"] == "/beheer/login/"
        assert client.post("/beheer/mfa/code/", {"otp_token": "123456"}).status_code == 302


@pytest.mark.attack("I23")
def test_a_second_factor_of_a_door_for_everybody_makes_no_staff(
    zonnedam: TenantRef, client_of: Callable[..., Client]
) -> None:
    """Who signed in by the public page before becoming a colleague is asked to come in by the right door."""
    client, later = client_of(zonnedam), client_of(zonnedam)
    with enter(zonnedam, urls=True):
        public = colleagues.door(for_all=True)
        request = citizens.request_of(client, zonnedam)
        signing_in.sign_in(request, colleagues.colleague(groups=(BEHEER,)), door=public)
        citizens.keep_session(client, request)
        assert SignIn.objects.get().has_second_factor
    assert not opens(client)

    come_in(later, zonnedam, second_factor=True)

    assert not opens(client)
    assert opens(later)
    with enter(zonnedam):
        public, request = colleagues.door(for_all=True), citizens.request_of(client, zonnedam)
        with pytest.raises(SignInRefusedError):
            signing_in.sign_in(request, colleagues.colleague(groups=(BEHEER,)), door=public)
