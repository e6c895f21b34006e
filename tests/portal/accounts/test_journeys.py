"""A journey to an identity provider counts once, for the browser that began it, at its own door (I01, I04, I14)."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection
from django.http import HttpRequest
from django.test import Client
from django.utils import timezone

from integrations.identities import RefusalReason, SignInRefusedError
from portal.accounts.models import Journey, JourneyPurpose
from portal.accounts.operations import journeys
from tenants import entry, parallel
from tenants.entry import enter
from tenants.types import TenantRef
from tests.conftest import tenant as found
from tests.municipalities import ZONNEDAM
from tests.portal import citizens


@pytest.fixture
def browser(inside: TenantRef, client_of: Callable[..., Client]) -> HttpRequest:
    """A request of a browser at Zonnedam."""
    return citizens.request_of(client_of(inside), inside)


def refused(request: HttpRequest, token: str, door: str = "digid") -> RefusalReason:
    with pytest.raises(SignInRefusedError) as error:
        journeys.finish(request, door=door, token=token)
    return error.value.reason


@pytest.mark.covers("P-004")
def test_a_journey_ends_where_it_led_with_what_it_was_begun_with(browser: HttpRequest) -> None:
    begun = journeys.begin(browser, door="digid", then="/mijn-zaken/", purpose=JourneyPurpose.SIGN_OUT)

    assert journeys.finish(browser, door="digid", token=begun.token) == begun
    assert (begun.next, begun.purpose) == ("/mijn-zaken/", JourneyPurpose.SIGN_OUT)
    assert begun.token[0].isalpha()


@pytest.mark.attack("I01", "I14")
def test_it_counts_once(browser: HttpRequest) -> None:
    token = journeys.begin(browser, door="digid", then="/").token
    journeys.finish(browser, door="digid", token=token)

    assert refused(browser, token) is RefusalReason.INVALID


@pytest.mark.attack("I04")
def test_another_browser_cannot_end_it(
    browser: HttpRequest, inside: TenantRef, client_of: Callable[..., Client]
) -> None:
    token = journeys.begin(browser, door="digid", then="/").token
    other = citizens.request_of(client_of(inside), inside)

    assert refused(other, token) is RefusalReason.INVALID
    other.session.create()
    assert refused(other, token) is RefusalReason.INVALID

    assert journeys.finish(browser, door="digid", token=token).token == token


@pytest.mark.attack("I15")
def test_an_answer_at_another_door_does_not_end_it(browser: HttpRequest) -> None:
    token = journeys.begin(browser, door="digid", then="/").token

    assert refused(browser, token, door="organisation") is RefusalReason.INVALID
    assert journeys.finish(browser, door="digid", token=token).token == token


@pytest.mark.attack("I05")
def test_a_journey_of_another_municipality_is_none_here(
    browser: HttpRequest, waterrijk: TenantRef, client_of: Callable[..., Client]
) -> None:
    token = journeys.begin(browser, door="digid", then="/").token

    with enter(waterrijk):
        there = citizens.request_of(client_of(waterrijk), waterrijk)
        there.session.create()
        assert refused(there, token) is RefusalReason.INVALID

    assert journeys.finish(browser, door="digid", token=token).token == token


@pytest.mark.attack("I07")
def test_who_comes_too_late_is_told_so_and_nobody_else_is(
    browser: HttpRequest, inside: TenantRef, client_of: Callable[..., Client]
) -> None:
    token = journeys.begin(browser, door="digid", then="/").token
    Journey.objects.update(ends_at=timezone.now())

    assert refused(browser, token) is RefusalReason.EXPIRED
    assert refused(citizens.request_of(client_of(inside), inside), token) is RefusalReason.INVALID


@pytest.mark.parametrize("token", ["", "i" * 41, "onbekend"])
def test_what_nobody_began_cannot_be_ended(browser: HttpRequest, token: str) -> None:
    journeys.begin(browser, door="digid", then="/")

    assert refused(browser, token) is RefusalReason.INVALID


def test_an_answer_that_names_no_journey_belongs_to_the_one_that_was_begun_last(browser: HttpRequest) -> None:
    journeys.begin(browser, door="digid", then="/een/")
    last = journeys.begin(browser, door="digid", then="/twee/").token

    assert journeys.only_open(browser, door="digid") == last
    with pytest.raises(SignInRefusedError):
        journeys.only_open(browser, door="eherkenning")


def test_the_table_tells_nobody_how_to_end_a_journey(browser: HttpRequest) -> None:
    begun = journeys.begin(browser, door="digid", then="/")

    (row,) = Journey.objects.values_list()
    told = " ".join(map(str, row)) + str.__str__(Journey.objects.get().secrets)
    assert [each for each in (begun.token, begun.nonce, begun.verifier) if each in told] == []
    assert str(browser.session.session_key) not in told
    assert begun.token not in repr(begun)


@pytest.fixture
def committed(own_database: str, settings: object) -> TenantRef:
    """Zonnedam, in a database where others see what was committed."""
    with entry.outside():
        return found(ZONNEDAM)


@pytest.mark.attack("I01")
def test_of_answers_that_come_at_once_one_counts(
    committed: TenantRef, client_of: Callable[..., Client]
) -> None:
    with enter(committed):
        request = citizens.request_of(client_of(committed), committed)
        token = journeys.begin(request, door="digid", then="/").token
        gate = threading.Barrier(4)

        def come(_: int) -> bool:
            gate.wait(10)
            try:
                return journeys.finish(request, door="digid", token=token).token == token
            except SignInRefusedError:
                return False
            finally:
                connection.close()

        assert sorted(parallel.run(come, range(4))) == [False, False, False, True]
