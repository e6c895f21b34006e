"""Accounts with a password: taking over, fixing a session, and going round the second step (I18 to I20, I23, I26)."""

from binascii import unhexlify
from collections.abc import Callable

import pytest
from django.test import Client
from django_otp.oath import totp
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice
from pytest_django import Settings

from portal.accounts.models import ContactData, SentCode, User
from tenants.entry import enter
from tenants.types import TenantRef
from tests.portal import citizens, local_accounts
from tests.portal.local_accounts import (
    ADDRESS,
    APP,
    CHANGE,
    CODE,
    FORGOTTEN,
    NEW,
    OTHER,
    PASSWORD,
    PHONE,
    PHONE_PAGE,
    REGISTER,
    SIGN_IN,
    Texts,
)

KEY = "00112233445566778899aabbccddeeff00112233"
CHOSEN = {"password": OTHER, "repeated": OTHER}


@pytest.fixture
def texts(settings: Settings) -> Texts:
    return Texts(settings)


def with_app(user: User) -> str:
    """Give somebody an authenticator, and answer the code that it shows now."""
    TOTPDevice.objects.create(user=user, name="default", key=KEY, confirmed=True)
    return f"{totp(unhexlify(KEY)):06d}"


@pytest.mark.attack("I18")
def test_a_citizen_with_a_bsn_who_takes_an_address_gets_nothing_of_its_account(
    visitor: Client, inside: TenantRef, client_of: Callable[..., Client]
) -> None:
    local_accounts.door()
    owner = local_accounts.account()
    taker = citizens.client_for(client_of, inside, email=ADDRESS)

    visitor.post(FORGOTTEN, {"email": ADDRESS})
    link = local_accounts.link_in(local_accounts.letters_of()[-1])
    visitor.post(link, CHOSEN)

    assert User.objects.get(pk=owner.pk).check_password(OTHER)
    assert [user.pk for user in User.objects.exclude(password__startswith="!")] == [owner.pk]
    assert taker.get(CHANGE).status_code == 404


@pytest.mark.attack("I18")
def test_an_account_that_somebody_else_began_is_not_finished_by_who_has_the_address(
    visitor: Client, inside: TenantRef, client_of: Callable[..., Client]
) -> None:
    local_accounts.door()
    client_of(inside).post(REGISTER, {**NEW, "password": OTHER, "repeated": OTHER})
    visitor.post(REGISTER, NEW)
    theirs, mine = (local_accounts.link_in(each) for each in local_accounts.letters_of(NEW["email"]))

    visitor.post(theirs, {"password": PASSWORD})
    assert not User.objects.exists()

    visitor.post(mine, {"password": PASSWORD})
    assert User.objects.get().check_password(PASSWORD)


@pytest.mark.attack("I19")
@pytest.mark.parametrize("rule", ["none", "sms"])
def test_a_session_that_was_set_before_is_another_after_each_step(
    visitor: Client, texts: Texts, rule: str
) -> None:
    local_accounts.door(second_factor=rule)
    local_accounts.account(phone=PHONE)
    session = visitor.session
    session["planted"] = True
    session.save()
    keys = [visitor.cookies["session"].value]

    local_accounts.sign_in(visitor)
    keys.append(visitor.cookies["session"].value)
    if rule == "sms":
        visitor.post(CODE, {"code": texts.code()})
        keys.append(visitor.cookies["session"].value)

    assert len(set(keys)) == len(keys)
    assert local_accounts.is_in(visitor)
    assert "planted" not in visitor.session


@pytest.mark.attack("I20")
def test_a_closed_account_is_out_at_the_next_click(visitor: Client) -> None:
    local_accounts.door()
    local_accounts.account()
    local_accounts.sign_in(visitor)
    assert local_accounts.is_in(visitor)

    User.objects.update(is_active=False)

    assert not local_accounts.is_in(visitor)


@pytest.mark.attack("I20")
def test_who_is_halfway_is_nowhere_when_the_password_becomes_another(visitor: Client, texts: Texts) -> None:
    local_accounts.door(second_factor="sms")
    user = local_accounts.account(phone=PHONE)
    local_accounts.sign_in(visitor)
    assert visitor.get(CODE).status_code == 200

    user.set_password(OTHER)
    user.save()

    assert visitor.post(CODE, {"code": texts.code()})["Location"] == SIGN_IN
    assert not local_accounts.is_in(visitor)


@pytest.mark.attack("I23")
def test_the_password_alone_opens_nothing(visitor: Client, texts: Texts) -> None:
    local_accounts.door(second_factor="sms_or_totp")
    local_accounts.account(phone=PHONE)
    local_accounts.sign_in(visitor)

    assert visitor.get(CHANGE).status_code == 302
    assert not local_accounts.is_in(visitor)
    assert visitor.get("/beheer/").status_code == 302

    visitor.post(CODE, {"code": texts.code()})
    assert visitor.get(CHANGE).status_code == 200


@pytest.mark.attack("I23")
@pytest.mark.parametrize("has", ["phone", "app"])
def test_who_knows_the_password_puts_no_telephone_beside_the_owners(
    visitor: Client, texts: Texts, has: str
) -> None:
    local_accounts.door(second_factor="sms_or_totp")
    user = local_accounts.account(phone=PHONE if has == "phone" else "")
    if has == "app":
        with_app(user)
    local_accounts.sign_in(visitor)
    sent = len(texts.sent)

    assert visitor.get(PHONE_PAGE)["Location"] == CODE
    assert visitor.post(PHONE_PAGE, {"phone": "+32470123456", "repeated": "+32470123456"})["Location"] == CODE
    assert visitor.get(APP)["Location"] == CODE
    assert visitor.post(APP, {"code": "123456"})["Location"] == CODE
    assert visitor.get(f"{APP}qr.svg").status_code == 404
    assert len(texts.sent) == sent


@pytest.mark.attack("I23")
def test_another_password_by_a_letter_does_not_go_round_the_second_step(
    visitor: Client, texts: Texts
) -> None:
    local_accounts.door(second_factor="sms")
    local_accounts.account(phone=PHONE)
    visitor.post(FORGOTTEN, {"email": ADDRESS})
    visitor.post(local_accounts.link_in(local_accounts.letters_of()[-1]), CHOSEN)

    assert local_accounts.sign_in(visitor, password=OTHER)["Location"] == CODE
    assert not local_accounts.is_in(visitor)


@pytest.mark.attack("I23")
def test_a_code_of_an_app_is_good_once(
    visitor: Client, inside: TenantRef, client_of: Callable[..., Client]
) -> None:
    local_accounts.door(second_factor="totp")
    code = with_app(local_accounts.account())
    local_accounts.sign_in(visitor)
    assert visitor.post(CODE, {"code": code}).status_code == 302

    other = client_of(inside)
    local_accounts.sign_in(other)

    assert other.post(CODE, {"code": code}).status_code == 422
    assert not local_accounts.is_in(other)


@pytest.mark.attack("I23")
def test_a_code_on_paper_is_good_once(
    visitor: Client, inside: TenantRef, client_of: Callable[..., Client]
) -> None:
    local_accounts.door(second_factor="totp")
    user = local_accounts.account()
    with_app(user)
    paper = StaticDevice.objects.create(user=user, name="backup", confirmed=True)
    StaticToken.objects.bulk_create(
        StaticToken(device=paper, token=each) for each in ("abcdefgh", "ijklmnop")
    )
    other = client_of(inside)
    for client in (visitor, other):
        local_accounts.sign_in(client)

    assert visitor.post(CODE, {"code": "ABCD-EFGH"}).status_code == 302
    assert other.post(CODE, {"code": "abcdefgh"}).status_code == 422
    assert other.post(CODE, {"code": "ijklmnop"}).status_code == 302


@pytest.mark.attack("I23")
def test_a_code_that_was_sent_is_good_once_and_for_one_person(
    visitor: Client, inside: TenantRef, client_of: Callable[..., Client], texts: Texts
) -> None:
    local_accounts.door(second_factor="sms")
    local_accounts.account(phone=PHONE)
    local_accounts.account("ander@example.org", phone="+31687654321")
    local_accounts.sign_in(visitor)
    code = texts.code()
    other = client_of(inside)
    local_accounts.sign_in(other, "ander@example.org")

    if code != texts.code():
        assert other.post(CODE, {"code": code}).status_code == 422
    assert visitor.post(CODE, {"code": code}).status_code == 302
    assert SentCode.objects.filter(used_at=None).count() == 1
    visitor.post("/uitloggen/")
    local_accounts.sign_in(visitor)
    if code != texts.code():
        assert visitor.post(CODE, {"code": code}).status_code == 422


@pytest.mark.attack("I23")
def test_a_browser_known_to_one_municipality_is_nobodys_at_another(
    visitor: Client, waterrijk: TenantRef, client_of: Callable[..., Client]
) -> None:
    local_accounts.door()
    local_accounts.account()
    local_accounts.sign_in(visitor)
    with enter(waterrijk, urls=True):
        local_accounts.door(second_factor="sms")
        local_accounts.account(phone=PHONE)
    there = client_of(waterrijk)
    there.cookies.load(visitor.cookies.output(header=""))

    assert not local_accounts.is_in(there)
    assert local_accounts.sign_in(there)["Location"] == CODE


@pytest.mark.attack("I26")
@pytest.mark.parametrize(
    "forged",
    [
        {"X-Forwarded-Host": "kwaad.example"},
        {"Forwarded": "host=kwaad.example"},
        {"X-Original-Host": "kwaad.example"},
        {"Origin": "https://kwaad.example", "Referer": "https://kwaad.example/"},
    ],
)
def test_the_link_in_a_letter_is_on_the_municipalitys_own_host(
    visitor: Client, forged: dict[str, str]
) -> None:
    local_accounts.door()
    local_accounts.account()

    visitor.post(FORGOTTEN, {"email": ADDRESS}, headers=forged)

    letter = local_accounts.letters_of()[-1]
    assert "kwaad.example" not in letter
    assert "http://zonnedam.localhost" in letter


@pytest.mark.attack("I26")
def test_a_host_that_is_nobodys_sends_no_letter(inside: TenantRef) -> None:
    local_accounts.door()
    local_accounts.account()

    response = Client(headers={"host": "kwaad.example"}).post(FORGOTTEN, {"email": ADDRESS})

    assert response.status_code >= 400
    assert local_accounts.letters_of() == []
    assert ContactData.objects.count() == 1
