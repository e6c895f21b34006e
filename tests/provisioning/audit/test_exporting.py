"""Exports that can be checked by whoever holds them, without the installation (C-070)."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection

from provisioning.audit import sealing
from tenants import audit
from tenants.audit.models import AuditRecord
from tenants.entry import enter
from tenants.models import OperatorRecord
from tenants.types import TenantRef

from .conftest import NOOR, STAFF, act, altered

pytestmark = pytest.mark.covers("C-070")
NASTY = ["=cmd|'/c calc'!A1", "'quoted", '"; DROP', "regel\nmet\r\neinde", "Één, twee; drie", "-1", "\tx", ""]


def run(*words: Any) -> tuple[int, str]:
    """Run a command; answer its exit code and what it printed."""
    out = io.StringIO()
    try:
        call_command(*map(str, words), stdout=out)
    except CommandError as error:
        return error.returncode, out.getvalue()
    return 0, out.getvalue()


@pytest.fixture(params=["jsonl", "csv"])
def export(request: pytest.FixtureRequest, zonnedam: TenantRef, tmp_path: Path) -> Callable[..., Path]:
    """Answer a way to export a municipality's stream, which holds what is difficult in files."""
    with enter(zonnedam):
        for text in NASTY:
            audit.record(
                "test.done", by=STAFF, target=text, why=text, after={"a": [1, None, {"b": text}], "c": 2.5}
            )
    sealing.seal_all()
    act(zonnedam, "not sealed yet")

    def make(name: str = "export") -> Path:
        path = tmp_path / f"{name}.{request.param}"
        assert run("export_audit", zonnedam.primary_host, path)[0] == 0
        return path

    return make


def test_an_export_verifies_without_the_database(export: Callable[..., Path], zonnedam: TenantRef) -> None:
    path = export()

    with connection.execute_wrapper(_refuse):
        code, printed = run("verify_audit", "--file", path, "--json")

    found = json.loads(printed)["streams"][0]
    assert (code, found["whole"], found["stream"], found["problems"]) == (0, True, str(zonnedam.uuid), [])
    assert (found["unsealed"], found["records"] > len(NASTY), found["seals"]) == (1, True, 1)


def _refuse(*args: Any) -> None:
    raise AssertionError("The database was asked.")


def test_one_letter_in_an_export_is_noticed(export: Callable[..., Path]) -> None:
    path = export()
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("Één, twee; drie", "Één, twee; vier", 1), encoding="utf-8", newline="")

    code, printed = run("verify_audit", "--file", path)

    assert code == 1
    assert "altered: Record " in printed


def test_an_export_that_was_cut_off_is_noticed(export: Callable[..., Path]) -> None:
    path = export()
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(lines[:-1]), encoding="utf-8", newline="")

    assert run("verify_audit", "--file", path)[0] == 1


def test_a_later_export_continues_an_earlier_one_and_not_one_whose_end_was_cut(
    export: Callable[..., Path], zonnedam: TenantRef
) -> None:
    earlier = export("earlier")
    sealing.seal_all()
    later = export("later")

    assert run("verify_audit", "--file", later, "--earlier", earlier)[0] == 0
    code, printed = run("verify_audit", "--file", earlier, "--earlier", later)
    assert (code, "cut: Seal 2" in printed) == (1, True)


def test_a_cell_is_never_a_formula(zonnedam: TenantRef, tmp_path: Path) -> None:
    act(zonnedam, *NASTY)
    run("export_audit", zonnedam.uuid, tmp_path / "x.csv")

    with (tmp_path / "x.csv").open(encoding="utf-8", newline="") as file:
        cells = [cell for row in csv.reader(file) for cell in row]
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))] == []
    assert "'=cmd|'/c calc'!A1" in cells


def test_the_operators_stream_is_exported_too_and_that_is_recorded(
    zonnedam: TenantRef, tmp_path: Path
) -> None:
    audit.record("operator.signed_in", by=NOOR)
    audit.record("feature.switched_on", by=NOOR, tenant=zonnedam.uuid, target="products")
    sealing.seal_all()

    for name in ("x.jsonl", "x.csv"):
        code, printed = run("export_audit", "operators", tmp_path / name, "--json")
        assert (code, json.loads(printed)["stream"]) == (0, "operators")
        assert run("verify_audit", "--file", tmp_path / name)[0] == 0
    assert OperatorRecord.objects.filter(action="audit.exported").count() == 2


@pytest.mark.parametrize(
    "words",
    [("verify_audit", "--tenant", "nobody.example"), ("verify_audit", "--file", "/nowhere.jsonl"),
     ("verify_audit", "--earlier", "x.jsonl"), ("verify_audit", "--file", __file__),
     ("export_audit", "nobody.example", "x.jsonl"), ("export_audit", "operators", "x.docx"),
     ("export_audit", "operators", "/nowhere/x.csv")],
)  # fmt: skip
def test_who_asks_wrongly_is_told_so_by_the_exit_code(zonnedam: TenantRef, words: tuple[str, ...]) -> None:
    assert run(*words)[0] == 2


def test_an_export_overwrites_nothing(tmp_path: Path, zonnedam: TenantRef) -> None:
    (tmp_path / "x.csv").write_text("mine")

    assert run("export_audit", "operators", tmp_path / "x.csv")[0] == 2
    assert (tmp_path / "x.csv").read_text() == "mine"


def test_the_command_names_the_record_that_was_altered_and_ends_with_one(zonnedam: TenantRef) -> None:
    act(zonnedam, "one")
    sealing.seal_all()
    assert run("verify_audit")[0] == 0
    altered(f"UPDATE \"{zonnedam.schema_name}\".audit_auditrecord SET actor = 'x' WHERE target = 'one'")
    number = OperatorRecord.objects.count()

    code, printed = run("verify_audit", "--tenant", zonnedam.primary_host, "--json")

    (found,) = json.loads(printed)["streams"]
    with enter(zonnedam):
        wanted = AuditRecord.objects.get(target="one").pk
    assert (code, [p["record"] for p in found["problems"]]) == (1, [wanted])
    assert OperatorRecord.objects.count() == number + 1  # the alarm
    assert run("verify_audit", "--tenant", "operators")[0] == 0
