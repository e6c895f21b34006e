"""What registers know of who signed in is asked in the background (architecture I6, I-143 to I-145, I-152, I-153)."""

import datetime
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from integrations.sandbox.world.residents import residents
from portal.accounts.models import Registered, SignIn
from portal.accounts.queries import looked
from portal.profile.operations import enriching
from portal.profile.types import ASKING_BRP
from tenants.entry import enter
from tenants.processing import queries as processing
from tenants.schedule import Later
from tenants.types import TenantRef
from tests.portal import citizens
from tests.portal.profile.people import Somebody
from tests.portal.profile.registers import Register, row_of, waiting

pytestmark = pytest.mark.covers("architecture I6", "I-144", "P-031")
THERE = residents()[citizens.FATIMA].person


def work(somebody: Somebody) -> None:
    """Do what waits for somebody, as a worker does."""
    (key,) = waiting(somebody.user)
    enriching.enrich(key)


@pytest.fixture
def newcomer(brp: Register, person: Callable[..., Somebody]) -> Somebody:
    """Somebody who signs in with DigiD where there is a BRP."""
    return person(name="")


def test_signing_in_asks_no_other_system(newcomer: Somebody, brp: Register) -> None:
    assert brp.calls() == 0
    assert len(waiting(newcomer.user)) == 1  # it will be asked
    work(newcomer)
    assert brp.calls() == 1


@pytest.mark.fault("F01")
@pytest.mark.covers("P-031")
def test_with_the_brp_down_somebody_signs_in_and_sees_that_it_is_not_known_yet(
    newcomer: Somebody, brp: Register
) -> None:
    brp.fault(status=503)

    with pytest.raises(Later):
        work(newcomer)

    text = newcomer.reads()
    assert "nog niet bekend" in text
    assert "De Basisregistratie Personen heeft nog geen antwoord gegeven." in text
    assert row_of(newcomer.user).outcome == "unavailable"


def test_once_it_answers_names_and_address_are_those_of_the_brp(newcomer: Somebody, brp: Register) -> None:
    brp.fault(status=503)
    with pytest.raises(Later):
        work(newcomer)
    brp.connection.sandbox.turn()
    from integrations.connections.guard import shared

    shared.book.cache_clear()
    enriching.enrich(waiting(newcomer.user)[0])

    assert newcomer.name.startswith(THERE.first_name)
    text = newcomer.reads()
    assert f"{THERE.street} {THERE.house_number}, {THERE.postcode} Zonnedam" in text
    assert "nog niet bekend" not in text
    assert 'name="first_name"' not in newcomer.get("wijzigen/").content.decode()


@pytest.mark.covers("I-144")
def test_somebody_who_signs_in_often_is_asked_about_once_a_day(
    newcomer: Somebody, brp: Register, person: Callable[..., Somebody]
) -> None:
    work(newcomer)
    again = person(name="")

    work(again)
    assert (brp.calls(), len(waiting(newcomer.user))) == (1, 1)

    row = row_of(newcomer.user)
    row.fetched_at = timezone.now() - datetime.timedelta(days=2)
    row.save()
    enriching.enrich(enriching.key_of(newcomer.user.uuid, timezone.localdate() + datetime.timedelta(days=2)))
    assert row_of(newcomer.user).fetched_at > timezone.now() - datetime.timedelta(minutes=1)


def test_when_the_day_is_over_it_is_left_until_the_next_time(newcomer: Somebody, brp: Register) -> None:
    brp.fault(status=503)

    enriching.enrich(enriching.key_of(newcomer.user.uuid, timezone.localdate() - datetime.timedelta(days=1)))

    assert row_of(newcomer.user).outcome == "unavailable"


def test_what_it_told_before_stays_while_it_is_down(newcomer: Somebody, brp: Register) -> None:
    work(newcomer)
    Registered.objects.filter(user=newcomer.user).update(
        fetched_at=timezone.now() - datetime.timedelta(days=2)
    )
    brp.fault(status=503)
    from integrations import copies

    copies.purge("haalcentraal.person_gone", _parts(newcomer, brp))

    with pytest.raises(Later):
        work(newcomer)

    assert newcomer.name.startswith(THERE.first_name)
    assert THERE.street in newcomer.reads()


def test_whom_it_does_not_know_writes_their_own_name(newcomer: Somebody, brp: Register) -> None:
    brp.fault(status=404)

    work(newcomer)

    assert row_of(newcomer.user).outcome == "not found"
    assert 'name="first_name"' in newcomer.get("aanvullen/").content.decode()


def test_without_a_connection_nothing_is_asked(person: Callable[..., Somebody]) -> None:
    somebody = person()

    assert waiting(somebody.user) == []
    assert not Registered.objects.filter(user=somebody.user).exists()


@pytest.mark.attack("O15")
@pytest.mark.parametrize("key", ["pgeen-20260101", "p" + "0" * 32 + "-20260101", "0" * 32, "slot-1"])
def test_a_key_of_nobody_asks_nothing(brp: Register, key: str) -> None:
    enriching.enrich(key)

    assert brp.calls() == 0


@pytest.mark.covers("P-264")
def test_each_question_is_recorded_as_one_of_the_website(newcomer: Somebody) -> None:
    work(newcomer)

    (row,) = processing.of_persons(looked.persons_of(newcomer.user))
    assert (row.activity, row.source, row.outcome) == (ASKING_BRP, "brp", "ok")
    assert (row.actor_kind, row.actor) == ("system", enriching.JOB)


def test_no_number_is_in_the_key_of_the_work(newcomer: Somebody) -> None:
    (key,) = waiting(newcomer.user)

    assert citizens.FATIMA not in key


@pytest.mark.covers("I-152", "I-153", "P-032")
def test_a_company_gets_name_number_and_place_of_the_handelsregister(
    kvk: Register, person: Callable[..., Somebody]
) -> None:
    baker = person(citizens.employee(), name="", branch="")
    assert kvk.calls() == 0

    work(baker)

    text = baker.reads()
    assert f"Bedrijfsnaam {citizens.BAKERY.name}" in text
    assert f"RSIN {citizens.BAKERY.rsin}" in text
    assert "nog niet bekend" not in text


@pytest.mark.covers("I-152")
def test_with_the_handelsregister_down_a_company_sees_that_it_is_not_known_yet(
    kvk: Register, person: Callable[..., Somebody]
) -> None:
    baker = person(citizens.employee(), name="", branch="")
    kvk.fault(status=503)

    with pytest.raises(Later):
        work(baker)

    assert "Het Handelsregister heeft nog geen antwoord gegeven." in baker.reads()


def _parts(somebody: Somebody, register: Register) -> dict[str, str]:
    return {
        "person": str(somebody.user.pk),
        "connection": str(register.connection.key),
        "number": citizens.FATIMA,
    }


def test_who_has_a_password_here_and_no_number_is_let_in_and_nobody_is_asked(
    zonnedam: TenantRef, client_of: Callable[..., Client]
) -> None:
    citizens.with_account(client_of, zonnedam)
    with enter(zonnedam):
        row = SignIn.objects.latest("at")
        enriching.signed_in(row)

        assert not Registered.objects.filter(user=row.user).exists()
