"""At the desk a functional manager ends the second factor that somebody has lost, and nobody else does (attack I23)."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django_otp.plugins.otp_totp.models import TOTPDevice
from pytest_django import Settings
from structlog.testing import capture_logs

from portal.accounts.models import SignIn, User
from portal.accounts.operations import lost_factor
from portal.accounts.roles import ADMINISTRATOR, EDITOR
from tenants.audit import SYSTEM
from tenants.audit.models import AuditRecord
from tenants.processing.models import Record
from tenants.types import TenantRef
from tests.portal import citizens, local_accounts, staff
from tests.portal.local_accounts import ADDRESS, CODE, PASSWORD, Texts

pytestmark = [pytest.mark.attack("I23"), pytest.mark.covers("P-021")]
FIND = "/beheer/inwoners/tweede-stap/"
TOLD = {"waarom": "phone", "gezien": "on"}


@pytest.fixture
def texts(settings: Settings) -> Texts:
    return Texts(settings)


@pytest.fixture
def loes(inside: TenantRef, texts: Texts) -> User:
    """Somebody with a password and a telephone that gets codes."""
    local_accounts.door(second_factor="sms_or_totp")
    return local_accounts.account(phone=local_accounts.PHONE)


@pytest.fixture
def browser(loes: User, client_of: Callable[..., Client], inside: TenantRef, texts: Texts) -> Client:
    """Her browser, in which she is signed in."""
    client = client_of(inside)
    local_accounts.sign_in(client)
    client.post(CODE, {"code": texts.code()})
    assert SignIn.objects.filter(user=loes, ended_at=None).exists()
    return client


def page(user: User) -> str:
    return f"/beheer/inwoners/{user.uuid}/tweede-stap/"


def is_untouched(user: User) -> bool:
    found = User.objects.select_related("contact").get(pk=user.pk)
    return found.check_password(PASSWORD) and found.contact.phone_verified_at is not None


def test_a_manager_ends_it_and_she_comes_back_by_a_letter_and_a_new_factor(
    administrator: Client, loes: User, browser: Client, client_of: Callable[..., Client], inside: TenantRef
) -> None:
    TOTPDevice.objects.create(user=loes, name="default", confirmed=True)
    with capture_logs() as lines:
        led = administrator.post(FIND, {"email": ADDRESS})
        assert led["Location"] == page(loes)
        assert "Loes Lokaal" in administrator.get(page(loes)).content.decode()
        assert administrator.post(page(loes), TOLD).status_code == 302

    assert not local_accounts.is_in(browser)
    assert not TOTPDevice.objects.filter(user=loes).exists()
    row = AuditRecord.objects.get(action="accounts.factor_ended_at_desk")
    assert (row.actor_kind, row.target) == ("staff", str(loes.uuid))
    assert "kwijt, kapot of gestolen" in row.why
    assert ADDRESS not in repr(lines)
    assert Record.objects.filter(activity="Inwoners helpen die hun tweede stap kwijt zijn").exists()
    letter = next(each for each in local_accounts.letters_of() if "tweede stap bij het inloggen" in each)
    assert local_accounts.link_in(letter) == local_accounts.FORGOTTEN

    back = client_of(inside)
    back.post(local_accounts.FORGOTTEN, {"email": ADDRESS})
    reset = next(
        each
        for each in local_accounts.letters_of()
        if f"{local_accounts.FORGOTTEN}" in each and "uur" in each
    )
    link = local_accounts.link_in(reset)
    chosen = {"password": local_accounts.OTHER, "repeated": local_accounts.OTHER}
    assert back.post(link, chosen).status_code == 302
    answer = local_accounts.sign_in(back, password=local_accounts.OTHER)
    assert answer["Location"] == local_accounts.PHONE_PAGE


def test_who_knows_the_old_password_cannot_set_up_a_factor_of_their_own(
    administrator: Client, loes: User, client_of: Callable[..., Client], inside: TenantRef
) -> None:
    waiting, fresh = client_of(inside), client_of(inside)
    local_accounts.sign_in(waiting)  # stands before the second step when it is ended

    administrator.post(page(loes), TOLD)

    assert waiting.get(local_accounts.PHONE_PAGE)["Location"] != CODE
    assert local_accounts.WRONG in local_accounts.sign_in(fresh).content.decode()


@pytest.mark.parametrize("wrong", [{"waarom": ""}, {"waarom": "zomaar"}, {"gezien": ""}])
def test_nothing_ends_without_a_reason_or_a_look_at_the_proof(
    administrator: Client, loes: User, wrong: dict[str, str]
) -> None:
    assert administrator.post(page(loes), {**TOLD, **wrong}).status_code == 200

    assert is_untouched(loes)


def other_roles(client_of: Callable[..., Client], inside: TenantRef, elsewhere: TenantRef) -> list[Client]:
    return [
        client_of(inside),
        citizens.client_for(client_of, inside),
        staff.client_for(client_of, inside, EDITOR, "els@zonnedam.example"),
        staff.client_for(client_of, elsewhere, ADMINISTRATOR),
    ]


def test_another_role_cannot(
    loes: User,
    browser: Client,
    client_of: Callable[..., Client],
    inside: TenantRef,
    waterrijk: TenantRef,
) -> None:
    answers: list[Any] = []
    for client in [browser, *other_roles(client_of, inside, waterrijk)]:
        answers += [client.post(FIND, {"email": ADDRESS}), client.post(page(loes), TOLD)]
        answers.append(client.get(page(loes)))

    assert all(
        answer.status_code in {403, 404} or "/beheer/login/" in answer.headers.get("Location", "")
        for answer in [each for each in answers if "Bij dit adres" not in each.content.decode()]
    )
    assert not any("Loes" in answer.content.decode() for answer in answers)
    assert is_untouched(loes)
    assert local_accounts.is_in(browser)


def test_nobodys_second_factor_ends_but_that_of_an_inhabitant_with_a_password(
    administrator: Client, fatima: Client, inside: TenantRef
) -> None:
    colleague = User.objects.get(email="noor@zonnedam.example")
    by_digid = User.objects.get(contact__email=citizens.EMAIL)

    for user in (colleague, by_digid):
        assert administrator.post(page(user), TOLD).status_code == 404
        with pytest.raises(lost_factor.NotLocalError):
            lost_factor.end_factor(user, by=SYSTEM, why="geen")
    assert TOTPDevice.objects.filter(user=colleague).exists()
    answer = administrator.post(FIND, {"email": "noor@zonnedam.example"})
    assert "Bij dit adres is er geen account" in answer.content.decode()
