"""For whom somebody acts: within what was asserted, and each in a session of its own (P-266, attacks I29, I30)."""

import datetime
import uuid
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from integrations.identities import Basis
from portal.accounts.models import BranchChoice, Mandate, SignIn
from portal.accounts.operations import acting
from portal.accounts.queries import resolving
from portal.accounts.types import Whose
from tenants.audit.models import AuditRecord
from tenants.entry import enter
from tenants.types import TenantRef
from tests.portal import citizens

NORTH, SOUTH = (branch.number for branch in citizens.BAKERY.branches[:2])


def seen(client: Client, tenant: TenantRef) -> Whose:
    found = resolving.whose(citizens.request_of(client, tenant))
    assert found is not None
    return found


def switch(client: Client, tenant: TenantRef, mandate: uuid.UUID | None) -> None:
    request = citizens.request_of(client, tenant)
    acting.act_for(request, mandate)
    citizens.keep_session(client, request)


@pytest.fixture
def inside(zonnedam: TenantRef) -> object:
    """Enter Zonnedam for the whole test."""
    with enter(zonnedam) as tenant:
        yield tenant


@pytest.mark.covers("P-266")
@pytest.mark.parametrize("basis", [Basis.AUTHORISATION, Basis.CURATELE, Basis.BEWIND])
def test_a_representative_begins_with_whom_they_came_for(
    inside: TenantRef, client_of: Callable[..., Client], basis: Basis
) -> None:
    client = citizens.client_for(client_of, inside, citizens.representative(basis))

    whose = seen(client, inside)

    assert (whose.bsn, whose.is_representing) == (citizens.REPRESENTED, True)
    assert whose.self is not None
    assert whose.self.value == citizens.FATIMA
    assert whose.acting is not None
    assert whose.acting.basis is basis


@pytest.mark.covers("P-266")
@pytest.mark.attack("I29")
def test_after_a_switch_it_is_about_the_other_and_back(
    inside: TenantRef, client_of: Callable[..., Client]
) -> None:
    client = citizens.client_for(client_of, inside, citizens.representative())
    mandate = Mandate.objects.get().uuid

    switch(client, inside, None)
    assert (seen(client, inside).bsn, seen(client, inside).is_representing) == (citizens.FATIMA, False)

    switch(client, inside, mandate)
    assert seen(client, inside).bsn == citizens.REPRESENTED
    assert AuditRecord.objects.filter(action="accounts.acted_for").count() == 2


@pytest.mark.attack("I29")
def test_a_switch_leaves_the_session_of_before_behind_with_all_that_was_in_it(
    inside: TenantRef, client_of: Callable[..., Client]
) -> None:
    client = citizens.client_for(client_of, inside, citizens.representative())
    request = citizens.request_of(client, inside)
    request.session["concept"] = "over de ander"
    citizens.keep_session(client, request)
    before = citizens.request_of(client, inside)

    switch(client, inside, None)

    after = citizens.request_of(client, inside).session
    assert "concept" not in after
    assert not after.exists(str(before.session.session_key))
    assert resolving.whose(before) is None
    assert 0 < after.get_expiry_age() <= 15 * 60


@pytest.mark.attack("I29")
def test_nobody_acts_for_whom_another_sign_in_is(inside: TenantRef, client_of: Callable[..., Client]) -> None:
    client = citizens.client_for(client_of, inside, citizens.representative())
    citizens.client_for(client_of, inside, citizens.representative(bsn=citizens.OTHER))
    theirs = Mandate.objects.exclude(sign_in__user=seen_user(client, inside)).get().uuid

    for wrong in (theirs, uuid.uuid4()):
        with pytest.raises(acting.NotYoursError):
            switch(client, inside, wrong)
    assert seen(client, inside).bsn == citizens.REPRESENTED


def seen_user(client: Client, tenant: TenantRef) -> object:
    return citizens.request_of(client, tenant).user.pk


@pytest.mark.attack("I30")
def test_an_employee_is_never_somebody_without_the_company(
    inside: TenantRef, client_of: Callable[..., Client]
) -> None:
    client = citizens.client_for(client_of, inside, citizens.employee(), branch="")

    with pytest.raises(acting.NotYoursError):
        switch(client, inside, None)

    assert [each.name for each in resolving.choices(citizens.request_of(client, inside))] == [
        citizens.BAKERY.name
    ]


@pytest.mark.covers("P-266")
def test_a_mandate_that_ends_meanwhile_stops_counting(
    inside: TenantRef, client_of: Callable[..., Client]
) -> None:
    soon = timezone.now() + datetime.timedelta(minutes=5)
    client = citizens.client_for(client_of, inside, citizens.representative(ends_at=soon))
    assert seen(client, inside).is_representing
    mandate = Mandate.objects.get().uuid

    Mandate.objects.update(ends_at=timezone.now())

    assert resolving.whose(citizens.request_of(client, inside)) is None
    with pytest.raises(acting.NotYoursError):
        switch(client, inside, mandate)
    switch(client, inside, None)
    assert seen(client, inside).bsn == citizens.FATIMA


@pytest.mark.covers("P-266")
def test_a_mandate_covers_the_services_that_it_names(
    inside: TenantRef, client_of: Callable[..., Client]
) -> None:
    client = citizens.client_for(client_of, inside, citizens.representative(services=("uittreksel",)))

    whose = seen(client, inside)

    assert (whose.may("uittreksel"), whose.may("verhuizing")) == (True, False)
    switch(client, inside, None)
    assert seen(client, inside).may("verhuizing")


@pytest.mark.covers("P-048", "I-154")
def test_until_a_branch_is_chosen_nothing_of_the_company_is_theirs(
    inside: TenantRef, client_of: Callable[..., Client]
) -> None:
    client = citizens.client_for(client_of, inside, citizens.employee())
    assert (seen(client, inside).kvk, seen(client, inside).must_choose_branch) == ("", True)

    citizens.choose_branch(client, inside, NORTH)
    assert (seen(client, inside).kvk, seen(client, inside).branch) == (citizens.BAKERY.kvk, NORTH)

    citizens.choose_branch(client, inside, "")
    assert (seen(client, inside).branch, seen(client, inside).must_choose_branch) == ("", False)


@pytest.mark.attack("I30")
@pytest.mark.covers("I-154")
@pytest.mark.parametrize("wanted", [SOUTH, ""])
def test_a_branch_that_the_mandate_decides_stays(
    inside: TenantRef, client_of: Callable[..., Client], wanted: str
) -> None:
    client = citizens.client_for(client_of, inside, citizens.employee(branch=NORTH))

    with pytest.raises(acting.NotYoursError):
        citizens.choose_branch(client, inside, wanted)

    assert SignIn.objects.get().branch_choice == BranchChoice.FIXED
    assert seen(client, inside).branch == NORTH


@pytest.mark.attack("I30")
@pytest.mark.parametrize("asserted", [citizens.citizen(), citizens.representative()])
def test_who_comes_for_no_company_has_no_branch_to_choose(
    inside: TenantRef, client_of: Callable[..., Client], asserted: citizens.Asserted
) -> None:
    client = citizens.client_for(client_of, inside, asserted)

    with pytest.raises(acting.NotYoursError):
        citizens.choose_branch(client, inside, NORTH)


@pytest.mark.attack("I20")
def test_of_two_switches_from_one_page_the_second_is_of_a_session_that_has_gone(
    inside: TenantRef, client_of: Callable[..., Client]
) -> None:
    client = citizens.client_for(client_of, inside, citizens.representative())
    first, second = citizens.request_of(client, inside), citizens.request_of(client, inside)
    assert second.session["sign_in"]  # it was read before the other switched
    acting.act_for(first, None)

    with pytest.raises(acting.NotYoursError):
        acting.act_for(second, None)


def test_whoever_has_not_signed_in_acts_for_nobody(
    inside: TenantRef, client_of: Callable[..., Client]
) -> None:
    request = citizens.request_of(client_of(inside), inside)

    assert resolving.choices(request) == []
    with pytest.raises(acting.NotYoursError):
        acting.act_for(request, None)
