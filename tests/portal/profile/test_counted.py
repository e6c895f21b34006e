"""What it costs that somebody is in: of each page they ask for, three queries more than of a visitor."""

from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from portal.accounts.operations import acting
from portal.accounts.queries import resolving
from tenants.types import TenantRef
from tests.bench import queries
from tests.portal import citizens
from tests.portal.profile.people import Somebody

HUB = "/mijn-profiel/"


@pytest.fixture
def counted(inside: TenantRef, settings: Settings) -> Callable[[Client, str], int]:
    """Count the queries of a page that was looked at before."""
    settings.TENANT_DIRECTORY_TTL = 60.0

    def count(client: Client, path: str) -> int:
        assert client.get(path).status_code == 200
        with queries.counted() as counts:
            client.get(path)
        return counts["queries"]

    return count


def test_who_asks_costs_a_page_three_queries(
    fatima: Somebody,
    counted: Callable[[Client, str], int],
    client_of: Callable[..., Client],
    inside: TenantRef,
) -> None:
    """The session; who it is of, with all that is theirs; and what must be filled in here."""
    assert counted(fatima.client, "/") == counted(client_of(inside), "/") + 3


def test_the_profile_of_a_person_and_of_a_company_take_as_many(
    fatima: Somebody, person: Callable[..., Somebody], counted: Callable[[Client, str], int]
) -> None:
    company = person(citizens.employee(), branch="", name="")

    assert (counted(fatima.client, HUB), counted(company.client, HUB)) == (7, 7)


@pytest.mark.attack("I19")
def test_what_came_along_with_who_asks_is_of_this_session_alone(
    person: Callable[..., Somebody], inside: TenantRef
) -> None:
    fatima, stranger = person(), person(citizens.citizen(citizens.OTHER))
    request = citizens.request_of(fatima.client, inside)
    other = citizens.request_of(stranger.client, inside)

    mine, theirs = resolving.by_session(request), resolving.by_session(other)
    request.session["_auth_user_id"] = other.session["_auth_user_id"]

    assert mine is not None
    assert theirs is not None
    assert (mine.user, theirs.user) == (fatima.user, stranger.user)
    assert resolving.by_session(request) is None


def test_for_whom_somebody_may_act_is_known_without_asking(
    person: Callable[..., Somebody],
    inside: TenantRef,
    settings: Settings,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    fatima, authorised = person(), person(citizens.representative())
    request = citizens.request_of(authorised.client, inside)
    settings.TENANT_DIRECTORY_TTL = 60.0
    resolving.choices(request)

    with django_assert_num_queries(0):
        assert len(resolving.choices(request)) == 2
    acting.act_for(request, None)
    assert [choice.is_current for choice in resolving.choices(request)] == [True, False]
    assert len(resolving.choices(citizens.request_of(fatima.client, inside))) == 1
