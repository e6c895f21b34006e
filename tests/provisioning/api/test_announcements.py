"""Announcements to editors, made and ended by a program (C-039)."""

import datetime
from typing import Any

import pytest
from django.utils import timezone

from tenants.announcements import queries
from tenants.models import OperatorRecord
from tenants.types import TenantRef
from tests.provisioning.api.programs import Program, problem

pytestmark = pytest.mark.covers("C-039", "C-071")
PATH = "/announcements"


def body(**values: Any) -> dict[str, Any]:
    end = timezone.now() + datetime.timedelta(days=1)
    return {"title": "Onderhoud", "text": "Maandag om zes uur.", "endsAt": end.isoformat(), **values}


def titles(tenant: TenantRef) -> list[str]:
    return [each.title for each in queries.for_tenant(tenant.uuid)]


def test_it_is_made_once_read_by_whom_it_is_for_and_ended(
    program: Program, zonnedam: TenantRef, waterrijk: TenantRef
) -> None:
    asked = body(tenants=[str(zonnedam.uuid)])
    made, again = (program.post(PATH, asked, idempotency_key="m-1") for _ in range(2))
    read = titles(zonnedam), titles(waterrijk)
    one = made["Location"].removeprefix("/api/v1")
    ended = program.ask("delete", one)

    assert (made.status_code, made.json()["state"], again.json()) == (201, "now", made.json())
    assert read == (["Onderhoud"], [])
    assert (ended.json()["state"], titles(zonnedam)) == ("withdrawn", [])
    assert program.get(PATH).json()["items"] == [program.get(one).json()]
    assert OperatorRecord.objects.filter(action="announcement.made").count() == 1


def test_it_can_be_for_everybody_and_for_later(program: Program, zonnedam: TenantRef) -> None:
    later = (timezone.now() + datetime.timedelta(hours=2)).isoformat()
    made = program.post(PATH, body(everybody=True, startsAt=later)).json()

    assert (made["everybody"], made["state"], titles(zonnedam)) == (True, "coming", [])


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({}, "tenants"),
        ({"everybody": True, "endsAt": "2020-01-01T00:00:00Z"}, "endsAt"),
        ({"tenants": ["00000000-0000-4000-8000-000000000007"]}, "tenants"),
    ],
)
def test_what_nobody_would_ever_see_is_refused(program: Program, values: dict[str, Any], field: str) -> None:
    answer = program.post(PATH, body(**values))

    assert problem(answer) == (409, "refused")
    assert [each["field"] for each in answer.json()["errors"]] == [field]


@pytest.mark.parametrize("title", ["", "   ", "x" * 121, "a\u0000b"])
def test_a_title_that_does_not_fit_is_refused(program: Program, title: str) -> None:
    assert problem(program.post(PATH, body(title=title, everybody=True))) == (400, "invalid-input")
