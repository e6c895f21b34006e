"""What the API says of itself: in OpenAPI 3.1, as the rules for Dutch government APIs ask, and as it was released."""

import copy
import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from provisioning.api import breaking
from provisioning.api.views import describing
from tests.provisioning.api.programs import Program, problem
from tests.provisioning.console import people

FOLDER = Path(__file__).parents[3] / "docs" / "api"


@pytest.fixture
def anybody(console: None) -> Client:
    return Client(headers={"host": people.HOST})


@pytest.fixture
def described() -> dict[str, Any]:
    return describing.described()


def test_the_one_in_the_repository_is_what_the_code_makes() -> None:
    assert (FOLDER / "openapi.json").read_text(encoding="utf-8") == describing.text(), (
        "manage.py api_description"
    )


@pytest.mark.covers("C-071")
def test_anybody_reads_it_also_from_another_site(anybody: Client) -> None:
    answer = anybody.get("/api/v1/openapi.json")

    assert (answer.status_code, answer.json()["openapi"]) == (200, "3.1.0")
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert answer["API-Version"] == answer.json()["info"]["version"]


def test_people_read_it_as_a_page_without_anything_from_elsewhere(anybody: Client) -> None:
    page = anybody.get("/api/v1/").content.decode()

    assert "/tenants/{tenant}/suspensions" in page
    assert re.findall(r'(?:src|href)="(https?://[^"]+)"', page) == []


def test_addresses_follow_the_rules_for_government_apis(described: dict[str, Any]) -> None:
    assert described["servers"] == [{"url": "/api/v1"}]
    for path, methods in described["paths"].items():
        segments = [part for part in path.strip("/").split("/") if not part.startswith("{")]
        assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", part) for part in segments), path
        assert not path.endswith("/")
        for method, operation in methods.items():
            queries = [each["name"] for each in operation["parameters"] if each["in"] == "query"]
            assert all(re.fullmatch(r"[a-z][A-Za-z0-9]*", name) for name in queries), (method, path)
            assert {"400", "401", "403", "429", "503"} <= operation["responses"].keys()


def test_every_error_has_one_form(program: Program) -> None:
    assert problem(program.get("/nowhere")) == (404, "not-found")
    assert problem(program.get("/tenants/")) == (404, "not-found")
    assert problem(program.ask("delete", "/tenants")) == (405, "method-not-allowed")
    assert problem(program.get("/tenants?limit=0")) == (400, "invalid-input")
    assert problem(program.post("/tenants", {"name": "x" * 1_100_000})) == (413, "too-large")


def test_a_wrong_method_says_which_there_are(program: Program) -> None:
    assert "GET" in program.ask("delete", "/tenants")["Allow"]


def test_what_was_released_still_holds() -> None:
    released = json.loads((FOLDER / "released.json").read_text(encoding="utf-8"))

    assert breaking.changes(released, describing.described()) == []


def gone(now: dict[str, Any]) -> None:
    del now["paths"]["/tenants"]["post"]


def asks_more(now: dict[str, Any]) -> None:
    now["components"]["schemas"]["NewTenant"]["required"].append("cbsCode")


def knows_less(now: dict[str, Any]) -> None:
    del now["components"]["schemas"]["NewTenant"]["properties"]["features"]


def takes_less(now: dict[str, Any]) -> None:
    now["components"]["schemas"]["NewTenant"]["properties"]["name"]["maxLength"] = 10


def says_less(now: dict[str, Any]) -> None:
    del now["components"]["schemas"]["Step"]["properties"]["error"]


def may_be_nothing(now: dict[str, Any]) -> None:
    now["components"]["schemas"]["Tenant"]["properties"]["host"] = {
        "anyOf": [{"type": "string"}, {"type": "null"}]
    }


def other_scope(now: dict[str, Any]) -> None:
    now["paths"]["/tenants"]["get"]["security"] = [{"key": ["tenants:write"]}]


def new_parameter(now: dict[str, Any]) -> None:
    wanted = {"in": "query", "name": "year", "required": True, "schema": {"type": "integer"}}
    now["paths"]["/tenants"]["get"]["parameters"].append(wanted)


def other_status(now: dict[str, Any]) -> None:
    responses = now["paths"]["/tenants"]["post"]["responses"]
    responses["201"] = responses.pop("202")


BREAKS = [
    gone,
    asks_more,
    knows_less,
    takes_less,
    says_less,
    may_be_nothing,
    other_scope,
    new_parameter,
    other_status,
]


@pytest.mark.covers("C-071")
@pytest.mark.parametrize("change", BREAKS)
def test_what_breaks_a_program_is_found(described: dict[str, Any], change: Any) -> None:
    now = copy.deepcopy(described)
    change(now)

    assert breaking.changes(described, now)


def test_what_only_adds_breaks_nothing(described: dict[str, Any]) -> None:
    now = copy.deepcopy(described)
    shapes = now["components"]["schemas"]
    shapes["NewTenant"]["properties"]["colour"] = {"type": "string"}
    shapes["Tenant"]["properties"]["colour"] = {"type": "string"}
    shapes["NewTenant"]["properties"]["name"]["maxLength"] = 1000
    now["paths"]["/colours"] = now["paths"]["/tenants"]

    assert breaking.changes(described, now) == []
