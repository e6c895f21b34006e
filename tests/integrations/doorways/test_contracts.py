"""What the Doctor asks, and what the stand-ins answer, is held against the published contracts (M-14)."""

from dataclasses import replace

import pytest
from lxml import etree

from integrations.sandbox.web import Request, Response
from tests.contracts.documents import SPECS
from tests.contracts.exchanges import Contract
from tests.integrations.doorways.conftest import BY_NAME, CONTRACTS, KINDS, Doors, Kind

pytestmark = pytest.mark.covers("M-14")
REST = tuple(kind for kind in KINDS if CONTRACTS[kind.stand_in].contracts and kind.system != "ssd")
ADMITS = {"brp": "", "brp-1.3": "", "esuite-klanten": "Bearer "}
"""How Authorization begins; the BRP's contract leaves that to the gateway."""
MADE_TO_BE_REFUSED = ["request.burgerservicenummer is missing"]
"""The one thing that a question to the BRP lacks, on purpose: with it somebody would be looked for."""


@pytest.fixture(params=REST, ids=lambda kind: kind.stand_in)
def kind(request: pytest.FixtureRequest) -> Kind:
    return request.param  # type: ignore[no-any-return]


def contract_of(kind: Kind, request: Request) -> Contract:
    """The contract of a path of a stand-in."""
    stand_in, path = CONTRACTS[kind.stand_in], request.path.removeprefix(f"/{kind.stand_in}")
    start = next(start for start in stand_in.contracts if path.startswith(start))
    admits = ADMITS.get(kind.stand_in, "Token ")
    return Contract(stand_in.contracts[start], f"/{kind.stand_in}{start}", admits=admits)


def is_probing(request: Request) -> bool:
    """Whether it asks for a path in a way that it does not have, to see whether it is there."""
    return request.path.endswith(("/maak-klantcontact", "/brp-1.3/personen"))


def answered(kind: Kind, passed: list[tuple[Request, Response]]) -> list[str]:
    return [
        fault
        for request, response in passed
        if not is_probing(request)
        for fault in contract_of(kind, request).answer_faults(request, response)
    ]


def test_what_is_asked_and_answered_is_as_the_contract_says(doors: Doors, kind: Kind) -> None:
    doors.walk(kind)

    asked = [
        fault
        for request, _response in doors.passed
        if not is_probing(request)
        for fault in contract_of(kind, request).request_faults(request)
    ]
    assert doors.passed
    assert set(asked) == (set(MADE_TO_BE_REFUSED) if kind.stand_in == "brp" else set())
    assert answered(kind, doors.passed) == []


def test_what_is_refused_is_refused_as_the_contract_says(doors: Doors, kind: Kind) -> None:
    if kind.stand_in not in ADMITS:
        pytest.skip("not run: this contract says nothing of refusals")
    doors.walk(kind, secret="een-ander-geheim")

    assert [int(response.status) for _request, response in doors.passed if response.status >= 400]
    assert answered(kind, doors.passed) == []


def test_an_answer_that_is_not_as_the_contract_says_is_found(doors: Doors, kind: Kind) -> None:
    """The negative control."""
    doors.alter = lambda request, response: replace(response, status=418)
    doors.walk(kind)

    assert answered(kind, doors.passed) == ["418 is not in the contract"] * len(doors.passed)


@pytest.mark.parametrize("file", CONTRACTS["ssd"].contracts.values())
def test_a_service_of_the_suite_is_called_as_in_its_contract(file: str, doors: Doors) -> None:
    if not (SPECS / file).exists():
        pytest.skip(f"not run: the contract {SPECS / file} is not here")
    published = etree.parse(SPECS / file).getroot()
    doors.walk(BY_NAME["ssd"])
    told = [etree.fromstring(response.content) for _request, response in doors.passed]

    assert names(published) in [names(each) for each in told]


def names(element: "etree._Element") -> tuple[str | None, list[str | None]]:
    """The namespace, and the names of services and their ports."""
    space = "{http://schemas.xmlsoap.org/wsdl/}"
    found = [*element.iter(f"{space}service"), *element.iter(f"{space}port")]
    return element.get("targetNamespace"), [each.get("name") for each in found]
