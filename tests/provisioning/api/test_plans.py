"""Plans and who has which, asked by a program (C-010, C-071)."""

from typing import Any

import pytest

from provisioning.lifecycle.models import Operation
from tenants.models import OperatorRecord, Plan
from tests.provisioning.api.programs import Program, problem
from tests.provisioning.console import municipalities

pytestmark = pytest.mark.covers("C-010", "C-071")


@pytest.fixture
def basis(program: Program) -> Plan:
    return Plan.objects.create(key="basis", name="Basis")


def names(answer: Any) -> list[str]:
    return [item["name"] for item in answer.json()["items"]]


def test_a_plan_is_added_once_read_changed_and_taken_away(program: Program) -> None:
    asked = {"name": "Groei & Bloei", "description": "Alles"}
    made, again = (program.post("/plans", asked, idempotency_key="p-1") for _ in range(2))
    one = made["Location"].removeprefix("/api/v1")
    changed = program.ask("patch", one, {"isOpen": False})
    listed = program.get("/plans").json()["items"]
    gone = program.ask("delete", one)

    assert (made.status_code, again.json()) == (201, made.json())
    assert one == "/plans/groei-bloei"
    assert listed == [changed.json()] == [{**made.json(), "isOpen": False}]
    assert (gone.status_code, problem(program.get(one))) == (200, (404, "not-found"))
    acts = OperatorRecord.objects.filter(action__startswith="plan.").values_list("action", flat=True)
    assert sorted(acts) == ["plan.added", "plan.changed", "plan.removed"]


def test_of_two_programs_the_second_is_told_what_changed(program: Program, basis: Plan) -> None:
    seen = program.get("/plans/basis")["ETag"]
    program.ask("patch", "/plans/basis", {"name": "Instap"}, if_match=seen)

    late = program.ask("patch", "/plans/basis", {"name": "Start"}, if_match=seen)

    assert problem(late) == (412, "stale")
    assert [each["field"] for each in late.json()["errors"]] == ["name"]
    assert Plan.objects.get().name == "Instap"


def test_a_plan_in_use_is_not_taken_away(program: Program, basis: Plan) -> None:
    municipalities.make("Dijkstede", plan=basis)

    assert problem(program.ask("delete", "/plans/basis")) == (409, "refused")
    assert program.get("/plans/basis").json()["tenants"] == 1


def test_municipalities_are_told_with_their_plan_and_found_by_it(program: Program, basis: Plan) -> None:
    tenant = municipalities.make("Dijkstede", plan=basis)
    municipalities.make("Maasdorp")

    assert program.get(f"/tenants/{tenant.uuid}").json()["plan"] == "basis"
    assert names(program.get("/tenants?plan=basis")) == ["Dijkstede"]
    assert names(program.get("/tenants?hasPlan=true")) == ["Dijkstede"]
    without = names(program.get("/tenants?hasPlan=false"))
    assert "Maasdorp" in without
    assert "Dijkstede" not in without


@pytest.mark.parametrize(("body", "wanted"), [({"plan": "basis"}, "basis"), ({"plan": ""}, "")])
def test_another_plan_is_an_operation(program: Program, basis: Plan, body: Any, wanted: str) -> None:
    tenant = municipalities.make("Dijkstede", plan=None if wanted else basis)

    asked = program.ask("patch", f"/tenants/{tenant.uuid}", body)

    assert (asked.status_code, asked.json()["kind"]) == (202, "change_settings")
    assert Operation.objects.get(uuid=asked.json()["id"]).parameters["changes"] == {"plan": wanted}


def test_a_plan_that_cannot_be_had_is_refused_beside_its_field(program: Program, basis: Plan) -> None:
    tenant = municipalities.make("Dijkstede")
    Plan.objects.update(is_open=False)

    answer = program.ask("patch", f"/tenants/{tenant.uuid}", {"plan": "basis"})

    assert problem(answer) == (409, "refused")
    assert [each["field"] for each in answer.json()["errors"]] == ["plan"]
