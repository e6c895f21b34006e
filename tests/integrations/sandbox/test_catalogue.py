"""A catalogue changes when somebody says so, and what it says then is still as the contract says."""

import json
from typing import Any

import pytest

from integrations.sandbox.web import Request
from tests.contracts.asking import HOST, Asker
from tests.contracts.exchanges import Contract

TYPES = "/catalogi/api/v1/zaaktypen"
STEPS = "/catalogi/api/v1/statustypen"
FIRST = "ZAAKTYPE-0001"
pytestmark = pytest.mark.covers("M-14")


def change(asker: Asker, **wanted: Any) -> tuple[int, Any]:
    """Change the catalogue of Zonnedam."""
    body = json.dumps(wanted).encode()
    response = asker.application.answer(Request("POST", "/catalogue/zonnedam", "", {"host": HOST}, body))
    return response.status, response.json() if response.status == 200 else None


def versions(asker: Asker, identification: str = FIRST) -> list[Any]:
    """List the versions of a case type."""
    return list(asker.ask(TYPES, {"identificatie": identification})[1].json()["results"])


def test_a_new_version_comes_beside_the_former_which_ends() -> None:
    asker = Asker()

    status, told = change(asker, publish=FIRST, status="In onderzoek")

    former, new = versions(asker)
    steps = asker.ask(STEPS, {"zaaktype": new["url"]})[1].json()["results"]
    assert (status, new["url"]) == (200, told["url"])
    assert (former["eindeGeldigheid"], new["eindeGeldigheid"]) == (new["beginGeldigheid"], None)
    assert [one["omschrijving"] for one in steps][:2] == ["Ontvangen", "In onderzoek"]
    assert not set(former["statustypen"]) & set(new["statustypen"])


@pytest.mark.parametrize("path", [TYPES, STEPS])
def test_what_was_published_is_as_the_contract_says(path: str) -> None:
    asker = Asker()
    change(asker, publish=FIRST)

    request, response = asker.ask(path)

    contract = Contract("zgw-current/catalogi.yaml", "/catalogi/api/v1")
    assert [*contract.request_faults(request), *contract.answer_faults(request, response)] == []


def test_a_case_of_a_former_version_still_points_to_it() -> None:
    asker = Asker()
    before = asker.ask("/zaken/api/v1/zaken")[1].json()["results"]

    change(asker, publish=FIRST)

    assert asker.ask("/zaken/api/v1/zaken")[1].json()["results"] == before


def test_a_type_that_is_taken_away_is_not_there() -> None:
    asker = Asker()

    assert change(asker, withdraw=FIRST) == (200, {"withdrawn": 1})

    assert versions(asker) == []
    assert versions(asker, "ZAAKTYPE-0002") != []


def test_a_catalogue_can_be_large() -> None:
    asker = Asker()

    change(asker, versions=600)

    assert asker.ask(TYPES)[1].json()["count"] == 600
    assert len({one["url"] for one in asker.ask(TYPES, {"pageSize": "500"})[1].json()["results"]}) == 500


@pytest.mark.parametrize(
    "wanted", [{}, {"publish": "NOBODY"}, {"versions": 10**9}, {"publish": FIRST, "profile": "x"}]
)
def test_what_cannot_be_is_refused(wanted: dict[str, Any]) -> None:
    assert change(Asker(), **wanted)[0] == 400
