"""A municipality as a file, asked by a program: read, planned, applied, and never unseen (C-034)."""

from collections.abc import Callable
from typing import Any

import pytest

from provisioning.console.types import Role
from provisioning.lifecycle import baselining, operations, runner
from provisioning.lifecycle.as_code import reading
from provisioning.lifecycle.models import Operation
from tenants.configuration import snapshots
from tenants.models import FeatureSwitch
from tenants.registers import Side
from tenants.types import TenantRef
from tests.provisioning.api.programs import Program, problem
from tests.provisioning.lifecycle.plans import OPERATOR

pytestmark = pytest.mark.covers("C-034", "C-071")
FILE = """version: 1
municipality:
  host: zonnedam.localhost
features:
  search: false
"""
SECRET = "heel-geheim-van-de-leverancier"


@pytest.fixture(autouse=True)
def _settled(zonnedam: TenantRef, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have a first release, and see of the inside no more than a console may."""
    baselining.run(by=OPERATOR)
    monkeypatch.setattr(snapshots, "reachable", lambda _tenant: frozenset({Side.PUBLIC}))


def where(tenant: TenantRef, rest: str = "") -> str:
    return f"/tenants/{tenant.uuid}/configuration{rest}"


def asked() -> int:
    return Operation.objects.filter(kind="configure").count()


def test_the_file_is_read_whole_and_read_back_is_the_same(program: Program, zonnedam: TenantRef) -> None:
    told = program.get(where(zonnedam))
    file = program.get(where(zonnedam, "-file"))
    plan = program.post(where(zonnedam, "-plans"), {"file": told.json()["file"]})

    assert (told.json()["applied"], told.json()["drift"]) == (None, [])
    assert file["Content-Type"] == "application/yaml; charset=utf-8"
    assert reading.read(file.content).told == reading.read(told.json()["file"]).told
    assert (plan.json()["changes"], asked()) == (False, 0)


def test_a_file_is_compared_agreed_to_and_applied(
    program: Program, zonnedam: TenantRef, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = program.post(where(zonnedam, "-plans"), {"file": FILE})
    assert "Onderdeel Zoeken: aan → uit" in plan.json()["text"]
    assert asked() == 0

    body = {"file": FILE, "reason": "Op verzoek"}
    answer = program.post(where(zonnedam, "s"), body, if_match=plan["ETag"], idempotency_key="wijziging-1")
    again = program.post(where(zonnedam, "s"), body, if_match=plan["ETag"], idempotency_key="wijziging-1")

    monkeypatch.undo()
    runner.run(answer.json()["id"])
    assert (answer.status_code, answer.json()["kind"]) == (202, "configure")
    assert (again.json()["id"], again["Idempotency-Replayed"]) == (answer.json()["id"], "true")
    assert not FeatureSwitch.objects.get(tenant__uuid=zonnedam.uuid, feature="search").is_on
    assert program.post(where(zonnedam, "s"), {"file": FILE}).json() == {"isUnchanged": True}


def test_a_plan_that_is_another_by_now_is_told_by_section_and_nothing_is_done(
    program: Program, zonnedam: TenantRef
) -> None:
    plan = program.post(where(zonnedam, "-plans"), {"file": FILE})
    operations.switch_feature(tenant=zonnedam.uuid, feature="search", on=False, by=OPERATOR)

    answer = program.post(where(zonnedam, "s"), {"file": FILE}, if_match=plan["ETag"])

    assert problem(answer) == (412, "stale")
    assert [each["field"] for each in answer.json()["errors"]] == ["features"]
    assert asked() == 0


def test_what_is_left_out_goes_only_where_that_is_said(program: Program, zonnedam: TenantRef) -> None:
    plan = program.post(where(zonnedam, "-plans"), {"file": FILE, "remove": ["domains"]})

    assert problem(plan) == (409, "refused")
    assert "domains" in plan.json()["detail"]


@pytest.mark.parametrize(
    ("file", "line", "field"),
    [
        (FILE.replace("false", "misschien"), 5, "features.search"),
        (FILE + "  - x", 6, ""),
        (FILE.replace("zonnedam", "waterrijk"), 3, "municipality.host"),
        (FILE + "sterren: {}", 6, "sterren"),
        ("", 1, ""),
    ],
)
def test_all_that_is_wrong_is_told_with_its_line(
    program: Program, zonnedam: TenantRef, file: str, line: int, field: str
) -> None:
    for rest in ("-plans", "s"):
        answer = program.post(where(zonnedam, rest), {"file": file})

        assert problem(answer) == (409, "refused")
        assert (answer.json()["errors"][0]["line"], answer.json()["errors"][0]["field"]) == (line, field)
    assert asked() == 0


@pytest.mark.attack("P06", "W24")
def test_a_secret_in_a_file_is_refused_and_not_said_back(program: Program, zonnedam: TenantRef) -> None:
    text = f"{FILE}connections:\n  - system: case_system\n    secret: {SECRET}\n"

    answers = [program.post(where(zonnedam, rest), {"file": text}) for rest in ("-plans", "s")]

    assert [problem(each) for each in answers] == [(409, "refused")] * 2
    assert not any(SECRET in each.content.decode() for each in answers)


def test_a_variable_of_this_process_cannot_be_had_by_a_file(
    program: Program, zonnedam: TenantRef, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TENANT_X", SECRET)
    secret = "    secret:\n      value_from:\n        env: TENANT_X\n"
    text = f"{FILE}connections:\n  - system: case_system\n{secret}"

    answer = program.post(where(zonnedam, "s"), {"file": text})

    assert problem(answer) == (409, "refused")
    assert asked() == 0


def test_who_may_only_look_compares_and_applies_nothing(
    program_of: Callable[..., Program], zonnedam: TenantRef
) -> None:
    viewer = program_of(Role.VIEWER)
    plan: Any = viewer.post(where(zonnedam, "-plans"), {"file": FILE})

    assert plan.json()["changes"]
    assert problem(viewer.post(where(zonnedam, "s"), {"file": FILE})) == (403, "insufficient-scope")


def test_drift_is_told(program: Program, zonnedam: TenantRef, monkeypatch: pytest.MonkeyPatch) -> None:
    answer = program.post(where(zonnedam, "s"), {"file": FILE})
    monkeypatch.undo()
    runner.run(answer.json()["id"])
    before = program.get(where(zonnedam))
    operations.switch_feature(tenant=zonnedam.uuid, feature="search", on=True, by=OPERATOR)
    after = program.get(where(zonnedam))

    assert (before.json()["drift"], before["ETag"] == after["ETag"]) == ([], False)
    assert after.json()["drift"][0]["lines"] == ["Onderdeel Zoeken: uit → aan"]
