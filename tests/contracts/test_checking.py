"""The negative controls: what is not as a contract says is found, in requests and in answers."""

import json
from dataclasses import replace
from typing import Any

import pytest

from integrations.sandbox.register import STAND_INS
from integrations.sandbox.web import Response
from tests.contracts import errata
from tests.contracts.asking import Asker
from tests.contracts.documents import SPECS, Documents
from tests.contracts.examples import CASES, DOCUMENTS, UPLOAD
from tests.contracts.exchanges import Contract
from tests.contracts.openapi import Schemas, Way

PREFIX = "/zaken/api/v1"
pytestmark = pytest.mark.covers("M-14")


@pytest.fixture(params=["zgw-1.0", "zgw-current"])
def folder(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def contract(folder: str) -> Contract:
    return Contract(f"{folder}/zaken.yaml", PREFIX)


@pytest.fixture
def asker(folder: str) -> Asker:
    return Asker("zgw" if folder == "zgw-current" else folder)


def changed(response: Response, change: dict[str, Any]) -> Response:
    page = response.json()
    page["results"][0] |= change
    return replace(response, body=json.dumps(page).encode())


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"startdatum": "gisteren"}, "startdatum is no date"),
        ({"zaaktype": None}, "zaaktype is null"),
        ({"bronorganisatie": "1234567890"}, "bronorganisatie is too long"),
        ({"nieuw": 1}, "nieuw is not in the contract"),
        ({"omschrijving": 5}, "omschrijving is no string"),
        ({"vertrouwelijkheidaanduiding": "een beetje"}, "vertrouwelijkheidaanduiding is 'een beetje'"),
        ({"verlenging": {"reden": "x" * 201, "duur": "P1D"}}, "verlenging.reden is too long"),
        ({"verlenging": {"reden": "x", "duur": "lang"}}, "verlenging.duur is no duration"),
    ],
)
def test_an_answer_that_is_not_as_the_contract_says_is_found(
    change: dict[str, Any], fault: str, contract: Contract, asker: Asker
) -> None:
    request, response = asker.ask(CASES)

    (found,) = contract.answer_faults(request, changed(response, change))
    assert found == f"answer.results[0].{fault}"


def test_a_field_that_is_missing_is_found(contract: Contract, asker: Asker) -> None:
    request, response = asker.ask(CASES)
    page = response.json()
    del page["results"][0]["zaaktype"]

    (found,) = contract.answer_faults(request, replace(response, body=json.dumps(page).encode()))
    assert found == "answer.results[0].zaaktype is missing"


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"status": 418}, "418 is not in the contract"),
        ({"content_type": "text/html"}, "the answer is text/html"),
        ({"headers": {"API-version": "1"}}, "the header Content-Crs is missing"),
        ({"headers": {"API-version": "1", "Content-Crs": "EPSG:28992"}}, "Content-Crs is 'EPSG:28992'"),
    ],
)
def test_what_stands_around_an_answer_is_looked_at(
    change: dict[str, Any], fault: str, contract: Contract, asker: Asker
) -> None:
    request, response = asker.ask(asker.get(CASES)["results"][0]["url"])

    assert fault in list(contract.answer_faults(request, replace(response, **change)))


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"path": f"/t/zonnedam/zgw{PREFIX}/zakken"}, "GET /zakken is not in the contract"),
        ({"method": "TRACE"}, "TRACE /zaken is not in the contract"),
        ({"query_string": "bsn=999990007"}, "the parameter bsn is not in the contract"),
        ({"query_string": "page=twee"}, "page is no integer"),
        ({"query_string": "archiefstatus=weg"}, "archiefstatus is 'weg'"),
        ({"body": b"{}"}, "there is a body"),
        ({"headers": {"accept-crs": "EPSG:4326", "content-crs": "EPSG:4326"}}, "there is no token"),
        (
            {"headers": {"authorization": "Bearer x", "accept-crs": "x", "content-crs": "EPSG:4326"}},
            "Accept-Crs is 'x'",
        ),
    ],
)
def test_a_request_that_is_not_as_the_contract_says_is_found(
    change: dict[str, Any], fault: str, contract: Contract, asker: Asker
) -> None:
    request, _ = asker.ask(CASES)
    assert list(contract.request_faults(request)) == []

    assert list(contract.request_faults(replace(request, **change))) == [fault]


def test_a_header_that_is_needed_is_missed(asker: Asker) -> None:
    request, _ = Asker("zgw-1.0").ask(CASES, content_crs="")

    assert list(Contract("zgw-1.0/zaken.yaml", PREFIX).request_faults(request)) == [
        "the header Content-Crs is missing"
    ]


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ({**UPLOAD, "verzonnen": 1}, "request.verzonnen is not in the contract"),
        ({**UPLOAD, "taal": "nl"}, "request.taal is too short"),
        ({**UPLOAD, "inhoud": "geen base64!"}, "request.inhoud is no byte"),
        ({name: value for name, value in UPLOAD.items() if name != "titel"}, "request.titel is missing"),
        ([], "request is no object"),
    ],
)
def test_a_body_that_is_not_as_the_contract_says_is_found(body: Any, fault: str, asker: Asker) -> None:
    request, _ = Asker().ask(DOCUMENTS, method="POST", body=body)

    contract = Contract("zgw-current/documenten.yaml", "/documenten/api/v1")
    assert list(contract.request_faults(request)) == [fault]


def test_a_field_that_may_only_come_may_not_be_sent() -> None:
    body = {**UPLOAD, "locked": True}
    request, _ = Asker("zgw-1.0").ask(DOCUMENTS, method="POST", body=body)

    contract = Contract("zgw-1.0/documenten.yaml", "/documenten/api/v1")
    assert list(contract.request_faults(request)) == ["request.locked does not go this way"]


def test_a_field_that_may_only_be_sent_may_not_come() -> None:
    asker = Asker()
    request, response = asker.ask("/notificaties/api/v1/abonnement")
    told = replace(
        response, body=json.dumps([{"callbackUrl": "http://x", "auth": "geheim", "kanalen": []}]).encode()
    )

    contract = Contract("zgw-current/notificaties.yaml", "/notificaties/api/v1")
    assert list(contract.answer_faults(request, told)) == ["answer[0].auth does not go this way"]


def test_what_is_expanded_is_looked_at_however_deep() -> None:
    request, response = Asker().ask(CASES, {"expand": "status.statustype"})
    page = response.json()
    page["results"][0]["_expand"]["status"]["_expand"]["statustype"]["nieuw"] = 1

    (found,) = Contract("zgw-current/zaken.yaml", PREFIX).answer_faults(
        request, replace(response, body=json.dumps(page).encode())
    )
    assert found.endswith("status._expand.statustype.nieuw is not in the contract")


def test_a_role_is_held_against_what_it_says_it_is(contract: Contract, asker: Asker) -> None:
    request, response = asker.ask("/zaken/api/v1/rollen")
    page = response.json()
    page["results"][0]["betrokkeneIdentificatie"]["vestigingsNummer"] = "1"

    (found,) = contract.answer_faults(request, replace(response, body=json.dumps(page).encode()))
    assert found == "answer.results[0].betrokkeneIdentificatie.vestigingsNummer is not in the contract"


@pytest.mark.parametrize(("file", "name"), sorted(errata.ADDRESSES))
def test_an_erratum_is_still_needed(file: str, name: str) -> None:
    found = [
        parameter["schema"]["type"]
        for path in Documents(file).document["paths"].values()
        for operation in path.values()
        if isinstance(operation, dict)
        for parameter in operation.get("parameters", ())
        if parameter.get("name") == name and parameter["in"] == "query"
    ]

    assert "integer" in found


def test_each_stand_in_has_a_contract_or_says_why_not() -> None:
    for stand_in in STAND_INS:
        assert bool(stand_in.contracts) != bool(stand_in.no_contract), stand_in.key
        for file in stand_in.contracts.values():
            assert not SPECS.exists() or (SPECS / file).exists(), file


def test_a_contract_is_not_sought_where_there_is_none() -> None:
    """What is not checked is *not run*, never green."""
    with pytest.raises(pytest.skip.Exception, match="not run"):
        Contract("zgw-9.9/zaken.yaml", PREFIX)


def test_a_keyword_that_is_not_known_is_an_error(contract: Contract) -> None:
    schema = {"type": "string", "nogNooitGezien": 1}

    with pytest.raises(NotImplementedError):
        list(Schemas(Documents("zgw-1.0/zaken.yaml"), Way.BACK).faults("x", schema, "answer"))
