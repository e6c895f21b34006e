"""The eSuite's stand-in is version 1.0 but for its quirks (I-087): each is there, and nothing else differs."""

import re
from collections.abc import Iterator

import pytest

from integrations.sandbox.web import Request, Response
from integrations.sandbox.world.people import companies, people
from integrations.sandbox.zgw.esuite import STAND_IN
from tests.contracts.asking import Asker
from tests.contracts.exchanges import Contract

pytestmark = pytest.mark.covers("M-14", "M-05", "I-087")
CASES = "/zaken/api/v1/zaken"
LISTS = [
    one.path
    for endpoint in STAND_IN.endpoints
    for one in endpoint.operations
    if one.method == "GET" and "{" not in one.path and not one.path.endswith("/catalogussen")
]
PERSON = "betrokkeneIdentificatie__natuurlijkPersoon__inpBsn"
COMPANY = "rol__betrokkeneIdentificatie__nietNatuurlijkPersoon__innNnpId"
BRANCH = "rol__betrokkeneIdentificatie__vestiging__vestigingsNummer"
DEVIATIONS = {
    "answer.results[].volgnummer is missing",
    "answer.results[].esuiteCompatNaam is not in the contract",
    "answer.results[].betrokkeneIdentificatie.volledigeNaam is not in the contract",
    f"the parameter {COMPANY} is not in the contract",
    f"the parameter {BRANCH} is not in the contract",
}
"""What a vendor does otherwise than the contract; that it leaves out what may be left out is no deviation."""


@pytest.fixture
def esuite() -> Asker:
    return Asker(STAND_IN.key)


def faults(request: Request, response: Response) -> Iterator[str]:
    path = request.path.removeprefix(f"/t/zonnedam/{STAND_IN.key}")
    prefix = next(start for start in STAND_IN.contracts if path.startswith(start))
    contract = Contract(STAND_IN.contracts[prefix], prefix)
    for fault in (*contract.request_faults(request), *contract.answer_faults(request, response)):
        yield re.sub(r"\[\d+\]", "[]", fault)


def test_it_differs_from_the_contract_in_its_quirks_and_in_nothing_else(esuite: Asker) -> None:
    companies_cases = [
        (CASES, {COMPANY: companies()[0].kvk}),
        (CASES, {BRANCH: companies()[0].branches[0].number}),
    ]
    found: set[str] = set()
    for path, query in [*((path, {}) for path in LISTS), *companies_cases]:
        address: str | None = path
        while address:
            request, response = esuite.ask(address, query if address == path else "")
            assert response.status == 200, response.content
            found |= set(faults(request, response))
            told = response.json()
            address = told.get("next") if isinstance(told, dict) else None

    assert found == DEVIATIONS


def test_it_has_no_list_of_catalogues(esuite: Asker) -> None:
    assert esuite.ask("/catalogi/api/v1/catalogussen")[1].status == 500


@pytest.mark.parametrize("query", [{"expand": "status"}, {"ordering": "startdatum"}, {"pageSize": "5"}])
def test_it_knows_neither_expanding_nor_ordering_nor_sizes(query: dict[str, str], esuite: Asker) -> None:
    assert esuite.ask(CASES, query)[1].status == 400


def test_it_cannot_be_searched_by_post(esuite: Asker) -> None:
    assert esuite.ask(f"{CASES}/_zoek", method="POST", body={"uuid__in": []})[1].status == 405


def test_its_numbers_are_its_own_and_are_found_again(esuite: Asker) -> None:
    number = esuite.get(CASES)["results"][3]["identificatie"]

    assert re.fullmatch(r"0014ESUITE4\d{4}", number)
    assert [case["identificatie"] for case in esuite.get(CASES, {"identificatie": number})["results"]] == [
        number
    ]


def test_a_page_names_no_neighbour_that_is_not_there(esuite: Asker) -> None:
    first = esuite.get(CASES)

    assert "previous" not in first
    assert "next" not in esuite.get(CASES, {"page": "3"})


def test_a_history_goes_backwards_by_day_and_lacks_the_status_of_now(esuite: Asker) -> None:
    done = next(case for case in esuite.get(CASES)["results"] if case["einddatum"])
    told = esuite.get("/zaken/api/v1/statussen", {"zaak": done["url"]})["results"]

    moments = [status["datumStatusGezet"] for status in told]
    assert moments == sorted(moments, reverse=True)
    assert all(moment.endswith("T00:00:00Z") for moment in moments)
    assert done["status"] not in [status["url"] for status in told]
    assert esuite.get(done["status"])["url"] == done["status"]


def test_roles_are_those_of_a_case_or_of_somebody_and_of_every_kind(esuite: Asker) -> None:
    case = esuite.get(CASES)["results"][0]["url"]
    roles = "/zaken/api/v1/rollen"

    assert esuite.ask(roles, {"zaak": case, PERSON: people()[0].bsn})[1].status == 400
    assert esuite.get(roles, {PERSON: people()[0].bsn})["count"]
    kinds = {
        role["omschrijvingGeneriek"]
        for role in esuite.get(roles, {"zaak": case, "omschrijvingGeneriek": "initiator"})["results"]
    }
    assert {"initiator", "behandelaar"} <= kinds
    employee = next(
        role
        for role in esuite.get(roles, {"zaak": case})["results"]
        if role["betrokkeneType"] == "medewerker"
    )
    assert set(employee["betrokkeneIdentificatie"]) == {"volledigeNaam"}


def test_a_company_is_found_by_its_number_in_the_place_of_another(esuite: Asker) -> None:
    company = companies()[0]

    assert esuite.get(CASES, {COMPANY: company.kvk})["count"]
    assert esuite.get(CASES, {COMPANY: company.rsin})["count"] == 0


def test_kinds_of_cases_have_several_ends_and_results_a_long_name(esuite: Asker) -> None:
    kind = esuite.get("/catalogi/api/v1/zaaktypen")["results"][0]["url"]
    statuses = esuite.get("/catalogi/api/v1/statustypen", {"zaaktype": kind})["results"]
    result = esuite.get("/catalogi/api/v1/resultaattypen", {"zaaktype": kind})["results"][0]

    assert sum(status["isEindstatus"] for status in statuses) == 2
    assert not any({"volgnummer", "informeren"} & status.keys() for status in statuses)
    assert len(result["omschrijving"]) <= 20 < len(result["esuiteCompatNaam"])
