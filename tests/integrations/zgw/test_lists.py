"""Somebody's cases: all of them and nobody else's, in one round where the system can."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from integrations.errors import Reason
from integrations.outcomes import Kind
from integrations.sandbox.world.people import Company, companies
from integrations.zgw.types.catalogue import Confidentiality
from integrations.zgw.types.options import CompanyBy, Options
from integrations.zgw.types.parties import Applicant, Part
from tenants.entry import enter
from tenants.types import TenantRef
from tests.integrations.conftest import Sandbox
from tests.integrations.zgw.conftest import ALL, FATIMA, Asker, asker_of, played
from tests.integrations.zgw.drawing import Drawn

NOBODY = Applicant.person("999990160")


def pages(asker: Asker, options: Options = ALL) -> Iterator[Any]:
    after = ""
    while True:
        outcome = asker.list_of(options=options, after=after)
        assert outcome.value is not None
        yield outcome
        after = outcome.value.more
        if not after:
            return


def may_see(asker: Asker) -> list[Any]:
    """Internal kinds of cases are shown to nobody; a system without `expand` does not say of which kind one is."""
    return [case for case in played(asker) if not (asker.is_current and case.type.is_internal)]


@pytest.mark.covers("I-030", "I-070", "P-155")
def test_all_cases_are_there_over_all_pages_each_once_and_the_newest_action_first(asker: Asker) -> None:
    outcomes = list(pages(asker))

    found = [case for outcome in outcomes for case in outcome.value.cases]
    assert len(outcomes) > 1
    assert {case.uuid for case in found} == {case.uuid for case in may_see(asker)}
    assert len({case.uuid for case in found}) == len(found)
    for outcome in outcomes:
        days = [case.last_action for case in outcome.value.cases]
        assert days == sorted(days, reverse=True)
        assert len(days) <= ALL.page_size


@pytest.mark.covers("I-030", "I-070")
def test_a_case_is_told_in_our_words_with_status_and_result(asker: Asker) -> None:
    there = {case.uuid: case for case in played(asker)}

    outcome = asker.list_of()

    assert outcome.kind is Kind.OK
    assert outcome.value
    for case in outcome.value.cases:
        real = there[case.uuid]
        assert (case.started, case.legal_end, case.ended) == (real.started, real.due, real.ended)
        assert case.status is not None
        assert str(real.statuses[-1].type.uuid) in case.status.type
        assert (case.result is not None) == (real.result is not None)
        assert case.is_suspended == real.is_waiting
        assert (case.extension is not None) == real.is_extended
        assert str(real.type.uuid) in case.type


@pytest.mark.covers("I-070", "W-06")
@pytest.mark.parametrize("parts", [(Part.INITIATOR, Part.CO_INITIATOR), tuple(Part)], ids=["two", "all"])
def test_a_system_of_today_is_asked_in_one_round_of_at_most_three_calls(
    current: Asker, rounds: list[int], parts: tuple[Part, ...]
) -> None:
    outcome = current.list_of(options=Options(Confidentiality.TOP_SECRET, parts=parts))

    assert outcome.value
    assert outcome.value.cases
    assert current.calls() == {"zaken/zaken": min(len(parts), 2) if len(parts) == 2 else 1}
    assert rounds == [min(len(parts), 2) if len(parts) == 2 else 1]


@pytest.mark.covers("I-070", "I-087", "W-06")
@pytest.mark.parametrize("asker", ["zgw-1.0", "esuite"], indirect=True)
def test_an_older_system_is_asked_in_two_rounds_and_for_the_cases_of_the_page_alone(
    asker: Asker, rounds: list[int]
) -> None:
    outcome = asker.list_of(options=Options(Confidentiality.TOP_SECRET, page_size=5))

    assert outcome.value
    shown = outcome.value.cases
    results = sum(case.result is not None for case in shown)
    assert len(shown) == 5
    assert len(rounds) == 2
    calls = asker.calls()
    assert (calls["zaken/statussen"], calls.get("zaken/resultaten", 0)) == (5, results)
    assert not any(name.startswith("catalogi") for name in calls)


@pytest.mark.covers("I-070", "I-087", "W-06")
@pytest.mark.parametrize("asker", ["zgw-1.0", "esuite"], indirect=True)
def test_roles_that_fill_several_pages_are_fetched_while_the_page_is_completed(
    asker: Asker, rounds: list[int]
) -> None:
    outcome = asker.list_of()

    assert outcome.kind is Kind.OK
    assert asker.calls()["zaken/rollen"] > 1
    assert len(rounds) == 2


@pytest.mark.fault("F12")
@pytest.mark.parametrize("asker", ["zgw-1.0", "esuite"], indirect=True)
def test_where_a_later_page_of_roles_is_lost_it_is_asked_of_each_case_whose_it_is(asker: Asker) -> None:
    every = {case.uuid for outcome in pages(asker) for case in outcome.value.cases}
    asker.fault("zaken/rollen", status=500, from_page=2)

    shown = {case.uuid for outcome in pages(asker) for case in outcome.value.cases}

    assert shown == every


@pytest.mark.attack("W24")
def test_no_number_of_a_person_is_in_an_address_where_the_system_can_search(
    current: Asker, monkeypatch: pytest.MonkeyPatch
) -> None:
    from integrations import http

    addresses: list[str] = []
    real = http.call
    monkeypatch.setattr(http, "call", lambda request: (addresses.append(request.url), real(request))[1])

    assert current.list_of().value

    assert addresses
    assert not [url for url in addresses if FATIMA.bsn in url]


@pytest.mark.covers("I-030")
def test_who_asked_for_nothing_has_none(asker: Asker) -> None:
    outcome = asker.list_of(NOBODY)

    assert outcome.kind is Kind.EMPTY
    assert outcome.value is not None
    assert outcome.value.cases == ()


@pytest.mark.covers("I-031", "I-086")
def test_a_company_and_its_branch_each_see_their_own(asker: Asker) -> None:
    bakery = companies()[0]
    branch = bakery.branches[0]
    world = asker.world.cases.values()
    of = {party: {case.uuid for case in world if case.roles[0].party == party} for party in (bakery, branch)}

    company = asker.list_of(Applicant.company(kvk=bakery.kvk, rsin=bakery.rsin)).value
    only = asker.list_of(Applicant.of_branch(branch.number, kvk=bakery.kvk)).value

    assert company
    assert only
    internal = {case.uuid for case in world if case.type.is_internal and asker.is_current}
    assert {case.uuid for case in company.cases} == of[bakery] - internal
    assert {case.uuid for case in only.cases} == of[branch] - internal


@pytest.mark.covers("I-031", "I-086")
@pytest.mark.parametrize("by", [CompanyBy.RSIN, CompanyBy.KVK])
def test_a_municipality_may_say_by_which_number_companies_are_known(current: Asker, by: CompanyBy) -> None:
    bakery = companies()[0]
    options = Options(Confidentiality.TOP_SECRET, company_by=by)

    outcome = current.list_of(Applicant.company(kvk=bakery.kvk, rsin=bakery.rsin), options)

    assert outcome.value
    assert outcome.value.cases


@pytest.mark.covers("I-031", "I-086")
def test_of_a_company_without_the_number_that_is_asked_for_nobody_says_that_there_is_nothing(
    current: Asker,
) -> None:
    options = Options(Confidentiality.TOP_SECRET, company_by=CompanyBy.RSIN)

    outcome = current.list_of(Applicant.company(kvk=companies()[0].kvk), options)

    assert (outcome.kind, outcome.reason, current.calls()) == (Kind.UNAVAILABLE, Reason.SWITCHED_OFF, {})


@pytest.mark.covers("I-086")
@pytest.mark.attack("O02")
def test_a_branch_of_another_company_with_this_number_is_another_branch(current: Asker) -> None:
    branch = companies()[0].branches[0]

    assert current.list_of(Applicant.of_branch(branch.number, kvk=companies()[1].kvk)).kind is Kind.EMPTY
    assert current.list_of(Applicant.of_branch(branch.number, kvk=companies()[0].kvk)).kind is Kind.OK


@pytest.mark.covers("I-073")
@pytest.mark.attack("O02")
def test_who_is_only_mentioned_in_a_case_does_not_see_it_unless_the_municipality_wants_it(
    asker: Asker,
) -> None:
    minded = next(
        role.party.bsn
        for case in asker.world.cases.values()
        for role in case.roles
        if role.type.generic == "belanghebbende" and not case.type.is_internal
    )
    who = Applicant.person(minded)
    with_all = Options(Confidentiality.TOP_SECRET, parts=tuple(Part))

    usual, more = asker.list_of(who).value, asker.list_of(who, with_all).value

    assert usual is not None
    assert more is not None
    own = {case.uuid for case in played(asker, who)}
    assert {case.uuid for case in usual.cases} <= own
    assert {case.uuid for case in more.cases} - own


@pytest.mark.covers("I-074", "I-030")
@pytest.mark.attack("O02")
@pytest.mark.parametrize("level", list(Confidentiality))
def test_a_case_above_the_level_is_not_there(current: Asker, level: Confidentiality) -> None:
    outcome = current.list_of(options=Options(level))

    assert outcome.value is not None
    assert all(case.confidentiality and case.confidentiality <= level for case in outcome.value.cases)


@pytest.mark.covers("I-083")
def test_one_case_is_found_by_its_number(asker: Asker) -> None:
    listed = asker.list_of().value
    assert listed
    wanted = listed.cases[0]

    found, none = asker.list_of(number=wanted.identification), asker.list_of(number="BESTAAT-NIET")

    assert found.value
    assert [case.uuid for case in found.value.cases] == [wanted.uuid]
    assert none.kind is Kind.EMPTY


def _is_of(company: Company, one: Drawn) -> bool:
    return one.party == company and not one.kind.is_internal


@pytest.mark.covers("I-083")
def test_a_case_of_a_company_is_found_by_its_number_where_it_stands_on_no_first_page(
    fresh: None, sandbox: Sandbox, zonnedam: TenantRef
) -> None:
    bakery = companies()[0]
    who = Applicant.company(kvk=bakery.kvk, rsin=bakery.rsin)
    asker = asker_of(
        sandbox, zonnedam, "zgw-1.0", suits=lambda draw: sum(_is_of(bakery, one) for one in draw) > 1
    )
    with enter(zonnedam):
        listed = asker.list_of(who).value
        assert listed
        few = replace(ALL, page_size=1)
        shown = asker.list_of(who, options=few).value
        assert shown
        wanted = next(case for case in listed.cases if case.uuid not in {one.uuid for one in shown.cases})

        found = asker.list_of(who, options=few, number=wanted.number).value

        assert found
        assert [case.uuid for case in found.cases] == [wanted.uuid]


@pytest.mark.parametrize("after", ["0", "-1", "1.", "x", "99999", "1.2.3", "../1"])
def test_a_place_in_the_list_that_is_none_is_not_sent(after: str, current: Asker) -> None:
    with pytest.raises(ValueError, match="no place"):
        current.list_of(after=after)
