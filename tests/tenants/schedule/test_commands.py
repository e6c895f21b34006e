"""The commands about jobs: for people, and for scripts by `--json` and exit codes."""

import json
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db.models.functions import Now

from tenants.models import OperatorRecord
from tenants.schedule.models import Work
from tenants.types import TenantRef
from tests import states
from tests.tenants.schedule.conftest import Doings

pytestmark = pytest.mark.covers("C-072")


def said(*words: str, **options: Any) -> str:
    output = StringIO()
    call_command(*words, stdout=output, **options)
    return output.getvalue()


def given_up(tenant: TenantRef, job: str = "core.asked", key: str = "a") -> Work:
    return Work.objects.create(
        tenant=tenant.uuid, job=job, key=key, cost="light", state="dead", attempts=3, reason="ValueError",
        finished_at=Now(),
    )  # fmt: skip


def refused(*words: str) -> int:
    with pytest.raises(CommandError) as error:
        said(*words)
    return error.value.returncode


def test_jobs_are_listed_with_what_was_given_up(zonnedam: TenantRef) -> None:
    work = given_up(zonnedam)

    text, report = said("list_jobs"), json.loads(said("list_jobs", "--json"))

    assert f"opgegeven: {work.pk} core.asked {zonnedam.uuid} ValueError" in text
    assert "every 600 s; each 4; light" in text
    assert report["given_up"][0]["id"] == work.pk
    assert next(job for job in report["jobs"] if job["key"] == "core.asked")["numbers"] == {"dead": 1}


def test_a_job_is_done_at_once_for_one_municipality(zonnedam: TenantRef, doings: Doings) -> None:
    report = json.loads(said("run_job", "zonnedam.localhost", "core.once", "--json"))

    assert (report["state"], len(doings.keys)) == ("done", 1)
    assert Work.objects.get().tenant == zonnedam.uuid


def test_a_job_that_fails_waits_for_another_attempt(zonnedam: TenantRef, doings: Doings) -> None:
    doings.act = lambda key: 1 / 0  # type: ignore[assignment, return-value]

    assert refused("run_job", "zonnedam.localhost", "core.once") == 3


@pytest.mark.parametrize(
    "words", [("zonnedam.localhost", "core.unknown"), ("nergens.localhost", "core.once")]
)
def test_what_cannot_be_run_is_refused(zonnedam: TenantRef, words: tuple[str, str]) -> None:
    assert refused("run_job", *words) == 2


def test_a_job_of_a_suspended_municipality_is_refused(zonnedam: TenantRef) -> None:
    states.become(zonnedam, "suspended")

    assert refused("run_job", "zonnedam.localhost", "core.once") == 2


def test_of_what_was_given_up_is_retried_what_was_named(zonnedam: TenantRef, waterrijk: TenantRef) -> None:
    mine, other = given_up(zonnedam), given_up(zonnedam, "core.heavy")
    theirs = given_up(waterrijk)

    said("retry_job", "--host", "zonnedam.localhost", "--job", "core.asked")
    assert states_of(mine, other, theirs) == ["waiting", "dead", "dead"]

    said("retry_job", str(other.pk))
    assert states_of(mine, other, theirs) == ["waiting", "waiting", "dead"]

    said("retry_job", "--all")
    assert states_of(mine, other, theirs) == ["waiting", "waiting", "waiting"]
    assert OperatorRecord.objects.filter(action="work.retried").count() == 3


def test_a_dry_run_changes_nothing_and_says_what_would(zonnedam: TenantRef) -> None:
    work = given_up(zonnedam)

    report = json.loads(said("retry_job", "--all", "--dry-run", "--json"))

    assert [each["id"] for each in report["would_retry"]] == [work.pk]
    assert states_of(work) == ["dead"]


@pytest.mark.parametrize("words", [(), ("--all",), ("12345",), ("--host", "nergens.localhost")])
def test_without_anything_to_retry_it_says_so(zonnedam: TenantRef, words: tuple[str, ...]) -> None:
    assert refused("retry_job", *words) == 2


def states_of(*works: Work) -> list[str]:
    for work in works:
        work.refresh_from_db()
    return [str(work.state) for work in works]
