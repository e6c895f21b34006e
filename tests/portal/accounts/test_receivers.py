"""Whom another system names by a number is found by hashes: a person, and who looks at all or at one branch (I-107)."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from portal.accounts.models import Mandate, SignIn, User
from portal.accounts.operations import companies
from portal.accounts.queries import receivers
from tenants.entry import enter
from tenants.types import TenantRef
from tests.portal import citizens

pytestmark = pytest.mark.covers("I-107")
KVK, BRANCH = citizens.BAKERY.kvk, citizens.BAKERY.branches[0].number


@pytest.fixture
def inside(zonnedam: TenantRef) -> Iterator[TenantRef]:
    with enter(zonnedam, urls=True) as tenant:
        yield tenant


@pytest.fixture
def comes(inside: TenantRef, client_of: Callable[..., Client]) -> Callable[..., User]:
    """Let somebody sign in; answers their account."""

    def come(asserted: Any = None, **more: Any) -> User:
        citizens.client_for(client_of, inside, asserted or citizens.citizen(), email="", **more)
        return SignIn.objects.latest("at").user

    return come


def test_a_person_is_found_by_their_bsn_and_nobody_else(comes: Callable[..., User]) -> None:
    fatima = comes()
    comes(citizens.citizen(citizens.OTHER))

    assert receivers.of_person(citizens.FATIMA) == [fatima]
    assert receivers.of_person(citizens.REPRESENTED) == receivers.of_person("") == []


@pytest.mark.usefixtures("inside")
def test_where_nobody_was_ever_hashed_nobody_is_found() -> None:
    assert receivers.of_person(citizens.FATIMA) == receivers.of_company(kvk=KVK) == []


def test_of_a_company_those_are_found_who_look_at_all_of_it(comes: Callable[..., User]) -> None:
    whole = comes(citizens.employee("heel"), branch="")
    comes(citizens.employee("vestiging"), branch=BRANCH)
    comes(citizens.employee("nog-niet"))

    assert receivers.of_company(kvk=KVK) == [whole]
    assert receivers.of_company(kvk=KVK, rsin=citizens.BAKERY.rsin) == [whole]
    assert receivers.of_company(kvk="00000000") == receivers.of_company() == []


def test_of_a_branch_those_are_found_who_chose_it_last(comes: Callable[..., User]) -> None:
    comes(citizens.employee("heel"), branch="")
    chose = comes(citizens.employee("koos"), branch=BRANCH)
    fixed = comes(citizens.employee("vast", branch=BRANCH))

    assert {each.pk for each in receivers.of_branch(BRANCH, kvk=KVK)} == {chose.pk, fixed.pk}
    assert receivers.of_branch("000000000000", kvk=KVK) == receivers.of_branch("") == []
    comes(citizens.employee("koos"), branch="")
    assert receivers.of_branch(BRANCH, kvk=KVK) == [fixed]


@pytest.mark.attack("I30")
@pytest.mark.covers("I-086")
def test_a_branch_of_which_nobody_says_whose_it_is_is_found_by_its_own_number(
    comes: Callable[..., User],
) -> None:
    comes(citizens.employee("rsin", rsin=citizens.BAKERY.rsin), branch=BRANCH)  # sees nothing of a branch
    moved = comes(citizens.employee("weg"), branch=BRANCH)
    chose = comes(citizens.employee("koos"), branch=BRANCH)
    assert {each.pk for each in receivers.of_branch(BRANCH)} == {chose.pk, moved.pk}

    comes(citizens.employee("weg"), branch="")
    assert receivers.of_branch(BRANCH) == [chose]
    SignIn.objects.update(seen_at=timezone.now() - receivers.RECENT - timedelta(days=1))
    assert receivers.of_branch(BRANCH) == []


def test_an_rsin_finds_who_came_in_by_the_other_number_once_the_register_told_it(
    comes: Callable[..., User],
) -> None:
    whole = comes(citizens.employee("heel"), branch="")
    rsin = citizens.BAKERY.rsin
    assert receivers.of_company(rsin=rsin, asks_register=True) == []

    companies.note(kvk=KVK, rsin=rsin)
    companies.note(kvk="12345678", rsin="")  # a company without one is nobody's

    assert receivers.of_company(rsin=rsin, asks_register=True) == [whole]
    assert receivers.of_company(rsin=rsin) == receivers.of_company(rsin="", asks_register=True) == []


@pytest.mark.attack("I30")
def test_who_stayed_away_or_whose_mandate_is_over_is_not_found(comes: Callable[..., User]) -> None:
    there = comes(citizens.employee("heel"), branch="")
    assert receivers.of_company(kvk=KVK) == [there]

    Mandate.objects.update(ends_at=timezone.now())
    assert receivers.of_company(kvk=KVK) == []
    Mandate.objects.update(ends_at=None)
    SignIn.objects.update(seen_at=timezone.now() - receivers.RECENT - timedelta(days=1))
    assert receivers.of_company(kvk=KVK) == []


@pytest.mark.covers("P-266")
def test_who_acted_for_a_person_is_not_told_of_what_is_theirs(comes: Callable[..., User]) -> None:
    comes(citizens.representative())

    assert receivers.of_person(citizens.REPRESENTED) == []
