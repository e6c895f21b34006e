"""What a page of cases costs: rounds and calls to case systems, and queries of our own database."""

from collections.abc import Callable

import pytest
from pytest_django import Settings

from tests.bench import queries
from tests.integrations.zgw.conftest import rounds
from tests.portal.cases.people import LIST, Somebody, System

__all__ = ["rounds"]
OF_LIST, OF_CASE = 10, 13
"""Queries: session and sign-in 2, the record of who looked 2, what was set 2, connections 1, kinds of cases 2 or 3,
house style 1; a case also what is new of it and what was sent."""


@pytest.fixture
def counted(settings: Settings) -> Callable[[Somebody, str], int]:
    """Count the queries of a page that was looked at before."""
    settings.TENANT_DIRECTORY_TTL = 60.0

    def count(somebody: Somebody, path: str) -> int:
        assert somebody.get(path).status_code == 200
        with queries.counted() as counts:
            somebody.get(path)
        return counts["queries"]

    return count


@pytest.mark.covers("I-070", "W-06")
@pytest.mark.parametrize(("stand_in", "most"), [("zgw", 1), ("zgw-1.0", 3), ("esuite", 3)])
def test_a_list_takes_so_many_rounds(
    connect: Callable[..., System], fatima: Somebody, rounds: list[int], stand_in: str, most: int
) -> None:
    system = connect(stand_in)
    before = system.calls()

    fatima.get()

    calls = sum(system.calls().values()) - sum(before.values())
    pages = calls - sum(rounds)  # further ones of somebody's roles, each a round more
    assert rounds
    assert len(rounds) + pages <= most
    assert stand_in != "zgw" or calls <= 3


@pytest.mark.covers("I-075", "W-07")
@pytest.mark.parametrize("stand_in", ["zgw", "zgw-1.0", "esuite"])
def test_a_case_takes_two_rounds(
    connect: Callable[..., System], fatima: Somebody, rounds: list[int], stand_in: str
) -> None:
    system = connect(stand_in)
    case, _links = system.with_documents()

    fatima.get(system.page_of(case))

    assert 0 < len(rounds) <= 2


def test_pages_that_are_looked_at_again_take_few_queries(
    system: System, fatima: Somebody, counted: Callable[[Somebody, str], int]
) -> None:
    case, _links = system.with_documents()

    assert counted(fatima, LIST) <= OF_LIST
    assert counted(fatima, system.page_of(case)) <= OF_CASE


@pytest.mark.covers("I-070")
def test_a_second_case_system_adds_what_its_kinds_take_and_nothing_to_reach_it(
    system: System, connect: Callable[..., System], fatima: Somebody, counted: Callable[[Somebody, str], int]
) -> None:
    connect()

    assert counted(fatima, LIST) <= OF_LIST + 3  # kinds, what was set of them, steps and results


def test_a_list_takes_as_many_queries_however_many_cases_there_are(
    system: System, fatima: Somebody, counted: Callable[[Somebody, str], int]
) -> None:
    one = f"{LIST}?nummer={system.cases_of()[0].identification}"

    assert counted(fatima, LIST) - counted(fatima, one) <= 1
