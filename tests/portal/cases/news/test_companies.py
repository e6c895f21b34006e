"""News of a case reaches who may see it for a company, whatever number the case system knows that by (I-086, I-107)."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from integrations.connections.models import Connection
from integrations.sandbox.world.cases import Case as Played
from integrations.sandbox.world.worlds import World
from portal.accounts import retaining
from portal.accounts.models import CompanyNumber, SignIn
from portal.cases.models import CaseSettings, CaseTelling
from portal.cases.models.reasons import Why
from portal.cases.operations import knowing
from portal.cases.types import KNOWING
from tenants.entry import outside
from tenants.processing.models import Record
from tenants.schedule import Later
from tenants.schedule.models import Work
from tenants.types import TenantRef
from tests.integrations.conftest import Sandbox
from tests.integrations.notifications.conftest import opened, switched_on
from tests.integrations.saved import Saved, saved
from tests.integrations.zgw import mirroring
from tests.integrations.zgw.conftest import asker_of
from tests.integrations.zgw.drawing import Draw
from tests.portal import citizens
from tests.portal.cases.people import Somebody, System

from .conftest import Office, account, items, letters

pytestmark = pytest.mark.covers("I-086", "I-107")
BRANCH = citizens.BAKERY.branches[0]


def case_of(party: Any, world: World) -> Played | None:
    """Answer a running case of a company or branch that gets a next status; None where there is none."""
    return next(
        (
            case
            for case in world.cases.values()
            if case.roles[0].party == party
            and case.ended is None
            and len(case.statuses) < len(case.type.statuses)
            and not case.type.is_internal
        ),
        None,
    )


def has_both(draw: Draw) -> bool:
    running = [one.party for one in draw if not one.has_ended and not one.kind.is_internal]
    return all(party in running for party in (citizens.BAKERY, BRANCH))


@pytest.fixture
def office(inside: TenantRef, sandbox: Sandbox, client_of: Callable[..., Client]) -> Office:
    """A case system of before today: it knows companies by their RSIN, and branches by nothing but their number."""
    with outside():
        system = System(asker_of(sandbox, inside, "zgw-1.0", suits=has_both).connection)
    mirroring.read(system.saved)
    tenant = switched_on(inside)
    secrets = opened(Connection.objects.get(pk=system.key))
    return Office(tenant, system, client_of(tenant), secrets.path, secrets.authorization)


@pytest.fixture
def register(office: Office, sandbox: Sandbox) -> Saved:
    """Connect Zonnedam with the Handelsregister."""
    with outside():
        return saved(sandbox, office.tenant, system="kvk", stand_in="kvk", profile="kvk-2024")


@pytest.fixture
def baker(office: Office, client_of: Callable[..., Client]) -> Somebody:
    """Somebody who looks at all of the bakery, and came in by its number of the KVK."""
    return comes(office, client_of, citizens.employee(), branch="")


def comes(office: Office, client_of: Callable[..., Client], asserted: Any, **more: Any) -> Somebody:
    return Somebody(citizens.client_for(client_of, office.tenant, asserted, **more), office.tenant)


def waiting() -> list[str]:
    with outside():
        return list(Work.objects.filter(job=knowing.JOB).order_by("pk").values_list("key", flat=True))


def tells_of(office: Office, party: Any) -> Played:
    case = case_of(party, office.system.world)
    assert case
    office.configure(case)
    office.tells(case)
    return case


def reasons() -> set[str]:
    return set(CaseTelling.objects.filter(part="initiator").values_list("reason", flat=True))


def test_who_came_in_by_the_other_number_hears_of_it_once_the_register_told_and_sees_the_case(
    register: Saved, office: Office, baker: Somebody
) -> None:
    (key,) = waiting()
    assert register.calls("basisprofielen") == 0  # signing in asks nobody
    knowing.know_company(key)
    case = tells_of(office, citizens.BAKERY)

    assert [item.url for item in items(baker)] == [office.system.page_of(case)]
    assert [letter.to for letter in letters()] == [citizens.EMAIL]
    assert baker.get(office.system.page_of(case)).status_code == 200
    row = CompanyNumber.objects.get()
    assert not {citizens.BAKERY.kvk, citizens.BAKERY.rsin} & {row.mark, row.rsin_mark}
    (noted,) = Record.objects.filter(activity=KNOWING, source="kvk")
    assert noted.actor_kind == "system"


def test_the_register_is_asked_once_for_all_who_are_of_the_company(
    register: Saved, office: Office, baker: Somebody, client_of: Callable[..., Client]
) -> None:
    comes(office, client_of, citizens.employee("collega"), branch="")
    first, second = waiting()
    knowing.know_company(first)
    knowing.know_company(second)
    comes(office, client_of, citizens.employee("derde"), branch="")

    assert waiting() == [first, second]
    assert register.calls("basisprofielen") == 1
    tells_of(office, citizens.BAKERY)
    assert len(letters()) == 3


@pytest.mark.attack("O10", "I30")
def test_nobody_of_another_company_or_of_one_branch_hears_of_it(
    register: Saved, office: Office, baker: Somebody, client_of: Callable[..., Client]
) -> None:
    another = next(each for each in citizens.companies()[1:] if each.rsin)
    stranger = comes(office, client_of, citizens.employee("vreemd", kvk=another.kvk), branch="")
    of_branch = comes(office, client_of, citizens.employee("vestiging"), branch=BRANCH.number)
    for key in waiting():
        knowing.know_company(key)
    case = tells_of(office, citizens.BAKERY)

    assert items(stranger) == items(of_branch) == []
    assert stranger.get(office.system.page_of(case)).status_code == 404
    assert len(items(baker)) == 1  # whose it is hears of it


def test_without_a_register_nobody_is_found_and_the_reason_says_so(office: Office, baker: Somebody) -> None:
    for key in waiting():
        knowing.know_company(key)
    tells_of(office, citizens.BAKERY)

    assert items(baker) == letters() == []
    assert reasons() == {Why.RSIN_ALONE}
    assert not CompanyNumber.objects.exists()


@pytest.mark.fault("F01")
def test_a_register_that_is_silent_is_asked_again_for_a_day(
    register: Saved, office: Office, baker: Somebody
) -> None:
    (key,) = waiting()
    register.fault("basisprofielen", status=503)

    with pytest.raises(Later):
        knowing.know_company(key)
    tells_of(office, citizens.BAKERY)
    assert reasons() == {Why.NO_ACCOUNT}
    SignIn.objects.update(at=timezone.now() - knowing.LONGEST)
    knowing.know_company(key)  # another sign-in begins anew
    assert not CompanyNumber.objects.exists()


def test_the_register_is_left_alone_where_no_system_knows_companies_by_their_rsin(
    register: Saved, office: Office, baker: Somebody
) -> None:
    CaseSettings.objects.update(company_by="kvk")
    (key,) = waiting()
    knowing.know_company(key)

    assert register.calls("basisprofielen") == 0


def test_news_of_a_branch_reaches_who_looks_at_it_also_where_nobody_says_of_which_company_it_is(
    office: Office, baker: Somebody, client_of: Callable[..., Client]
) -> None:
    chose = comes(office, client_of, citizens.employee("koos"), branch=BRANCH.number)
    fixed = comes(office, client_of, citizens.employee("vast", branch=BRANCH.number))
    other = comes(office, client_of, citizens.employee("elders"), branch=citizens.BAKERY.branches[1].number)
    case = tells_of(office, BRANCH)

    assert [len(items(each)) for each in (chose, fixed, other, baker)] == [1, 1, 0, 0]
    assert chose.get(office.system.page_of(case)).status_code == 200
    assert BRANCH.number not in set(SignIn.objects.values_list("branch_mark", flat=True))
    assert account(chose).pk != account(fixed).pk


def test_what_the_register_told_is_forgotten_when_nobody_came_in_for_the_company_since(
    register: Saved, baker: Somebody
) -> None:
    (key,) = waiting()
    knowing.know_company(key)

    assert retaining.companies(timezone.now() - timedelta(days=1), 10) == 0
    assert retaining.companies(timezone.now() + timedelta(seconds=1), 10) == 1
