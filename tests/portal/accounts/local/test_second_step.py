"""A second step behind the password: text message, app, letter or paper (P-021, P-022, I-214)."""

import datetime
from binascii import unhexlify

import pytest
from django.test import Client
from django.utils import timezone
from django_otp.oath import totp
from django_otp.plugins.otp_totp.models import TOTPDevice
from pytest_django import Settings

from portal.accounts.models import ContactData, SentCode, SignIn
from tenants.audit.models import AuditRecord
from tests.portal import local_accounts
from tests.portal.local_accounts import APP, CODE, PHONE, PHONE_PAGE, RESEND, Texts

MINUTE = datetime.timedelta(minutes=1)


def code_of(device: TOTPDevice) -> str:
    return f"{totp(unhexlify(device.key)):06d}"


def give(client: Client, code: str) -> int:
    return int(client.post(CODE, {"code": code}).status_code)


def halfway(client: Client, rule: str = "sms", phone: str = PHONE, **more: object) -> None:
    local_accounts.door(second_factor=rule, **more)
    local_accounts.account(phone=phone)
    assert local_accounts.sign_in(client).status_code == 302


@pytest.mark.covers("P-021")
def test_the_code_of_the_text_message_lets_in(visitor: Client, texts: Texts) -> None:
    halfway(visitor)
    assert texts.sent[0][0] == PHONE
    assert "nummer dat eindigt op 78" in visitor.get(CODE).content.decode()

    assert give(visitor, texts.code()) == 302

    assert SignIn.objects.get().has_second_factor
    assert local_accounts.is_in(visitor)


@pytest.mark.covers("P-021")
def test_a_code_of_more_than_five_minutes_ago_does_not_count(visitor: Client, texts: Texts) -> None:
    halfway(visitor)
    SentCode.objects.update(ends_at=timezone.now())

    assert give(visitor, texts.code()) == 422


@pytest.mark.covers("P-021")
def test_the_fourth_code_within_a_minute_has_to_wait_and_the_field_is_empty(
    visitor: Client, texts: Texts
) -> None:
    halfway(visitor)
    wrong = "000000" if texts.code() != "000000" else "111111"
    assert [give(visitor, wrong) for _ in range(3)] == [422] * 3

    response = visitor.post(CODE, {"code": texts.code()})

    assert response.status_code == 429
    assert "Er is te vaak iets verkeerds ingevuld." in response.content.decode()
    assert texts.code() not in response.content.decode()
    assert AuditRecord.objects.filter(action="accounts.code_refused").count() == 3


@pytest.mark.covers("P-021")
def test_another_text_message_makes_the_one_before_worthless(visitor: Client, texts: Texts) -> None:
    halfway(visitor)
    first = texts.code()
    while texts.code() == first:
        visitor.post(RESEND, {"kanaal": "sms"})

    assert give(visitor, first) == 422
    assert give(visitor, texts.code()) == 302


@pytest.mark.covers("P-021")
def test_five_text_messages_in_five_minutes_are_all(visitor: Client, texts: Texts) -> None:
    halfway(visitor)

    statuses = [visitor.post(RESEND, {"kanaal": "sms"}).status_code for _ in range(5)]

    assert statuses == [302, 302, 302, 302, 429]
    assert len(texts.sent) == 5


@pytest.mark.covers("I-214")
def test_only_a_hash_of_the_code_is_kept(visitor: Client, texts: Texts) -> None:
    halfway(visitor)

    kept = str(SentCode.objects.values())

    assert texts.code() not in kept
    assert PHONE not in kept


@pytest.mark.fault("F57")
@pytest.mark.covers("P-023")
@pytest.mark.parametrize("how", ["is_down", "breaks"])
def test_while_the_provider_is_down_a_letter_takes_its_place(visitor: Client, texts: Texts, how: str) -> None:
    setattr(texts, how, True)
    halfway(visitor, mail_code=True)

    assert "Er kan nu geen sms worden verstuurd." in visitor.get(CODE).content.decode()
    assert AuditRecord.objects.filter(action="accounts.text_not_sent").exists()
    assert not local_accounts.is_in(visitor)

    visitor.post(RESEND, {"kanaal": "mail"})
    letter = local_accounts.letters_of()[-1]
    code = next(word for word in letter.split() if word.isdigit() and len(word) == 6)
    assert give(visitor, code) == 302


@pytest.mark.fault("F57")
def test_an_outage_counts_against_nobody(visitor: Client, texts: Texts) -> None:
    texts.is_down = True
    halfway(visitor)
    for _ in range(10):
        assert visitor.post(RESEND, {"kanaal": "sms"}).status_code == 302
    assert "probeer het over een kwartier opnieuw" in visitor.get(CODE).content.decode().lower()

    texts.is_down = False
    visitor.post(RESEND, {"kanaal": "sms"})

    assert give(visitor, texts.code()) == 302


def test_a_letter_is_no_way_where_the_municipality_does_not_want_it(visitor: Client, texts: Texts) -> None:
    halfway(visitor)

    visitor.post(RESEND, {"kanaal": "mail"})

    assert local_accounts.letters_of() == []
    assert "Stuur de code per e-mail" not in visitor.get(CODE).content.decode()


def test_a_municipality_sends_only_so_many_text_messages_an_hour(
    visitor: Client, texts: Texts, settings: Settings
) -> None:
    settings.SMS_CODES_AN_HOUR = 2
    halfway(visitor)
    for _ in range(3):
        visitor.post(RESEND, {"kanaal": "sms"})

    assert len(texts.sent) == 2
    assert "Er kan nu geen sms worden verstuurd." in visitor.get(CODE).content.decode()


@pytest.mark.covers("P-022")
def test_a_number_is_kept_when_its_code_comes_back_and_not_before(visitor: Client, texts: Texts) -> None:
    local_accounts.door(second_factor="sms")
    local_accounts.account()
    assert local_accounts.sign_in(visitor)["Location"] == PHONE_PAGE

    visitor.post(PHONE_PAGE, {"phone": "06 12345678", "repeated": "+31 6 1234 5678"})

    assert texts.sent[0][0] == PHONE
    assert ContactData.objects.get().phone == ""
    assert give(visitor, texts.code()) == 302
    contact = ContactData.objects.get()
    assert (contact.phone, bool(contact.phone_verified_at)) == (PHONE, True)
    assert AuditRecord.objects.filter(action="accounts.phone_added").exists()
    assert "hoort nu een telefoonnummer" in local_accounts.letters_of()[-1]


@pytest.mark.covers("P-022")
@pytest.mark.parametrize(
    ("phone", "repeated", "told"),
    [
        ("0612345678", "0612345679", "De twee telefoonnummers zijn niet gelijk."),
        ("12", "12", "Dit is geen telefoonnummer."),
        ("0201234567", "0201234567", "Op dit nummer kan geen sms komen."),
        ("", "", "Vul uw mobiele telefoonnummer in."),
    ],
)
def test_a_number_that_will_not_do_is_refused_with_the_reason(
    visitor: Client, texts: Texts, phone: str, repeated: str, told: str
) -> None:
    local_accounts.door(second_factor="sms")
    local_accounts.account()
    local_accounts.sign_in(visitor)

    response = visitor.post(PHONE_PAGE, {"phone": phone, "repeated": repeated})

    assert told in response.content.decode()
    assert texts.sent == []


@pytest.mark.parametrize("written", ["+32 470 12 34 56", "0032470123456"])
def test_a_foreign_mobile_number_is_as_good(visitor: Client, texts: Texts, written: str) -> None:
    local_accounts.door(second_factor="sms")
    local_accounts.account()
    local_accounts.sign_in(visitor)

    visitor.post(PHONE_PAGE, {"phone": written, "repeated": written})

    assert texts.sent[0][0] == "+32470123456"


def test_a_number_told_at_registration_gets_the_first_code_and_may_be_mended(
    visitor: Client, texts: Texts
) -> None:
    local_accounts.door(second_factor="sms")
    local_accounts.account(phone=PHONE, is_verified=False)

    assert local_accounts.sign_in(visitor)["Location"] == CODE
    assert texts.sent[0][0] == PHONE
    visitor.post(PHONE_PAGE, {"phone": "+32470123456", "repeated": "+32470123456"})
    give(visitor, texts.code())

    assert ContactData.objects.get().phone == "+32470123456"


def test_an_app_is_set_up_at_the_first_sign_in_with_codes_for_on_paper(visitor: Client) -> None:
    local_accounts.door(second_factor="totp")
    user = local_accounts.account()
    assert local_accounts.sign_in(visitor)["Location"] == APP
    assert visitor.get(f"{APP}qr.svg")["Content-Type"] == "image/svg+xml"
    device = TOTPDevice.objects.get(user=user)

    assert visitor.post(APP, {"code": "000000"}).status_code == 422
    response = visitor.post(APP, {"code": code_of(device)})

    assert "Bewaar uw herstelcodes" in response.content.decode()
    assert local_accounts.is_in(visitor)
    assert response.content.decode().count("<code>") == 10
    assert SignIn.objects.get().has_second_factor
    assert "is een app gekoppeld" in local_accounts.letters_of()[-1]


def test_opening_pages_makes_no_secret(visitor: Client) -> None:
    local_accounts.door(second_factor="totp")
    local_accounts.account()
    visitor.get(APP)

    assert not TOTPDevice.objects.exists()


def test_where_both_will_do_somebody_chooses(visitor: Client, texts: Texts) -> None:
    local_accounts.door(second_factor="sms_or_totp")
    local_accounts.account()
    local_accounts.sign_in(visitor)

    assert "Liever een app gebruiken" in visitor.get(PHONE_PAGE).content.decode()
    assert "Liever een sms gebruiken" in visitor.get(APP).content.decode()


def test_the_second_step_begins_with_the_first(visitor: Client) -> None:
    local_accounts.door(second_factor="sms")

    for path in (CODE, PHONE_PAGE, APP):
        assert visitor.get(path)["Location"] == local_accounts.SIGN_IN


def test_a_rule_that_is_not_understood_asks_for_more_and_not_for_less(visitor: Client) -> None:
    local_accounts.door(second_factor="geen-idee")
    local_accounts.account()

    assert local_accounts.sign_in(visitor)["Location"] == PHONE_PAGE
    assert not local_accounts.is_in(visitor)
