"""The log taken along by a program, and its chains looked at (C-070)."""

import csv
import io
import json
from collections.abc import Callable
from typing import Any

import pytest

from provisioning.audit import looking, sealing, tasks
from provisioning.audit.models import Look
from provisioning.console.types import Role
from tenants import audit
from tenants.models import OperatorRecord
from tenants.types import TenantRef
from tests.provisioning.api.programs import Program, problem
from tests.provisioning.audit.conftest import act, altered
from tests.provisioning.console import municipalities

pytestmark = pytest.mark.covers("C-070", "C-071")
NOOR = audit.Actor("operator", "noor@inwonerplein.example", "192.0.2.14")
FILE = "/audit-records-file"


def lines(program: Program, query: str = "") -> list[dict[str, Any]]:
    return [json.loads(line) for line in program.get(f"{FILE}{query}").getvalue().decode().splitlines()]


def test_a_file_holds_what_the_filters_find_and_that_it_was_taken(program: Program) -> None:
    tenant = municipalities.make("Dijkstede")
    audit.record("feature.switched_off", by=NOOR, tenant=tenant.uuid, target="products")
    audit.record("operator.signed_out", by=NOOR)
    answer = program.get(f"{FILE}?tenant={tenant.uuid}")
    found = [json.loads(line) for line in answer.getvalue().decode().splitlines()]

    assert answer["Content-Type"] == "application/jsonl; charset=utf-8"
    assert answer["Content-Disposition"].endswith('.jsonl"')
    assert [(each["action"], each["tenant_name"]) for each in found] == [
        ("feature.switched_off", "Dijkstede")
    ]
    assert OperatorRecord.objects.get(action="audit.exported").origin.endswith(f"key {program.token.hint}")


@pytest.mark.attack("P09", "W10")
def test_no_cell_of_a_spreadsheet_is_a_formula(program: Program) -> None:
    audit.record("tenant.opened", by=NOOR, target="=cmd|'/c calc'!A1", why="+1")
    text = program.get(f"{FILE}?form=csv").getvalue().decode()
    cells = [cell for row in csv.reader(io.StringIO(text.removeprefix("\ufeff"))) for cell in row]

    assert "=cmd" in text
    assert [cell for cell in cells if cell.startswith(("=", "+", "@"))] == []


def test_who_may_not_see_addresses_takes_none_along(
    program: Program, program_of: Callable[..., Program]
) -> None:
    audit.record("operator.signed_out", by=NOOR)

    assert "192.0.2.14" in str(lines(program))
    assert "192.0.2.14" not in str(lines(program_of(Role.VIEWER)))


def test_one_person_one_operation_or_some_words_are_followed_without_an_address_in_the_url(
    program: Program,
) -> None:
    job = municipalities.operation(state="done", done=1)
    audit.record("operation.done", by=NOOR, details={"operation": str(job.uuid)}, target="Dijkstede")
    audit.record("operator.signed_out", by=audit.Actor("operator", "bram@inwonerplein.example", ""))
    items = program.get("/audit-records").json()["items"]
    mark = next(each["actorMark"] for each in items if each["actor"] == NOOR.name)

    def actions(query: str) -> list[str]:
        return [each["action"] for each in program.get(f"/audit-records?{query}").json()["items"]]

    assert "@" not in mark
    assert actions(f"actor={mark}") == ["operation.done"]
    assert actions(f"operation={job.uuid}") == actions("q=dijkstede") == ["operation.done"]
    assert actions("before=2020-01-01T00:00:00Z") == []


def test_who_asks_twice_for_a_look_follows_the_one_that_goes_on(
    program: Program, queued: list[str], django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        first, second = (program.post("/audit-checks") for _ in range(2))

    assert (first.status_code, first.json()["state"], queued) == (202, "open", [looking.TASK])
    assert first.json()["id"] == second.json()["id"]
    assert program.get(first["Location"].removeprefix("/api/v1")).json() == first.json()


@pytest.mark.attack("P11")
def test_a_look_says_which_chain_is_broken_and_which_are_whole(program: Program, zonnedam: TenantRef) -> None:
    act(zonnedam, "one", "two")
    sealing.seal_all()
    tasks.look(str(Look.objects.create().pk))
    before = program.get("/audit-streams").json()["items"]
    records = f'"{zonnedam.schema_name}".audit_auditrecord'
    altered(f"UPDATE {records} SET actor = 'mallory' WHERE target = 'one'")
    check = program.post("/audit-checks").json()
    tasks.look(check["id"])
    after = program.get("/audit-streams").json()["items"]

    assert all(each["isWhole"] for each in before)
    assert [each["name"] for each in after if not each["isWhole"]] == ["Zonnedam"]
    assert (after[0]["problems"][0]["kind"], after[0]["numberOfProblems"]) == ("altered", 1)
    assert program.get(f"/audit-checks/{check['id']}").json()["broken"] == 1


def test_a_viewer_reads_what_was_found_and_has_nothing_looked_at(program_of: Callable[..., Program]) -> None:
    viewer = program_of(Role.VIEWER)

    assert viewer.get("/audit-streams").status_code == 200
    assert problem(viewer.post("/audit-checks")) == (403, "insufficient-scope")
