"""Taking the log along as a file."""

import csv
import io
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from provisioning.audit import queries
from provisioning.console.types import Role
from tenants import audit
from tenants.audit import cells
from tenants.models import OperatorRecord
from tests.provisioning.console import municipalities

pytestmark = pytest.mark.covers("C-070")
NOOR = audit.Actor("operator", "noor@inwonerplein.example", "192.0.2.14")
NASTY = ("=cmd|'/c calc'!A1", "+1", "-1", "@SUM(A1)", "\tx", "\n=1", " =1", "＝1", "'quoted")


def taken(client: Client, form: str, query: str = "") -> str:
    answer: Any = client.get(f"/logboek/logboek.{form}{query}")
    assert answer["Content-Disposition"].endswith(f'.{form}"')
    return b"".join(answer.streaming_content).decode()


def rows(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


@pytest.mark.attack("P09")
@pytest.mark.attack("W10")
def test_no_cell_is_a_formula(console_client: Client) -> None:
    for text in NASTY:
        audit.record("tenant.opened", by=NOOR, target=text, why=text, details={"name": text})
    municipalities.make("=HYPERLINK(1)", host="x.localhost")

    found = rows(taken(console_client, "csv"))

    assert len(found) > len(NASTY)
    assert [cell for row in found for cell in row if cell.lstrip().startswith(cells.FORMULA[:7])] == []
    assert all(cells.text(text).startswith("'") for text in NASTY)
    assert cells.text("gewoon") == "gewoon"


def test_a_file_holds_what_the_filters_find_and_nothing_else(console_client: Client) -> None:
    tenant = municipalities.make("Dijkstede")
    audit.record("feature.switched_off", by=NOOR, tenant=tenant.uuid, target="products")
    audit.record("operator.signed_out", by=NOOR)

    of_tenant = [
        json.loads(line) for line in taken(console_client, "jsonl", f"?gemeente={tenant.uuid}").splitlines()
    ]
    of_all = rows(taken(console_client, "csv"))

    assert [(each["action"], each["tenant_name"], each["origin"]) for each in of_tenant] == [
        ("feature.switched_off", "Dijkstede", "192.0.2.14")
    ]
    assert of_all[0][:4] == ["nummer", "wanneer", "wie", "wat"]
    assert {"Dijkstede", ""} <= {row[5] for row in of_all[1:]}


def test_a_file_is_read_some_at_a_time(console_client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "IN_ONE_GO", 3)
    for number in range(8):
        audit.record("tenant.opened", by=NOOR, target=f"nummer {number}")

    found = rows(taken(console_client, "csv", "?handeling=tenant.opened"))

    assert [row[3] for row in found[1:]] == [
        f"Gemeente geopend: nummer {number}" for number in range(7, -1, -1)
    ]


def test_a_viewer_takes_along_no_more_than_he_sees(client_for: Callable[[Role], Client]) -> None:
    audit.record("tenant.opened", by=NOOR, target="x", details={"administrator": "geheim@gemeente.example"})

    for form in ("csv", "jsonl"):
        assert "geheim@gemeente.example" in taken(client_for(Role.OPERATOR), form)
        text = taken(client_for(Role.VIEWER), form)
        assert "geheim@gemeente.example" not in text
        assert "192.0.2.14" not in text


def test_taking_it_along_is_written_down_and_asking_whether_it_is_there_is_not(
    console_client: Client,
) -> None:
    console_client.head("/logboek/logboek.csv")
    assert not OperatorRecord.objects.filter(action="audit.exported").exists()

    taken(console_client, "csv")

    assert OperatorRecord.objects.get(action="audit.exported").actor == "bram@inwonerplein.example"


def test_another_form_is_not_there(console_client: Client) -> None:
    assert console_client.get("/logboek/logboek.xlsx").status_code == 404
