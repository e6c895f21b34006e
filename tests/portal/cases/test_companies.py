"""A company that came in by its number of the KVK has cases also where systems know companies by their RSIN (I-031)."""

from collections.abc import Callable

import pytest

from integrations.zgw.types.parties import Applicant
from portal.cases.models import CaseSettings
from portal.cases.queries import companies
from tenants.entry import outside
from tenants.processing.models import Record
from tenants.types import TenantRef
from tests.integrations.conftest import Sandbox
from tests.integrations.saved import Saved, saved
from tests.portal import citizens
from tests.portal.cases.people import Somebody, System
from tests.portal.cases.test_failure_matrix import NONE, TROUBLE
from tests.portal.cases.test_list import cards


@pytest.fixture
def by_rsin(system: System) -> System:
    """Have cases of companies be looked for by RSIN."""
    CaseSettings.objects.update(company_by="rsin")
    return system


@pytest.fixture
def register(inside: TenantRef, sandbox: Sandbox) -> Saved:
    """Connect Zonnedam with the Handelsregister."""
    with outside():
        return saved(sandbox, inside, system="kvk", stand_in="kvk", profile="kvk-2024")


@pytest.fixture
def baker(person: Callable[..., Somebody]) -> Somebody:
    """Somebody of the bakery, of which only the number of the KVK is known."""
    return person(citizens.employee(), branch="")


def theirs(system: System) -> set[str]:
    return {
        str(case.uuid)
        for case in system.world.cases.values()
        if case.roles[0].party == citizens.BAKERY and not case.type.is_internal
    }


@pytest.mark.covers("I-031", "I-086")
def test_its_rsin_is_asked_of_the_register_once_and_its_cases_are_there(
    register: Saved, by_rsin: System, baker: Somebody
) -> None:
    found = {url.split("/")[3] for url in cards(baker)}
    one = min(found)

    assert found == theirs(by_rsin)
    assert baker.get(f"/mijn-zaken/{by_rsin.key}/{one}/").status_code == 200
    assert register.calls("basisprofielen") == 1
    assert Record.objects.filter(source="kvk").exists()


def test_without_a_register_nobody_says_that_there_is_nothing(by_rsin: System, baker: Somebody) -> None:
    told = baker.reads()

    assert NONE not in told
    assert "Deze gegevens zijn nu niet beschikbaar." in told
    assert by_rsin.calls() == {}


@pytest.mark.fault("F01")
def test_while_the_register_gives_no_answer_nobody_says_that_there_is_nothing(
    register: Saved, by_rsin: System, baker: Somebody
) -> None:
    register.fault("basisprofielen", status=503)

    told = baker.reads()

    assert TROUBLE in told
    assert NONE not in told
    assert by_rsin.calls() == {}


def test_the_register_is_left_alone_where_the_number_is_known_or_not_needed(
    register: Saved, system: System, person: Callable[..., Somebody], baker: Somebody
) -> None:
    """A system of today knows companies by the number of the KVK; a citizen has none; an RSIN may have come along."""
    assert cards(baker)
    CaseSettings.objects.update(company_by="rsin")
    assert cards(person(citizens.employee("ander", rsin=citizens.BAKERY.rsin), branch=""))

    assert companies.rsin_of(Applicant.person(citizens.FATIMA)) is None
    assert register.calls("basisprofielen") == 0
