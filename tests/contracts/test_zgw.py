"""What we ask of a case system, and what our stand-in answers, against the published contract of ZGW 1.0."""

import json
import os
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.contracts.case_system import ask, header
from tests.contracts.openapi import Contract

SPECS = Path(os.environ.get("SPECS_DIR") or Path(__file__).parents[2].parent / "shared" / "specs")
pytestmark = pytest.mark.covers("architecture I2")


@pytest.fixture(scope="module")
def contract() -> Contract:
    file = SPECS / "zgw-1.0" / "zaken.yaml"
    if not file.exists():
        pytest.skip(f"not run: the contract {file} is not here; SPECS_DIR says where it is")
    return Contract(yaml.safe_load(file.read_text(encoding="utf-8")))


@pytest.mark.parametrize("page", [1, 2, 3])
def test_a_page_of_cases_is_as_the_contract_says(page: int, contract: Contract) -> None:
    answer = ask(query=f"page={page}")

    assert list(contract.faults(json.loads(answer.body), contract.answer("/zaken", "get", "200"))) == []
    assert answer.headers["Content-Crs"] == "EPSG:4326"


@pytest.mark.parametrize(
    ("status", "request_with"),
    [
        (403, {"authorization": "Bearer niets"}),
        (406, {"accept_crs": "EPSG:28992"}),
        (412, {"only": {"host": "localhost", "authorization": header()}}),
    ],
)
def test_a_refusal_is_as_the_contract_says(
    status: int, request_with: dict[str, Any], contract: Contract
) -> None:
    answer = ask(**request_with)

    assert answer.status == status
    schema = contract.answer("/zaken", "get", str(status), answer.content_type)
    assert list(contract.faults(json.loads(answer.body), schema)) == []


def test_what_we_ask_for_is_in_the_contract(contract: Contract) -> None:
    """The page and the coordinate system; the token is of the contract's security scheme."""
    crs = contract.parameters("/zaken", "get", "header")["Accept-Crs"]["schema"]

    assert contract.parameters("/zaken", "get", "query")["page"]["schema"] == {"type": "integer"}
    assert list(contract.faults("EPSG:4326", crs)) == []


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"startdatum": "gisteren"}, "startdatum is no date"),
        ({"zaaktype": None}, "zaaktype is null"),
        ({"vertrouwelijkheidaanduiding": "een beetje"}, "vertrouwelijkheidaanduiding is 'een beetje'"),
        ({"bronorganisatie": "1234567890"}, "bronorganisatie is too long"),
        ({"deelzaken": ["http://a", "http://a"]}, "deelzaken repeats itself"),
        ({"nieuw": 1}, "nieuw is not in the contract"),
        ({"omschrijving": 5}, "omschrijving is no string"),
    ],
)
def test_a_case_that_is_not_as_the_contract_says_is_found(
    change: dict[str, Any], fault: str, contract: Contract
) -> None:
    """The negative control."""
    page = json.loads(ask().body)
    page["results"][0] |= change

    (found,) = contract.faults(page, contract.answer("/zaken", "get", "200"))
    assert found == f"answer.results[0].{fault}"
