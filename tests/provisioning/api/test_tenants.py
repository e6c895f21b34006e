"""Municipalities and what is done to them, asked by a program."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest

from provisioning.lifecycle import troubles
from provisioning.lifecycle.models import Operation
from tenants.models import OperatorRecord
from tenants.types import TenantRef
from tests.provisioning.api.programs import Program, problem
from tests.provisioning.console import municipalities

PLAN = {
    "name": "Veenhoven",
    "kind": "sandbox",
    "host": "veenhoven.localhost",
    "theme": "zonnedam",
    "administrator": "beheer@veenhoven.example",
}


def names(answer: Any) -> list[str]:
    return [item["name"] for item in answer.json()["items"]]


def walk(program: Program, path: str) -> list[str]:
    found, cursor = [], ""
    while True:
        body = program.get(f"{path}&cursor={cursor}" if cursor else path).json()
        found += [item["name"] for item in body["items"]]
        cursor = body["nextCursor"]
        if not cursor:
            return found


@pytest.mark.covers("C-071")
def test_a_program_finds_municipalities_by_name_host_code_state_and_kind(
    program: Program, zonnedam: TenantRef
) -> None:
    municipalities.make("Dijkstede", cbs_code="9997", state="suspended")
    municipalities.make("Maasdorp", host="elders.example")

    assert names(program.get("/tenants?q=dijk")) == ["Dijkstede"]
    assert names(program.get("/tenants?q=9997")) == ["Dijkstede"]
    assert names(program.get("/tenants?q=ELDERS.ex")) == ["Maasdorp"]
    assert names(program.get("/tenants?state=suspended")) == ["Dijkstede"]
    assert "Zonnedam" in names(program.get("/tenants?kind=sandbox"))


def test_a_list_comes_in_pieces_and_nothing_is_missed_or_doubled(program: Program) -> None:
    made = [municipalities.make(f"Dorp {letter}", host=f"dorp-{letter}.localhost").name for letter in "abcde"]

    assert walk(program, "/tenants?q=dorp&limit=2") == made


def test_a_municipality_is_described_without_its_inside(program: Program, zonnedam: TenantRef) -> None:
    body = program.get(f"/tenants/{zonnedam.uuid}").json()

    assert (body["id"], body["name"], body["host"]) == (str(zonnedam.uuid), "Zonnedam", zonnedam.primary_host)
    assert zonnedam.schema_name not in str(body)


@pytest.mark.covers("C-071", "C-020")
def test_opening_is_an_operation_that_can_be_followed(program: Program, queued: list[str]) -> None:
    asked = program.post("/tenants", {**PLAN, "reason": "Nieuwe klant"})

    assert asked.status_code == 202
    followed = program.get(asked["Location"].removeprefix("/api/v1"))
    assert followed.json()["kind"] == "open"
    assert followed.json()["steps"][0]["state"] == "waiting"
    assert Operation.objects.get(uuid=asked.json()["id"]).parameters["host"] == "veenhoven.localhost"


@pytest.mark.attack("P04")
def test_the_same_host_twice_is_refused_beside_its_field(program: Program) -> None:
    program.post("/tenants", PLAN)
    again = program.post("/tenants", {**PLAN, "name": "Anderdorp"})

    assert problem(again) == (409, "refused")
    assert [error["field"] for error in again.json()["errors"]] == ["host"]


def test_what_does_not_fit_is_said_for_every_field_at_once(program: Program) -> None:
    answer = program.post("/tenants", {"name": 5, "kind": "proef", "hots": "x"})

    assert problem(answer) == (400, "invalid-input")
    assert {error["field"] for error in answer.json()["errors"]} >= {"name", "kind", "host", "hots"}


@pytest.mark.parametrize("body", ["{", "[]", "null", '"x"', '{"name": "\\ud800"}', '{"name": "\\u0000"}'])
def test_nonsense_is_a_problem_and_no_failure(program: Program, body: str) -> None:
    from django.test import Client

    headers = {"host": "console.localhost", "authorization": f"Bearer {program.key}"}
    answer = Client().generic("POST", "/api/v1/tenants", body, "application/json", headers=headers)

    assert problem(answer) == (400, "invalid-input")


@pytest.mark.covers("C-037")
def test_a_program_suspends_and_says_why(program: Program, zonnedam: TenantRef) -> None:
    without = program.post(f"/tenants/{zonnedam.uuid}/suspensions", {"reason": ""})
    asked = program.post(f"/tenants/{zonnedam.uuid}/suspensions", {"reason": "Op verzoek"})

    assert problem(without) == (400, "invalid-input")
    assert (asked.status_code, asked.json()["kind"]) == (202, "suspend")
    record = OperatorRecord.objects.filter(action="operation.requested").latest("pk")
    assert (record.actor, record.why) == ("bram@inwonerplein.example", "Op verzoek")
    assert record.origin.endswith(f"key {program.token.hint}")


def test_resuming_what_is_open_is_refused(program: Program, zonnedam: TenantRef) -> None:
    assert problem(program.post(f"/tenants/{zonnedam.uuid}/resumptions")) == (409, "refused")


def test_a_maintenance_can_be_planned(program: Program, zonnedam: TenantRef) -> None:
    wanted = {
        "dutch": "Even dicht",
        "startsAt": "2031-01-01T20:00:00+01:00",
        "endsAt": "2031-01-01T22:00:00+01:00",
    }
    asked = program.post(f"/tenants/{zonnedam.uuid}/maintenances", wanted)

    assert (asked.status_code, asked.json()["state"]) == (202, "planned")
    called_off = program.post(f"/operations/{asked.json()['id']}/reversals")
    assert called_off.json()["state"] == "undone"


@pytest.mark.covers("C-024")
def test_going_live_says_which_check_is_red(program: Program) -> None:
    tenant = municipalities.make("Proefdorp", state="trial")
    checklist = program.get(f"/tenants/{tenant.uuid}/checklist").json()
    refused = program.post(f"/tenants/{tenant.uuid}/go-lives")

    red = [item["title"] for item in checklist["items"] if not item["isGreen"]]
    assert red
    assert not checklist["mayGoLive"]
    assert problem(refused) == (409, "refused")
    assert all(title in refused.json()["detail"] for title in red)


@pytest.mark.covers("C-030")
def test_a_feature_is_switched_once(program: Program, zonnedam: TenantRef) -> None:
    path = f"/tenants/{zonnedam.uuid}/features"
    on = {item["key"]: item["isOn"] for item in program.get(path).json()["items"]}
    feature = next(key for key, is_on in on.items() if is_on)
    same = program.ask("put", f"{path}/{feature}", {"isOn": True})
    other = program.ask("put", f"{path}/no-such", {"isOn": True})

    assert (same.status_code, same.json()) == (200, {"isUnchanged": True})
    assert problem(other) == (409, "refused")


def test_a_name_is_changed_and_nothing_else(program: Program, zonnedam: TenantRef) -> None:
    asked = program.ask("patch", f"/tenants/{zonnedam.uuid}", {"name": "Zonnedam aan Zee"})

    assert asked.status_code == 202
    changes = Operation.objects.get(uuid=asked.json()["id"]).parameters["changes"]
    assert changes == {"name": "Zonnedam aan Zee"}


def test_what_is_not_there_is_not_found(program: Program) -> None:
    for path in ("/tenants", "/operations"):
        assert problem(program.get(f"{path}/{uuid.uuid4()}")) == (404, "not-found"), path


def test_a_failed_operation_is_tried_again_by_a_program(program: Program, queued: list[str]) -> None:
    failed = municipalities.operation(state="failed", done=2)
    first = program.post(f"/operations/{failed.uuid}/retries")
    second = program.post(f"/operations/{failed.uuid}/retries")

    assert (first.status_code, first.json()["state"]) == (202, "requested")
    assert problem(second) == (409, "refused")


def test_operations_are_listed_newest_first_and_by_municipality(
    program: Program, zonnedam: TenantRef
) -> None:
    program.post(f"/tenants/{zonnedam.uuid}/suspensions", {"reason": "Eerst"})
    program.post("/tenants", PLAN)
    of_all = program.get("/operations?limit=2").json()["items"]
    of_one = program.get(f"/operations?tenant={zonnedam.uuid}&state=requested").json()["items"]

    assert [item["kind"] for item in of_all] == ["open", "suspend"]
    assert [item["reason"] for item in of_one] == ["Eerst"]


@pytest.mark.attack("P09")
@pytest.mark.parametrize(
    ("explained", "is_told"), [(troubles.explain, False), (str, True)], ids=["ours", "control"]
)
def test_what_a_step_says_of_an_error_holds_nothing_of_its_text(
    program: Program, explained: Callable[[Exception], str], is_told: bool
) -> None:
    error = explained(KeyError("iets van iemand"))
    failed = municipalities.operation(state="failed", done=2, error=error)

    told = program.get(f"/operations/{failed.uuid}").content.decode()

    assert ("iets van iemand" in told) is is_told
