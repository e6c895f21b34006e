"""The stand-in of a case system: lists of cases, what they are asked for, and what it refuses."""

import json
from typing import Any

import pytest

from integrations.sandbox.settings import Settings
from integrations.sandbox.world.people import companies, people
from integrations.sandbox.zgw.zaken import CASES
from tests.contracts.asking import Asker, application, token

LIST = CASES.path
BSN = "rol__betrokkeneIdentificatie__natuurlijkPersoon__inpBsn"
FATIMA = people()[0]
pytestmark = pytest.mark.covers("M-14")


@pytest.fixture
def zonnedam() -> Asker:
    return Asker()


def titles(asker: Asker, **query: str) -> list[str]:
    return [case["identificatie"] for case in asker.get(LIST, query)["results"]]


def test_the_pages_together_hold_every_case_once(zonnedam: Asker) -> None:
    pages = [zonnedam.get(LIST, {"page": number, "pageSize": 25}) for number in (1, 2, 3)]

    assert [len(page["results"]) for page in pages] == [25, 25, 10]
    assert len({case["uuid"] for page in pages for case in page["results"]}) == 60
    assert {page["count"] for page in pages} == {60}


def test_pages_lead_to_each_other(zonnedam: Asker) -> None:
    first = zonnedam.get(LIST)
    second = zonnedam.get(first["next"])

    assert first["previous"] is None
    assert zonnedam.get(second["previous"])["results"] == first["results"]
    assert zonnedam.get(second["next"])["next"] is None


@pytest.mark.parametrize("page", ["0", "4", "-1", "twee"])
def test_a_page_that_is_not_there_is_not_found(page: str, zonnedam: Asker) -> None:
    assert zonnedam.ask(LIST, {"page": page})[1].status == 404


@pytest.mark.covers("I-030")
def test_somebodys_cases_are_those_in_which_she_has_a_part(zonnedam: Asker) -> None:
    hers = zonnedam.get(LIST, {BSN: FATIMA.bsn, "expand": "rollen", "pageSize": "100"})

    assert 0 < hers["count"] < 60
    for case in hers["results"]:
        parties = [role["betrokkeneIdentificatie"] for role in case["_expand"]["rollen"]]
        assert FATIMA.bsn in [party.get("inpBsn") for party in parties]


@pytest.mark.covers("I-030")
def test_a_part_and_a_number_are_asked_together(zonnedam: Asker) -> None:
    everybody = {BSN: people()[4].bsn}
    asked = {**everybody, "rol__omschrijvingGeneriek": "initiator"}

    assert zonnedam.get(LIST, asked)["count"] <= zonnedam.get(LIST, everybody)["count"]


@pytest.mark.covers("I-031")
def test_a_company_is_found_by_either_number_and_a_branch_by_its_own(zonnedam: Asker) -> None:
    start = "rol__betrokkeneIdentificatie__"
    by_rsin = {
        case
        for one in companies()
        for case in titles(zonnedam, **{f"{start}nietNatuurlijkPersoon__innNnpId": one.rsin})
    }
    by_kvk = {
        case
        for one in companies()
        for case in titles(zonnedam, **{f"{start}nietNatuurlijkPersoon__kvkNummer": one.kvk})
    }
    of_branches = {
        case
        for one in companies()
        for branch in one.branches
        for case in titles(zonnedam, **{f"{start}vestiging__vestigingsNummer": branch.number})
    }

    assert by_rsin == by_kvk != set()
    assert of_branches
    assert not of_branches & by_rsin


def test_cases_come_in_the_order_that_is_asked(zonnedam: Asker) -> None:
    days = [case["startdatum"] for case in zonnedam.get(LIST, {"ordering": "-startdatum"})["results"]]

    assert days == sorted(days, reverse=True)


@pytest.mark.covers("I-074")
def test_what_is_too_confidential_is_left_out(zonnedam: Asker) -> None:
    shown = zonnedam.get(LIST, {"maximaleVertrouwelijkheidaanduiding": "beperkt_openbaar", "pageSize": "100"})

    levels = {case["vertrouwelijkheidaanduiding"] for case in shown["results"]}
    assert levels == {"openbaar", "beperkt_openbaar"}


def test_one_call_tells_all_that_a_list_shows(zonnedam: Asker) -> None:
    """Fact F1."""
    expand = "status,status.statustype,zaaktype,resultaat,resultaat.resultaattype"
    (case, *_) = zonnedam.get(LIST, {"expand": expand, "einddatum__isnull": "false"})["results"]

    inside = case["_expand"]
    assert inside["zaaktype"]["url"] == case["zaaktype"]
    assert inside["status"]["_expand"]["statustype"]["url"] == inside["status"]["statustype"]
    assert inside["resultaat"]["_expand"]["resultaattype"]["omschrijving"] in {
        "Toegekend",
        "Afgewezen",
        "Ingetrokken",
    }


@pytest.mark.covers("I-030")
def test_cases_are_found_without_a_number_in_the_address(zonnedam: Asker) -> None:
    _, response = zonnedam.ask(f"{LIST}/_zoek", method="POST", body={BSN: FATIMA.bsn})

    assert response.json()["count"] == zonnedam.get(LIST, {BSN: FATIMA.bsn})["count"]


def test_fatima_has_cases_of_every_kind_and_state(zonnedam: Asker) -> None:
    cases = zonnedam.get(LIST, {BSN: FATIMA.bsn, "pageSize": "100"})["results"]

    assert len({case["zaaktype"] for case in cases}) == 8
    assert {case["opschorting"]["indicatie"] for case in cases} == {True, False}
    assert any(case["verlenging"] for case in cases)
    assert any(case["einddatum"] for case in cases)
    open_ = [case for case in cases if not case["einddatum"]]
    assert any(case["uiterlijkeEinddatumAfdoening"] < "2026-11-02" for case in open_)
    assert any("2026-11-02" <= case["uiterlijkeEinddatumAfdoening"] < "2026-11-09" for case in open_)


def test_a_case_that_did_not_change_is_not_sent_again(zonnedam: Asker) -> None:
    """Fact F3."""
    address = zonnedam.get(LIST)["results"][0]["url"]
    tag = zonnedam.ask(address)[1].headers["ETag"]
    again = zonnedam.ask(address, if_none_match=tag)[1]

    assert (again.status, again.content) == (304, b"")
    assert zonnedam.ask(address, if_none_match='"anders"')[1].status == 200


@pytest.mark.parametrize(
    ("headers", "status", "code"),
    [
        ({"authorization": ""}, 403, "not_authenticated"),
        ({"authorization": token("zonnedam", secret="x")}, 403, "jwt-invalid-signature"),
        ({"authorization": token("waterrijk")}, 403, "jwt-invalid-signature"),
        ({"accept_crs": "EPSG:28992"}, 406, "unsupported-crs"),
    ],
)
def test_a_request_that_is_not_right_is_refused(
    headers: dict[str, str], status: int, code: str, zonnedam: Asker
) -> None:
    _, response = zonnedam.ask(LIST, **headers)

    assert (response.status, response.json()["code"]) == (status, code)


def test_the_first_version_wants_both_coordinate_systems_named() -> None:
    asker = Asker("zgw-1.0")

    assert asker.ask(LIST)[1].status == 200
    assert asker.ask(LIST, accept_crs="")[1].status == 412
    assert asker.ask(LIST, content_crs="")[1].status == 412


@pytest.mark.parametrize("query", [{"expand": "status"}, {"pageSize": "3"}, {"omschrijving": "x"}])
def test_the_first_version_does_not_know_what_came_later(query: dict[str, str], zonnedam: Asker) -> None:
    assert zonnedam.ask(LIST, query)[1].status == 200
    assert Asker("zgw-1.0").ask(LIST, query)[1].status == 400


def test_it_names_the_parameter_that_it_does_not_know(zonnedam: Asker) -> None:
    _, response = zonnedam.ask(LIST, {"bsn": "1"})

    assert [one["code"] for one in response.json()["invalidParams"]] == ["unknown-parameters"]


def test_the_demos_address_has_the_access_that_the_page_shows() -> None:
    demo = Asker(slug="demo")

    assert demo.get(LIST)["results"][0]["url"].startswith(f"http://127.0.0.1:8002/zgw{LIST}/")


def test_two_municipalities_have_other_cases_of_the_same_people() -> None:
    zonnedam, waterrijk = Asker(), Asker(slug="waterrijk")
    address = zonnedam.get(LIST)["results"][0]["url"]

    there = address.replace("/t/zonnedam/", "/t/waterrijk/")
    assert waterrijk.get(LIST, {BSN: FATIMA.bsn})["count"] > 0
    assert waterrijk.ask(there)[1].status == 404


def test_the_same_seed_makes_the_same_cases_and_another_makes_others() -> None:
    def cases(**settings: Any) -> str:
        chosen = Settings(day=Asker.settings.day, **settings)
        return json.dumps(Asker(settings=chosen, application=application(chosen)).get(LIST))

    assert cases() == cases()
    assert cases() != cases(seed="anders")


def test_there_are_thousands_of_cases_when_asked() -> None:
    settings = Settings(cases=3000)
    asker = Asker(settings=settings, application=application(settings))

    assert asker.get(LIST)["count"] == 3000
