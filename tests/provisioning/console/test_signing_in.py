"""Signing in takes a password and a code; nothing else opens a door."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from provisioning.console import second_factor, throttle
from provisioning.console.models import Operator, OperatorDevice
from provisioning.console.types import Role
from tenants.entry import enter
from tenants.models import OperatorRecord
from tenants.types import TenantRef
from tests.provisioning.console import people

WRONG = "Het e-mailadres of het wachtwoord klopt niet."


def is_signed_in(client: Client) -> bool:
    return bool(client.get("/").status_code == 200)


def acts() -> list[str]:
    return list(OperatorRecord.objects.order_by("pk").values_list("action", flat=True))


@pytest.mark.covers("C-001")
def test_password_and_code_sign_in(visitor: Client, operator: Operator) -> None:
    response = people.sign_in(visitor, operator)

    assert response.url == "/"
    assert is_signed_in(visitor)


@pytest.mark.attack("P01")
def test_the_password_alone_opens_nothing(visitor: Client, operator: Operator) -> None:
    response = people.give_password(visitor, operator)

    assert response.url == "/aanmelden/code/"
    assert not is_signed_in(visitor)


def test_a_wrong_password_and_an_unknown_account_are_told_in_the_same_words(
    visitor: Client, operator: Operator
) -> None:
    wrong = visitor.post("/aanmelden/", {"email": operator.email, "password": "iets anders"})
    unknown = visitor.post(
        "/aanmelden/", {"email": "niemand@inwonerplein.example", "password": people.PASSWORD}
    )

    assert WRONG in wrong.content.decode()
    assert WRONG in unknown.content.decode()
    assert (wrong.status_code, unknown.status_code) == (422, 422)


def test_a_wrong_code_signs_nobody_in(visitor: Client, operator: Operator) -> None:
    people.give_password(visitor, operator)
    right = people.code()

    response = visitor.post("/aanmelden/code/", {"code": "000000" if right != "000000" else "000001"})

    assert "Deze code klopt niet" in response.content.decode()
    assert not is_signed_in(visitor)


def test_a_code_works_once(visitor: Client, operator: Operator) -> None:
    with people.later(0):
        people.sign_in(visitor, operator)
        second = people.browser()
        people.give_password(second, operator)
        second.post("/aanmelden/code/", {"code": people.code()})

        assert not is_signed_in(second)


def test_of_two_requests_with_one_code_only_one_can_spend_it(operator: Operator) -> None:
    first, second = (OperatorDevice.objects.get(operator=operator) for _ in range(2))
    code = people.code()

    assert [second_factor.accepts(first, code), second_factor.accepts(second, code)] == [True, False]


def test_a_code_without_a_password_is_asked_for_the_password(visitor: Client, operator: Operator) -> None:
    response = visitor.post("/aanmelden/code/", {"code": people.code()})

    assert response.url == "/aanmelden/"


def test_after_five_minutes_the_password_is_asked_again(visitor: Client, operator: Operator) -> None:
    people.give_password(visitor, operator)

    with people.later(301):
        response = visitor.post("/aanmelden/code/", {"code": people.code()})

    assert response.url == "/aanmelden/"


def test_a_blocked_account_cannot_sign_in(visitor: Client, operator: Operator) -> None:
    Operator.objects.update(is_active=False)

    assert WRONG in people.give_password(visitor, operator).content.decode()


def test_a_recovery_code_works_once(visitor: Client, operator: Operator) -> None:
    code = second_factor.new_recovery_codes(operator)[0]
    for signs_in in (True, False):
        client = people.browser()
        people.give_password(client, operator)
        client.post("/aanmelden/code/", {"code": code.upper()})
        assert is_signed_in(client) is signs_in


def test_another_operators_recovery_code_is_nothing(visitor: Client, operator: Operator) -> None:
    code = second_factor.new_recovery_codes(people.make(Role.OWNER))[0]
    people.give_password(visitor, operator)
    visitor.post("/aanmelden/code/", {"code": code})

    assert not is_signed_in(visitor)


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:x"]
)
def test_signing_in_never_leads_elsewhere(visitor: Client, operator: Operator, elsewhere: str) -> None:
    visitor.post("/aanmelden/", {"email": operator.email, "password": people.PASSWORD, "next": elsewhere})

    assert visitor.post("/aanmelden/code/", {"code": people.code()}).url == "/"


def test_signing_in_leads_back_to_the_page_that_was_asked_for(visitor: Client, operator: Operator) -> None:
    asked = visitor.get("/logboek/?door=noor")
    form = visitor.get(asked.url).context["form"]
    visitor.post(
        "/aanmelden/", {"email": operator.email, "password": people.PASSWORD, "next": form["next"].value()}
    )

    assert visitor.post("/aanmelden/code/", {"code": people.code()}).url == "/logboek/?door=noor"


def test_signing_out_ends_the_session_and_takes_a_post(console_client: Client) -> None:
    assert console_client.get("/afmelden/").status_code == 405
    assert is_signed_in(console_client)

    console_client.post("/afmelden/")

    assert not is_signed_in(console_client)


@pytest.mark.covers("C-070")
def test_every_step_is_written_down_and_nothing_that_was_typed(visitor: Client, operator: Operator) -> None:
    visitor.post("/aanmelden/", {"email": "mijn wachtwoord is geheim@x.nl", "password": "x"})
    visitor.post("/aanmelden/", {"email": "onbekend@x.nl", "password": "geheimpje"})
    people.give_password(visitor, operator, "fout wachtwoord")
    people.sign_in(visitor, operator)
    visitor.post("/afmelden/")

    assert acts()[-4:] == [
        "operator.sign_in_failed", "operator.sign_in_failed", "operator.signed_in", "operator.signed_out",
    ]  # fmt: skip
    stored = str(list(OperatorRecord.objects.values()))
    assert not [word for word in ("onbekend@x.nl", "geheimpje", "fout wachtwoord") if word in stored]
    assert set(OperatorRecord.objects.exclude(actor_kind="system").values_list("origin", flat=True)) == {
        "127.0.0.1"
    }


def test_five_failures_lock_the_account_and_say_for_how_long(visitor: Client, operator: Operator) -> None:
    answers = [people.give_password(visitor, operator, "fout") for _ in range(5)]

    assert "over 5 minuten opnieuw" in answers[-1].content.decode()
    assert people.give_password(visitor, operator).status_code == 422
    with people.later(301):
        assert people.give_password(visitor, operator).status_code == 302


@pytest.mark.attack("I23")
def test_whoever_guesses_elsewhere_keeps_nobody_out_of_a_browser_in_which_he_was(
    visitor: Client, operator: Operator
) -> None:
    people.sign_in(visitor, operator)
    visitor.post("/afmelden/")
    elsewhere = Client(headers={"host": people.HOST}, REMOTE_ADDR="192.0.2.7")
    for _ in range(5):
        people.give_password(elsewhere, operator, "fout")
    never_used = Client(headers={"host": people.HOST}, REMOTE_ADDR="192.0.2.8")

    assert people.give_password(never_used, operator).status_code == 422
    assert people.give_password(visitor, operator).status_code == 302


@pytest.mark.attack("I23")
def test_a_known_browser_may_not_guess_more_than_another(visitor: Client, operator: Operator) -> None:
    """The control."""
    people.sign_in(visitor, operator)
    visitor.post("/afmelden/")
    for _ in range(5):
        answer = people.give_password(visitor, operator, "fout")

    assert "over 5 minuten opnieuw" in answer.content.decode()
    assert people.give_password(visitor, operator).status_code == 422


@pytest.mark.attack("I23")
def test_what_a_browser_knows_of_one_operator_counts_for_no_other(
    visitor: Client, operator: Operator
) -> None:
    other = people.make(Role.VIEWER)
    people.sign_in(visitor, operator)
    visitor.post("/afmelden/")
    elsewhere = Client(headers={"host": people.HOST}, REMOTE_ADDR="192.0.2.7")
    for _ in range(5):
        people.give_password(elsewhere, other, "fout")

    assert people.give_password(visitor, other).status_code == 422


def test_wrong_codes_lock_the_account_too(visitor: Client, operator: Operator) -> None:
    people.give_password(visitor, operator)
    for number in range(5):
        answer = visitor.post("/aanmelden/code/", {"code": f"12345{number}x"})

    assert "over 5 minuten opnieuw" in answer.content.decode()
    visitor.post("/aanmelden/code/", {"code": people.code()})
    assert not is_signed_in(visitor)


def test_an_unknown_account_is_locked_like_a_known_one(visitor: Client) -> None:
    for _ in range(5):
        answer = visitor.post("/aanmelden/", {"email": "niemand@inwonerplein.example", "password": "x"})

    assert "over 5 minuten opnieuw" in answer.content.decode()


def test_twenty_failures_lock_an_address_for_every_account(visitor: Client, operator: Operator) -> None:
    for number in range(20):
        visitor.post("/aanmelden/", {"email": f"a{number}@inwonerplein.example", "password": "x"})

    assert people.give_password(visitor, operator).status_code == 422
    other = Client(headers={"host": people.HOST}, REMOTE_ADDR="192.0.2.7")
    assert people.give_password(other, operator).status_code == 302


def test_guesses_that_arrive_at_once_are_counted_before_they_are_judged(console: None) -> None:
    subjects = [throttle.account("bram@inwonerplein.example")]

    assert [throttle.claim(subjects) is None for _ in range(7)] == [True] * 5 + [False] * 2


def test_each_next_lock_takes_longer(console: None) -> None:
    subjects = [throttle.account("bram@inwonerplein.example")]
    waits = []
    for _ in range(3):
        for _ in range(5):
            throttle.claim(subjects)
        waits.append(throttle.locked_for(subjects) or timedelta())
        throttle.SignInAttempt.objects.update(locked_until=None)

    assert [round(wait.total_seconds() / 60) for wait in waits] == [5, 10, 20]


def test_failures_of_the_day_before_are_forgotten(visitor: Client, operator: Operator) -> None:
    visitor.post("/aanmelden/", {"email": "niemand@inwonerplein.example", "password": "x"})

    with people.later(25 * 3600):
        people.sign_in(visitor, operator)

    keys = {throttle.account("niemand@inwonerplein.example").key}
    assert not throttle.SignInAttempt.objects.filter(subject__in=keys).exists()


@pytest.mark.fault("F21")
def test_signing_in_and_its_lock_do_without_redis(operator: Operator) -> None:
    away = {"BACKEND": "tenants.cache.ForgivingRedisCache", "LOCATION": "redis://127.0.0.1:1/0"}
    with people.console_settings(CACHES={"default": away, "shared": away}):
        client = people.browser()
        for _ in range(5):
            answer = people.give_password(client, operator, "fout")
        assert "over 5 minuten" in answer.content.decode()
        throttle.SignInAttempt.objects.all().delete()
        people.sign_in(client, operator)
        assert is_signed_in(client)


@pytest.mark.covers("C-001")
@pytest.mark.attack("T02")
def test_staff_of_a_municipality_cannot_sign_in_here(visitor: Client, zonnedam: TenantRef) -> None:
    from portal.accounts.models import User

    with enter(zonnedam):
        user = User(email="redactie@zonnedam.example", is_staff=True)
        user.set_password(people.PASSWORD)
        user.save()

    answer = visitor.post("/aanmelden/", {"email": "redactie@zonnedam.example", "password": people.PASSWORD})

    assert WRONG in answer.content.decode()


@pytest.mark.covers("C-001")
@pytest.mark.attack("T02")
def test_a_session_of_the_console_is_nothing_at_a_municipality(zonnedam: TenantRef) -> None:
    with people.console_settings():
        client = people.browser()
        people.sign_in(client, people.make())
    at_portal = Client(headers={"host": zonnedam.primary_host})
    for name in ("session_console", "session"):
        at_portal.cookies[name] = client.cookies["session_console"].value

    answer = at_portal.get("/beheer/", follow=True)

    assert answer.redirect_chain[-1][0].startswith("/beheer/login/")


@pytest.mark.covers("C-001")
@pytest.mark.attack("T25")
def test_an_operator_cannot_sign_in_at_a_municipality(operator: Operator, zonnedam: TenantRef) -> None:
    from django.contrib.auth.backends import ModelBackend

    with enter(zonnedam):
        assert ModelBackend().authenticate(None, username=operator.email, password=people.PASSWORD) is None


def test_the_first_time_the_second_factor_is_set_up(visitor: Client) -> None:
    newcomer = people.make(with_device=False)
    page = visitor.get(people.give_password(visitor, newcomer).url)
    key = re.search(r'ip-console__key">([A-Z2-7 ]+)<', page.content.decode())
    assert key

    done = visitor.post("/aanmelden/instellen/", {"code": people.code_of(key.group(1))})

    assert len(done.context["codes"]) == 10
    assert is_signed_in(visitor)
    assert {"operator.device_added", "operator.recovery_codes_made"} <= set(acts())


def test_a_wrong_first_code_sets_nothing_up(visitor: Client) -> None:
    newcomer = people.make(with_device=False)
    people.give_password(visitor, newcomer)

    visitor.post("/aanmelden/instellen/", {"code": "12345a"})

    assert not is_signed_in(visitor)
    assert not newcomer.devices.exclude(confirmed_at=None).exists()


def test_the_picture_of_the_secret_is_for_whoever_sets_it_up(visitor: Client) -> None:
    newcomer = people.make(with_device=False)
    assert visitor.get("/aanmelden/instellen/qr.svg").url == "/aanmelden/"
    people.give_password(visitor, newcomer)

    picture = visitor.get("/aanmelden/instellen/qr.svg")

    assert picture["Content-Type"] == "image/svg+xml"
    assert "no-store" in picture["Cache-Control"]


def test_who_has_a_device_cannot_set_up_another_with_the_password_alone(
    visitor: Client, operator: Operator
) -> None:
    people.give_password(visitor, operator)

    assert visitor.get("/aanmelden/instellen/").url == "/aanmelden/"
    assert visitor.get("/aanmelden/instellen/qr.svg").url == "/aanmelden/"


@pytest.mark.attack("P06")
def test_the_secret_is_not_stored_as_it_is(operator: Operator) -> None:
    device = OperatorDevice.objects.get(operator=operator)

    assert people.SECRET not in bytes(device.secret)


@pytest.mark.attack("P06")
def test_a_secret_copied_to_another_device_cannot_be_read(operator: Operator) -> None:
    from tenants.errors import DecryptionError

    other = OperatorDevice.objects.get(operator=people.make(Role.OWNER))
    other.secret = OperatorDevice.objects.get(operator=operator).secret

    with pytest.raises(DecryptionError):
        second_factor.accepts(other, people.code())
