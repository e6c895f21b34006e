"""Accounts with a password: guessing (I24), and finding out who has one (I25)."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.contrib.auth import hashers
from django.core.cache import cache
from django.db import connection
from django.db.utils import OperationalError
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from portal.accounts.models import Attempt, MailedLink
from portal.accounts.operations import limits
from tenants.types import TenantRef
from tests.portal import local_accounts
from tests.portal.local_accounts import (
    ADDRESS,
    CODE,
    FORGOTTEN,
    NEW,
    PASSWORD,
    PHONE,
    REGISTER,
    SIGN_IN,
    Texts,
)

TOKEN = re.compile(r'(?<=name="csrfmiddlewaretoken" value=")\w+')
SAVEPOINT = re.compile(r'"s\d+_x\d+"')


@pytest.fixture
def behind_a_proxy(settings: Settings) -> None:
    settings.TRUSTED_PROXIES = 1


@pytest.fixture
def texts(settings: Settings) -> Texts:
    return Texts(settings)


def guess(client: Client, address: str = ADDRESS, *, seen: str = "", told: str = "", **more: str) -> Any:
    """Fill in a wrong password from a network that our proxy saw, whatever the sender tells before it."""
    forwarded = {"X-Forwarded-For": ", ".join(part for part in (told, seen) if part)} if seen or told else {}
    return local_accounts.sign_in(client, address, "gokje", headers=forwarded, **more)


@pytest.mark.attack("I24")
def test_a_forged_network_address_is_no_way_round(visitor: Client, behind_a_proxy: None) -> None:
    local_accounts.door()
    local_accounts.account()

    statuses = [guess(visitor, seen="192.0.2.1", told=f"198.51.100.{at}").status_code for at in range(7)]

    assert statuses == [422] * 5 + [429] * 2
    assert guess(visitor, seen="192.0.2.2").status_code == 422


@pytest.mark.attack("I24")
def test_one_house_with_many_addresses_is_one(visitor: Client, behind_a_proxy: None) -> None:
    local_accounts.door()

    statuses = [guess(visitor, seen=f"2001:db8:1:2::{at:x}").status_code for at in range(1, 7)]

    assert statuses == [422] * 5 + [429]
    assert guess(visitor, seen="2001:db8:1:3::1").status_code == 422


@pytest.mark.attack("I24")
def test_one_network_does_not_try_a_password_on_everybody(visitor: Client) -> None:
    local_accounts.door()

    statuses = [guess(visitor, f"inwoner{at}@example.org").status_code for at in range(41)]

    assert statuses == [422] * 40 + [429]


@pytest.mark.attack("I24")
@pytest.mark.covers("P-020")
def test_a_hundred_networks_guess_ten_times_and_the_owner_comes_in_all_the_same(
    visitor: Client, inside: TenantRef, client_of: Callable[..., Client], behind_a_proxy: None
) -> None:
    local_accounts.door()
    local_accounts.account()
    at_home = client_of(inside)
    local_accounts.sign_in(at_home, headers={"X-Forwarded-For": "203.0.113.1"})
    at_home.post("/uitloggen/")

    statuses = [guess(visitor, seen=f"192.0.2.{at}").status_code for at in range(100)]

    assert statuses == [422] * 10 + [429] * 90
    # In a browser that was used before:
    assert local_accounts.sign_in(at_home, headers={"X-Forwarded-For": "203.0.113.1"}).status_code == 302
    # In another one, after showing by a letter that it is the owner:
    elsewhere = client_of(inside)
    refused = local_accounts.sign_in(elsewhere, headers={"X-Forwarded-For": "203.0.113.2"})
    assert "Laat met een e-mail zien dat het adres van u is." in refused.content.decode()
    elsewhere.post("/inloggen/wachtwoord/bewijs/", {"email": ADDRESS})
    link = local_accounts.link_in(local_accounts.letters_of()[-1])
    assert elsewhere.get(link).status_code == 200
    elsewhere.post(link)
    assert local_accounts.sign_in(elsewhere, headers={"X-Forwarded-For": "203.0.113.2"}).status_code == 302
    assert elsewhere.post(link).status_code == 404


@pytest.mark.attack("I24")
def test_an_address_that_nobody_has_is_blocked_just_the_same(visitor: Client, behind_a_proxy: None) -> None:
    local_accounts.door()
    local_accounts.account()

    pages = {
        address: [guess(visitor, address, seen=f"192.0.2.{at}") for at in range(11)]
        for address in (ADDRESS, "niemand@example.org")
    }

    known, unknown = ([page.status_code for page in each] for each in pages.values())
    assert known == unknown == [422] * 10 + [429]
    texts = [shown(page[-1], address) for address, page in pages.items()]
    assert texts[0] == texts[1]


@pytest.mark.attack("I24")
def test_without_redis_guesses_are_counted_all_the_same(
    visitor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(*args: object, **more: object) -> None:
        raise ConnectionError

    local_accounts.door()
    local_accounts.account()
    for name in ("get", "set", "add", "incr", "get_many", "set_many"):
        monkeypatch.setattr(type(cache), name, gone, raising=False)

    statuses = [guess(visitor).status_code for _ in range(6)]

    assert statuses == [422] * 5 + [429]


@pytest.mark.attack("I24")
@pytest.mark.parametrize("step", ["password", "code"])
def test_when_nothing_can_be_counted_nobody_comes_in(
    visitor: Client, texts: Texts, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def gone(*args: object) -> None:
        raise OperationalError

    local_accounts.door(second_factor="sms" if step == "code" else "none")
    local_accounts.account(phone=PHONE)
    visitor.raise_request_exception = False
    if step == "code":
        local_accounts.sign_in(visitor)
    with monkeypatch.context() as broken:
        broken.setattr(limits, "_row", gone)
        is_code = step == "code"
        response = visitor.post(CODE, {"code": texts.code()}) if is_code else local_accounts.sign_in(visitor)
        assert response.status_code >= 500
        assert visitor.get(FORGOTTEN).status_code == 200  # who only reads does

    assert not local_accounts.is_in(visitor)


@pytest.mark.attack("I24")
def test_codes_are_not_guessed_by_beginning_anew(
    visitor: Client, inside: TenantRef, client_of: Callable[..., Client], texts: Texts
) -> None:
    local_accounts.door(second_factor="sms")
    local_accounts.account(phone=PHONE)
    statuses = []
    for _ in range(5):
        client = client_of(inside)
        local_accounts.sign_in(client)
        statuses.append(client.post(CODE, {"code": "12345"}).status_code)

    assert statuses == [422] * 3 + [429] * 2


@pytest.mark.attack("I24")
@pytest.mark.parametrize(("path", "most"), [(FORGOTTEN, 20), (REGISTER, 10)])
def test_letters_are_not_asked_for_everybody(visitor: Client, path: str, most: int) -> None:
    local_accounts.door()

    statuses = [
        visitor.post(path, {**NEW, "email": f"inwoner{at}@example.org"}).status_code for at in range(most + 1)
    ]

    assert statuses == [200] * most + [429]


@pytest.mark.attack("I24")
def test_of_whom_it_counts_cannot_be_read(visitor: Client) -> None:
    local_accounts.door()
    guess(visitor)

    kept = " ".join(Attempt.objects.values_list("subject", flat=True))

    assert kept
    assert ADDRESS not in kept
    assert "127.0.0.1" not in kept


def shown(response: Any, *hidden: str) -> str:
    """Answer what a page says, without what was typed, and without what keeps one form from another."""
    text = TOKEN.sub("X", response.content.decode())
    for word in hidden:
        text = text.replace(word, "X")
    return text


class Cost:
    """What an answer took: queries by their shape, and hashes of passwords."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.hashes = 0
        encode = hashers.MD5PasswordHasher.encode

        def counted(hasher: Any, *args: Any) -> str:
            self.hashes += 1
            return str(encode(hasher, *args))

        monkeypatch.setattr(hashers.MD5PasswordHasher, "encode", counted)

    def of(self, ask: Callable[[], Any], *hidden: str) -> tuple[int, list[str], int, str]:
        self.hashes = 0
        with CaptureQueriesContext(
            connection,
        ) as found:
            response = ask()
        shapes = [SAVEPOINT.sub("X", " ".join(query["sql"].split()[:3])) for query in found]
        return response.status_code, shapes, self.hashes, shown(response, *hidden)


@pytest.fixture
def cost(monkeypatch: pytest.MonkeyPatch) -> Cost:
    return Cost(monkeypatch)


@pytest.fixture
def clients(inside: TenantRef, client_of: Callable[..., Client]) -> Iterator[Client]:
    return (client_of(inside) for _ in range(100))


@pytest.mark.attack("I25")
@pytest.mark.parametrize("who", ["unknown", "staff", "closed"])
def test_signing_in_tells_nobody_who_has_an_account(clients: Iterator[Client], cost: Cost, who: str) -> None:
    local_accounts.door()
    local_accounts.account()
    other = f"{who}@example.org"
    if who != "unknown":
        local_accounts.account(other, is_staff=who == "staff", is_active=who != "closed")
    guess(next(clients), "warm@example.org")

    known, unknown = (
        cost.of(lambda address=address: guess(next(clients), address), address)
        for address in (ADDRESS, other)
    )

    assert known == unknown
    assert known[2] == 1


@pytest.mark.attack("I25")
@pytest.mark.parametrize("path", [FORGOTTEN, REGISTER, "/inloggen/wachtwoord/bewijs/"])
def test_asking_for_a_letter_tells_nobody_who_has_an_account(
    clients: Iterator[Client], cost: Cost, path: str
) -> None:
    local_accounts.door()
    local_accounts.account()
    next(clients).post(path, {**NEW, "email": "warm@example.org"})

    known, unknown = (
        cost.of(lambda address=address: next(clients).post(path, {**NEW, "email": address}), address)
        for address in (ADDRESS, "niemand@example.org")
    )

    assert known == unknown
    assert known[0] == 200
    assert MailedLink.objects.count() == 3


@pytest.mark.attack("I25")
def test_the_one_who_is_right_is_let_in(visitor: Client) -> None:
    local_accounts.door()
    local_accounts.account()

    assert visitor.post(SIGN_IN, {"email": ADDRESS, "password": PASSWORD}).status_code == 302
