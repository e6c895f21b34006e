"""Confirming an e-mail address (P-042, P-043, I-213)."""

import datetime
import re
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from portal.accounts.models import ContactData, User
from portal.accounts.queries import verified_email
from portal.core.models import OutboxMessage
from portal.profile.models import ProfileSettings, Verification
from portal.profile.operations import verifying
from tenants.types import TenantRef
from tests.portal import citizens
from tests.portal.letters import opened
from tests.portal.profile.people import HOST, Somebody, words

pytestmark = pytest.mark.covers("P-042", "P-043", "I-213")
PAGE = f"{HOST}e-mailadres/"
NEW = "nieuw@voorbeeld.nl"
LINK = re.compile(r"https?://[^/\s]+(/\S+)")


@pytest.fixture
def unsure(person: Callable[..., Somebody]) -> Somebody:
    """Somebody whose address is not confirmed."""
    somebody = person(email="")
    ContactData.objects.filter(user=somebody.user).update(email=NEW)
    return somebody


def link_to(email: str) -> str:
    """Answer the path in the last message to an address."""
    message = OutboxMessage.objects.filter(to=email).latest("created_at")
    found = LINK.search(opened(message).text)
    assert found
    return found.group(1)


def ask(somebody: Somebody) -> str:
    somebody.client.post(PAGE)
    return link_to(NEW)


def test_the_link_shows_the_address_and_the_button_confirms_it(unsure: Somebody) -> None:
    link = ask(unsure)

    assert NEW in words(unsure.client.get(link))
    assert verified_email(unsure.user) == ""  # opening changes nothing (attack W14)
    done = unsure.client.post(link)

    assert done.url == HOST  # type: ignore[attr-defined]
    assert verified_email(unsure.user) == NEW
    assert "Uw e-mailadres is bevestigd." in unsure.reads()


def refused(somebody: Somebody, link: str) -> bool:
    shown, sent = somebody.client.get(link), somebody.client.post(link)
    return (shown.status_code, sent.status_code) == (302, 302) and "werkt niet meer" in words(
        somebody.client.get(PAGE, follow=True)
    )


@pytest.mark.attack("I18")
def test_a_link_works_once(unsure: Somebody) -> None:
    link = ask(unsure)
    unsure.client.post(link)
    ContactData.objects.filter(user=unsure.user).update(email="anders@voorbeeld.nl")
    ContactData.objects.filter(user=unsure.user).update(verified_email="anders@voorbeeld.nl", email=NEW)

    assert refused(unsure, link)


@pytest.mark.attack("I18")
def test_a_link_for_an_address_of_before_confirms_nothing(unsure: Somebody) -> None:
    link = ask(unsure)
    ContactData.objects.filter(user=unsure.user).update(email="anders@voorbeeld.nl")

    assert refused(unsure, link)


@pytest.mark.attack("I18")
def test_a_link_of_somebody_else_confirms_nothing(unsure: Somebody, person: Callable[..., Somebody]) -> None:
    link = ask(unsure)
    other = person(citizens.citizen(citizens.OTHER), email="", name="Ander")
    ContactData.objects.filter(user=other.user).update(email=NEW)

    assert refused(other, link)
    unsure.client.post(link)
    assert verified_email(unsure.user) == NEW  # for who asked it works


@pytest.mark.parametrize(("minutes", "works"), [(59, True), (61, False)])
def test_a_link_works_for_an_hour(unsure: Somebody, minutes: int, works: bool) -> None:
    link = ask(unsure)
    token = link.rstrip("/").rpartition("/")[2]

    with time_machine.travel(timezone.now() + datetime.timedelta(minutes=minutes), tick=False):
        assert verifying.is_good(unsure.user, token) is works


def test_a_link_that_was_changed_confirms_nothing(unsure: Somebody) -> None:
    link = ask(unsure)

    assert refused(unsure, f"{PAGE}{'0' * 64}:1abcde:onzin/")
    assert refused(unsure, link.replace(":", ":x", 1))


@pytest.mark.attack("T05")
def test_a_link_of_another_municipality_confirms_nothing(unsure: Somebody, waterrijk: TenantRef) -> None:
    from tenants.entry import enter

    token = ask(unsure).rstrip("/").rpartition("/")[2]
    with enter(waterrijk):
        twin = User.objects.create(uuid=unsure.user.uuid, first_name="Fatima")
        ContactData.objects.create(user=twin, email=NEW)
        assert not verifying.is_good(twin, token)


def test_no_link_tells_the_address(unsure: Somebody) -> None:
    link = ask(unsure)

    assert NEW not in link
    assert "voorbeeld" not in link
    assert str(unsure.user.uuid) not in link


def test_who_is_not_signed_in_signs_in_first(
    unsure: Somebody, inside: TenantRef, client_of: Callable[..., Client]
) -> None:
    link = ask(unsure)
    response = client_of(inside).get(link)

    assert response.status_code == 302
    assert "next=" in response.url  # type: ignore[attr-defined]


def test_links_are_sent_so_many_times_an_hour_whatever_the_address(unsure: Somebody) -> None:
    moment = timezone.now()
    became = []
    for number in range(verifying.MOST + 2):
        ContactData.objects.filter(user=unsure.user).update(email=f"adres{number}@voorbeeld.nl")
        with time_machine.travel(moment + datetime.timedelta(minutes=number), tick=False):
            became.append(verifying.send(unsure.user).value)

    assert became == [*["sent"] * verifying.MOST, "too often", "too often"]
    with time_machine.travel(moment + datetime.timedelta(minutes=62), tick=False):
        assert verifying.send(unsure.user) is verifying.Sent.SENT


def test_asking_twice_at_once_sends_one(unsure: Somebody) -> None:
    unsure.client.post(PAGE)
    unsure.client.post(PAGE)

    assert OutboxMessage.objects.count() == 1
    assert Verification.objects.get(user=unsure.user).sent_this_hour == 1
    assert "Probeer het later opnieuw" in words(unsure.client.get(PAGE))


def test_opening_the_page_sends_nothing(unsure: Somebody) -> None:
    unsure.client.get(PAGE)

    assert OutboxMessage.objects.count() == 0


@pytest.fixture
def required(inside: TenantRef) -> None:
    """Have the municipality ask that addresses are confirmed."""
    ProfileSettings.objects.create(email_verification_required=True)


@pytest.mark.usefixtures("required")
def test_required_nobody_goes_on_without_and_comes_back_after_it(unsure: Somebody) -> None:
    deep = "/zoeken/?q=afval"
    asked = unsure.client.get(deep)
    assert asked.url.startswith(PAGE)  # type: ignore[attr-defined]
    assert unsure.client.get(f"{HOST}wijzigen/").status_code == 200  # a mistake in it can be put right

    unsure.client.post(asked.url)  # type: ignore[attr-defined]
    link = link_to(NEW)
    assert unsure.client.post(link).url == deep  # type: ignore[attr-defined]
    assert unsure.client.get(deep).status_code == 200


@pytest.mark.usefixtures("required")
def test_required_signing_in_sends_a_link_once(person: Callable[..., Somebody]) -> None:
    first = person()
    ContactData.objects.filter(user=first.user).update(email=NEW)

    person(email="")  # she signs in again, with the same number

    assert [message.to for message in OutboxMessage.objects.all()] == [NEW]


def test_not_required_somebody_goes_on(unsure: Somebody) -> None:
    assert unsure.client.get("/zoeken/").status_code == 200


@pytest.fixture
def loes(inside: TenantRef, client_of: Callable[..., Client]) -> Somebody:
    """Somebody who signs in with an address and a password."""
    client = citizens.with_account(client_of, inside)
    somebody = Somebody(client, User.objects.get(pk=client.session["_auth_user_id"]))
    somebody.post("wijzigen/", {"first_name": "Loes", "last_name": "Lokaal", "email": NEW})
    return somebody


@pytest.mark.attack("I18")
def test_once_confirmed_somebody_signs_in_with_the_new_address_and_the_old_one_is_told(
    loes: Somebody, letters: Callable[[], list[str]]
) -> None:
    loes.client.post(link_to(NEW))

    assert User.objects.get(pk=loes.user.pk).email == NEW
    assert letters()[-1] == f"{citizens.EMAIL}: U logt bij gemeente Zonnedam in met een ander e-mailadres"


@pytest.mark.attack("I18")
def test_nobody_takes_the_address_with_which_somebody_else_signs_in(loes: Somebody) -> None:
    owner = User.objects.create(email=NEW)

    done = loes.client.post(link_to(NEW), follow=True)

    assert "logt al iemand in" in words(done)
    assert User.objects.get(pk=loes.user.pk).email == citizens.EMAIL
    assert verified_email(loes.user) == ""
    assert User.objects.get(email=NEW) == owner


def test_a_confirmed_address_needs_no_page(fatima: Somebody) -> None:
    response: Any = fatima.client.get(PAGE)

    assert response.url == HOST
