"""What a vendor does otherwise than the standard is a capability, and a page shows the same (I-087)."""

from dataclasses import replace

import pytest

from integrations.outcomes import Kind
from integrations.sandbox.world.people import companies
from integrations.sandbox.zgw.esuite import number_of
from integrations.sources.items import Item
from integrations.zgw import abilities
from integrations.zgw.client import parties as asked
from integrations.zgw.reading import cases as reading
from integrations.zgw.reading import catalogue, parties
from integrations.zgw.types.options import STRICTEST, CompanyBy, Options
from integrations.zgw.types.parties import Applicant, PartyKind
from integrations.zgw.types.showing import last_step, title_of
from tests.integrations.zgw.conftest import ALL, FATIMA, Asker, played

pytestmark = pytest.mark.covers("I-087")
TYPE = {
    "url": "https://zaken.example/catalogi/api/v1/statustypen/1",
    "zaaktype": "https://zaken.example/catalogi/api/v1/zaaktypen/1",
    "omschrijving": "Afgehandeld",
}


def able(asker: Asker) -> abilities.Abilities:
    return abilities.of(asker.connection.access, STRICTEST)


def test_1_a_system_without_a_list_of_catalogues_has_no_such_capability(esuite: Asker) -> None:
    assert "catalogue.list" not in esuite.connection.access.capabilities


def test_2_a_step_without_place_and_without_word_on_informing_is_read() -> None:
    step = catalogue.status_type(Item(TYPE))

    assert (step.order, step.informs, step.is_last) == (None, None, False)


def test_3_roles_are_told_apart_here_where_they_cannot_be_asked_for(esuite: Asker) -> None:
    assert not able(esuite).knows_parts
    assert not able(esuite).combines_roles
    case = next(one for one in played(esuite) if not one.type.is_internal)

    assert esuite.one_of(case.uuid).kind is Kind.OK


def test_4_a_page_without_word_of_a_next_one_is_the_last(esuite: Asker) -> None:
    first = esuite.list_of(options=Options(page_size=500, max_confidentiality=STRICTEST.max_confidentiality))

    assert first.value is not None
    assert first.value.more == ""


def test_5_of_a_status_the_day_alone_is_told_and_the_order_of_a_day_is_that_of_the_list(
    esuite: Asker,
) -> None:
    case = next(one for one in played(esuite) if len(one.statuses) > 2 and not one.type.is_internal)

    file = esuite.one_of(case.uuid).value

    assert file
    assert {status.moment for status in file.statuses} == {None}
    assert [str(one.type.uuid) for one in case.statuses] == [
        one.type.rpartition("/")[2] for one in file.statuses
    ]


def test_5_who_tells_the_time_is_believed(current: Asker) -> None:
    case = next(one for one in played(current) if not one.type.is_internal)

    file = current.one_of(case.uuid).value

    assert file
    assert [one.moment for one in file.statuses] == [one.moment for one in case.statuses]


def test_6_the_status_of_now_is_fetched_where_the_history_lacks_it(esuite: Asker) -> None:
    case = next(one for one in played(esuite) if len(one.statuses) > 1 and not one.type.is_internal)

    file = esuite.one_of(case.uuid).value

    assert file
    assert file.case.status == file.statuses[-1]
    assert str(case.statuses[-1].type.uuid) in file.statuses[-1].type
    assert esuite.calls()["zaken/statussen"] == 2


def test_7_of_several_last_steps_the_one_that_was_reached_is_the_last(current: Asker) -> None:
    steps = [
        catalogue.status_type(Item({**TYPE, "url": f"{TYPE['url']}{number}", "isEindstatus": number > 1}))
        for number in (1, 2, 3)
    ]
    case = next(one for one in played(current) if not one.type.is_internal)
    file = current.one_of(case.uuid).value
    assert file
    reached = [*file.statuses[:-1], replace(file.statuses[-1], type=steps[2].url)]

    assert last_step(reached, steps) == steps[2]
    assert last_step(file.statuses, steps) == steps[1]
    assert last_step([], []) is None


def test_9_the_long_name_of_a_result_is_its_name() -> None:
    told = {**TYPE, "omschrijving": "Toegekend na onderzo", "esuiteCompatNaam": "Toegekend na onderzoek"}

    assert catalogue.result_type(Item(told)).name == "Toegekend na onderzoek"
    assert catalogue.result_type(Item(TYPE)).name == "Afgehandeld"


def test_10_an_employee_is_called_by_the_only_name_that_is_told(esuite: Asker) -> None:
    case = next(one for one in played(esuite) if not one.type.is_internal)

    file = esuite.one_of(case.uuid).value

    assert file
    names = [role.name for role in file.roles if role.kind is PartyKind.EMPLOYEE]
    assert names == [getattr(case.roles[1].party, "name", None)]


def test_11_an_internal_number_is_shown_as_people_know_it(esuite: Asker) -> None:
    case = next(one for one in played(esuite) if not one.type.is_internal)
    file = esuite.one_of(case.uuid).value

    assert file
    assert file.case.identification == number_of(case)
    assert file.case.number == f"{int(case.identification[-10:])}-{case.started.year}"
    assert reading.number_of("0014ESUITE66392022") == "6639-2022"
    assert reading.number_of("ZAAK-2026-0000000001") == "ZAAK-2026-0000000001"


@pytest.mark.covers("I-083")
def test_11_a_case_is_found_by_the_number_that_people_know(esuite: Asker) -> None:
    listed = esuite.list_of(options=replace(ALL, page_size=5)).value
    assert listed
    wanted = listed.cases[-1]

    found, none = esuite.list_of(number=wanted.number), esuite.list_of(number="1-1999")

    assert wanted.number != wanted.identification
    assert found.value
    assert [case.uuid for case in found.value.cases] == [wanted.uuid]
    assert none.kind is Kind.EMPTY


def test_12_a_company_is_known_by_its_kvk_number_in_the_place_of_the_rsin(esuite: Asker) -> None:
    bakery, can = companies()[0], able(esuite)
    who = Applicant.company(kvk=bakery.kvk, rsin=bakery.rsin)

    assert can.company_by is CompanyBy.KVK_AS_RSIN
    assert list(asked.looked_for(who, can).values()) == [bakery.kvk]
    assert esuite.list_of(who).value
    assert esuite.list_of(Applicant.company(rsin=bakery.rsin)).kind is Kind.UNAVAILABLE


def test_13_what_a_case_is_called_is_chosen(current: Asker) -> None:
    listed = current.list_of().value
    assert listed
    case = listed.cases[0]
    assert case.case_type

    assert title_of(case, case.case_type, STRICTEST) == case.case_type.name
    assert title_of(case, case.case_type, Options(titled_by_case=True)) == case.title
    assert title_of(case, None, STRICTEST) == case.title


def test_a_role_of_an_unknown_kind_lets_nobody_in() -> None:
    told = {"zaak": TYPE["url"], "betrokkeneType": "robot", "betrokkeneIdentificatie": {"inpBsn": FATIMA.bsn}}

    assert not parties.is_of(parties.role(Item(told)), FATIMA)
