"""One case with what belongs to it: two rounds, another's does not exist, and each panel fails by itself."""

import uuid
from typing import Any

import pytest

from integrations.errors import Reason
from integrations.outcomes import Kind
from integrations.sandbox.world.cases import Case as Played
from integrations.sandbox.world.people import companies, people
from integrations.zgw.types.cases import Panel
from integrations.zgw.types.catalogue import Confidentiality
from integrations.zgw.types.options import Options
from integrations.zgw.types.parties import Applicant, Part, PartyKind
from tests.integrations.zgw.conftest import ALL, FATIMA, Asker, played

NEIGHBOUR = Applicant.person(people()[1].bsn)


def closed(asker: Asker) -> Played:
    return next(case for case in played(asker) if case.result and not case.type.is_internal)


@pytest.mark.covers("I-034", "I-075", "I-076", "P-162")
def test_a_case_has_its_whole_history_the_oldest_first(asker: Asker) -> None:
    for case in [one for one in played(asker) if not one.type.is_internal][:8]:
        outcome = asker.one_of(case.uuid)

        assert outcome.kind is Kind.OK
        assert outcome.value
        told = [status.type.rpartition("/")[2] for status in outcome.value.statuses]
        assert told == [str(status.type.uuid) for status in case.statuses]
        assert outcome.value.case.status == outcome.value.statuses[-1]
        assert (outcome.value.case.result is not None) == (case.result is not None)


@pytest.mark.covers("I-075", "W-07", "I-048")
def test_it_takes_two_rounds_and_asks_the_catalogue_nothing(asker: Asker, rounds: list[int]) -> None:
    case = closed(asker)

    file = asker.one_of(case.uuid).value

    assert file
    assert len(rounds) == 2
    assert rounds[0] <= 4
    assert not any(name.startswith("catalogi") for name in asker.calls())


@pytest.mark.covers("I-075")
def test_in_a_system_of_today_the_first_round_is_three_calls_and_the_second_one_for_each_document(
    current: Asker, rounds: list[int]
) -> None:
    case = closed(current)

    file = current.one_of(case.uuid).value

    assert file
    assert rounds == [3, len(current.world.links_of(case.uuid))]


@pytest.mark.covers("P-154", "I-073")
@pytest.mark.attack("O01")
def test_anothers_case_does_not_exist_as_one_that_was_never_there(asker: Asker) -> None:
    case = closed(asker)

    others, none = asker.one_of(case.uuid, NEIGHBOUR), asker.one_of(uuid.uuid4())

    assert others == none
    assert others.kind is Kind.NOT_FOUND
    assert "documenten/enkelvoudiginformatieobjecten" not in asker.calls()
    assert asker.one_of(case.uuid).kind is Kind.OK  # the negative control: her own is there


@pytest.mark.attack("O01")
@pytest.mark.covers("I-086")
def test_a_company_sees_its_case_and_nobody_elses(asker: Asker) -> None:
    bakery, other = companies()[:2]
    case = next(
        one for one in asker.world.cases.values() if one.roles[0].party == bakery and not one.type.is_internal
    )

    own = asker.one_of(case.uuid, Applicant.company(kvk=bakery.kvk, rsin=bakery.rsin))
    others = asker.one_of(case.uuid, Applicant.company(kvk=other.kvk, rsin=other.rsin))
    persons = asker.one_of(case.uuid, FATIMA)

    assert own.kind is Kind.OK
    assert (others.kind, persons.kind) == (Kind.NOT_FOUND, Kind.NOT_FOUND)


@pytest.mark.attack("O02")
@pytest.mark.covers("I-073", "I-074")
def test_who_has_another_part_or_too_low_a_level_does_not_see_it(asker: Asker) -> None:
    case, minded = next(
        (one, role.party.bsn)
        for one in asker.world.cases.values()
        for role in one.roles
        if role.type.generic == "belanghebbende"
        and not one.type.is_internal
        and getattr(one.roles[0].party, "bsn", "") != getattr(role.party, "bsn", "")
    )
    secret = next(one for one in played(asker) if one.type.confidentiality == "zaakvertrouwelijk")
    with_all = Options(Confidentiality.TOP_SECRET, parts=tuple(Part))

    assert asker.one_of(case.uuid, Applicant.person(minded)).kind is Kind.NOT_FOUND
    assert asker.one_of(case.uuid, Applicant.person(minded), with_all).kind is Kind.OK
    assert asker.one_of(secret.uuid, options=Options(Confidentiality.INTERNAL)).kind is Kind.NOT_FOUND
    assert asker.one_of(secret.uuid).kind is Kind.OK


@pytest.mark.attack("O02")
@pytest.mark.covers("I-074")
def test_a_case_of_an_internal_kind_is_nobodys(current: Asker) -> None:
    case = next(one for one in played(current) if one.type.is_internal)

    assert current.one_of(case.uuid).kind is Kind.NOT_FOUND


@pytest.mark.attack("O10")
@pytest.mark.fault("F19")
@pytest.mark.parametrize("endpoint", ["zaken/zaken", "zaken/rollen"])
def test_another_case_or_anothers_role_in_the_answer_shows_nothing(asker: Asker, endpoint: str) -> None:
    if asker.is_current and endpoint == "zaken/rollen":
        pytest.skip("It is not asked.")
    case = closed(asker)
    asker.fault(endpoint, wrong_person=True)

    assert asker.one_of(case.uuid).kind is Kind.NOT_FOUND


@pytest.mark.covers("I-075", "P-161")
def test_who_asks_and_who_works_on_it_are_shown_and_nobody_else(asker: Asker) -> None:
    case = next(
        one
        for one in played(asker)
        if len(one.roles) > 2 and not one.type.is_internal and one.roles[2].party != people()[0]
    )

    file = asker.one_of(case.uuid).value

    assert file
    assert {(role.kind, role.part) for role in file.roles} == {
        (PartyKind.PERSON, Part.INITIATOR),
        (PartyKind.EMPLOYEE, Part.HANDLER),
    }
    assert all(role.name for role in file.roles)


@pytest.mark.covers("I-037", "I-074", "I-078", "P-163")
def test_documents_that_may_be_seen_are_there_the_newest_first(asker: Asker) -> None:
    world = asker.world
    for case in [one for one in played(asker) if not one.type.is_internal][:8]:
        links = world.links_of(case.uuid)
        real = {link.document: world.documents[link.document] for link in links if link.document}
        options = Options(Confidentiality.TOP_SECRET)

        file = asker.one_of(case.uuid, options=options).value

        assert file
        assert {document.uuid for document in file.documents} == {
            key
            for key, one in real.items()
            if one.status in {"definitief", "gearchiveerd"} and one.confidentiality == "openbaar"
        }
        days = [document.added for document in file.documents]
        assert days == sorted(days, key=lambda one: one.date() if one else None, reverse=True)  # type: ignore[type-var,return-value]
        assert all(document.title and document.size for document in file.documents)


@pytest.mark.covers("I-075", "I-078")
@pytest.mark.fault("F05", "F01")
@pytest.mark.parametrize("fault", [{"status": 503}, {"html": True}, {"reset": True}, {"status": 403}])
@pytest.mark.parametrize(
    ("endpoint", "panel"),
    [
        ("zaken/statussen", Panel.STATUSES),
        ("zaken/zaakinformatieobjecten", Panel.DOCUMENTS),
        ("documenten/enkelvoudiginformatieobjecten", Panel.DOCUMENTS),
    ],
)
def test_each_panel_fails_by_itself(
    current: Asker, endpoint: str, panel: Panel, fault: dict[str, Any]
) -> None:
    case = closed(current)
    current.fault(endpoint, **fault)

    outcome = current.one_of(case.uuid)

    assert outcome.kind is Kind.PARTIAL
    assert outcome.value
    assert outcome.value.gap(panel)
    assert [gap.panel for gap in outcome.value.gaps] == [panel]
    assert outcome.value.case.title


@pytest.mark.covers("I-039", "I-077")
@pytest.mark.parametrize("asker", ["zgw-1.0", "esuite"], indirect=True)
def test_a_result_that_is_gone_never_breaks_the_page(asker: Asker) -> None:
    case = closed(asker)
    asker.fault("zaken/resultaten", status=404)

    outcome = asker.one_of(case.uuid)

    assert outcome.kind is Kind.PARTIAL
    assert outcome.value
    assert (outcome.value.case.result, bool(outcome.value.gap(Panel.RESULT))) == (None, True)


@pytest.mark.covers("I-032")
@pytest.mark.fault("F05")
def test_a_case_that_cannot_be_had_is_not_a_case_that_is_not_there(asker: Asker) -> None:
    case = closed(asker)
    asker.fault(status=503)

    outcome = asker.one_of(case.uuid)

    assert (outcome.kind, outcome.reason) == (Kind.UNAVAILABLE, Reason.HAS_TROUBLE)


@pytest.mark.attack("O01")
@pytest.mark.parametrize("asker", ["zgw-1.0", "esuite"], indirect=True)
def test_without_the_proof_nothing_is_shown(asker: Asker) -> None:
    case = closed(asker)
    asker.fault("zaken/rollen", status=503)

    outcome = asker.one_of(case.uuid)

    assert (outcome.kind, outcome.value) == (Kind.UNAVAILABLE, None)


def test_documents_beyond_the_most_are_told(current: Asker) -> None:
    case = closed(current)
    options = Options(Confidentiality.TOP_SECRET, Confidentiality.TOP_SECRET, most_documents=1)

    file = current.one_of(case.uuid, options=options).value

    assert file
    assert (len(file.documents) <= 1, file.has_more_documents) == (True, True)
    assert ALL.most_documents > 1
