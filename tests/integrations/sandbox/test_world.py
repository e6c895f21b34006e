"""The people, companies and cases that do not exist."""

import uuid
from datetime import date

import pytest

from integrations.sandbox.world.identifiers import BSNS, RSINS, passes_eleven
from integrations.sandbox.world.people import companies, people
from integrations.sandbox.world.worlds import KEPT, World, Worlds
from integrations.sandbox.zgw.parameters import LEVELS

TODAY = date(2026, 11, 2)
pytestmark = pytest.mark.covers("M-14")


def world(slug: str = "zonnedam", seed: str = "oefenen", count: int = 60) -> World:
    return World(slug, seed=seed, count=count, today=TODAY)


def test_numbers_pass_the_check_and_are_of_the_range_for_tests() -> None:
    assert all(passes_eleven(person.bsn) for person in people())
    assert all(person.bsn.startswith("99999") for person in people())
    assert all(passes_eleven(company.rsin) for company in companies())
    assert len({person.bsn for person in people()}) == len(people())


@pytest.mark.parametrize("number", ["", "000000000", "12345678", "999990008", "99999000x"])
def test_numbers_that_fail_the_check_are_none(number: str) -> None:
    assert not passes_eleven(number)


def test_no_number_of_a_person_is_one_of_a_company() -> None:
    assert not set(BSNS) & set(RSINS)


def test_a_number_stays_out_of_what_is_printed() -> None:
    assert people()[0].bsn not in repr(people()[0])


def test_the_same_seed_and_name_make_the_same_world() -> None:
    assert world().cases == world().cases
    assert world().documents == world().documents
    assert world().cases.keys().isdisjoint(world("waterrijk").cases)
    assert world().cases.keys().isdisjoint(world(seed="anders").cases)


def test_a_case_tells_one_story() -> None:
    for case in world(count=400).cases.values():
        moments = [status.moment for status in case.statuses]
        assert moments == sorted(moments)
        assert case.started <= moments[0].date()
        assert (case.ended is not None) == case.statuses[-1].type.is_last == (case.result is not None)
        assert case.ended is None or case.ended == moments[-1].date()
        assert moments[-1].date() <= TODAY
        assert case.type.confidentiality in LEVELS
        assert len({role.uuid for role in case.roles}) == len(case.roles)


def test_every_document_belongs_to_a_case() -> None:
    made = world()

    assert {link.document for link in made.links.values()} == set(made.documents)
    assert {document.status for document in made.documents.values()} == {"definitief", "in_bewerking"}


def test_what_is_added_to_one_world_is_in_no_other() -> None:
    worlds = Worlds(seed="oefenen", count=5, today=lambda: TODAY)
    worlds.of("zonnedam").kept["kanaal"] = {uuid.uuid4(): {}}

    assert worlds.of("zonnedam").kept
    assert not worlds.of("waterrijk").kept


def test_worlds_that_nobody_asks_for_make_way() -> None:
    worlds = Worlds(seed="oefenen", count=1, today=lambda: TODAY)
    first = worlds.of("gemeente-0")
    for number in range(KEPT + 1):
        worlds.of(f"gemeente-{number}")

    assert worlds.of("gemeente-0") is not first
    assert worlds.of(f"gemeente-{KEPT}") is worlds.of(f"gemeente-{KEPT}")
