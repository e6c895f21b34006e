"""The stand-in of a case system: pages, and what it refuses."""

import json
from typing import Any

import pytest

from integrations.connections.clients import jwt as tokens
from integrations.sandbox.zgw import cases
from tests.contracts.case_system import HEADERS, SETTINGS, ask, header


def results(page: str) -> dict[str, Any]:
    return dict(json.loads(ask(query=f"page={page}").body))


def test_the_pages_together_hold_every_case_once() -> None:
    pages = [results(str(number)) for number in (1, 2, 3)]

    assert [len(page["results"]) for page in pages] == [10, 10, 3]
    assert len({case["uuid"] for page in pages for case in page["results"]}) == cases.COUNT
    assert {page["count"] for page in pages} == {cases.COUNT}


def test_pages_lead_to_each_other() -> None:
    address = "http://127.0.0.1:8002/zgw/zaken/api/v1/zaken"

    assert (results("1")["previous"], results("1")["next"]) == (None, f"{address}?page=2")
    assert (results("3")["previous"], results("3")["next"]) == (f"{address}?page=2", None)


@pytest.mark.parametrize("page", ["0", "4", "-1", "twee"])
def test_a_page_that_is_not_there_is_not_found(page: str) -> None:
    assert ask(query=f"page={page}").status == 404


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"authorization": ""}, 403),
        ({"authorization": f"Bearer {tokens._encode(b'{}')}.e30.e30"}, 403),
        ({"accept-crs": "EPSG:28992"}, 406),
    ],
)
def test_a_request_that_is_not_right_is_refused(headers: dict[str, str], status: int) -> None:
    assert ask(only={**HEADERS, "authorization": header(), **headers}).status == status


def test_the_coordinate_system_must_be_named() -> None:
    without = {name: value for name, value in HEADERS.items() if name != "accept-crs"}

    assert ask(only={**without, "authorization": header()}).status == 412


def test_it_can_only_be_read() -> None:
    assert ask(method="POST").status == 405


def test_the_organisation_is_of_nobody_but_well_formed() -> None:
    weights = range(9, 1, -1)
    digits = [int(digit) for digit in cases.RSIN]

    assert (sum(d * w for d, w in zip(digits, weights, strict=False)) - digits[8]) % 11 == 0


def test_the_same_secret_is_needed_as_the_page_shows() -> None:
    assert ask(authorization=header(secret=f"{SETTINGS.secret}x")).status == 403
