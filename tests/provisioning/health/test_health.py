"""Health: told on internal host names, and failing only when the process cannot work."""

import json
import uuid
from typing import Any
from unittest import mock

import pytest
from django.core.cache import caches
from django.core.checks import Critical
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpResponse
from django.test import RequestFactory
from pytest_django import DjangoAssertNumQueries, Settings

from provisioning.health import queries
from provisioning.health.middleware import HealthMiddleware
from tenants import insights
from tenants.refusals.errors import StartRefusedError
from tenants.schedule.models import Work
from tenants.types import TenantRef

ELSEWHERE = HttpResponse("elsewhere", status=418)


@pytest.fixture(autouse=True)
def _internal(settings: Settings) -> None:
    settings.INTERNAL_HOSTS = ["127.0.0.1", "health.internal"]


def ask(path: str, *, host: str = "health.internal", method: str = "get") -> Any:
    request = getattr(RequestFactory(), method)(path, headers={"host": host})
    return HealthMiddleware(lambda _request: ELSEWHERE)(request)


def test_the_process_says_that_it_is_up_without_touching_anything() -> None:
    answer = ask("/healthz")  # without the database: this test has none

    assert (answer.status_code, answer.content) == (200, b"ok")


@pytest.mark.parametrize(
    "host", ["zonnedam.localhost", "console.localhost", "evil.example", "bad_host!", "127.0.0.1.evil.example"]
)
@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_other_hosts_see_nothing_of_it(host: str, path: str) -> None:
    assert ask(path, host=host) is ELSEWHERE


@pytest.mark.parametrize(
    ("path", "method"), [("/", "get"), ("/healthz/", "get"), ("/healthz", "post"), ("/readyz", "put")]
)
def test_everything_else_goes_on(path: str, method: str) -> None:
    assert ask(path, method=method) is ELSEWHERE


@pytest.mark.django_db
def test_ready_says_what_is_around_it() -> None:
    answer = ask("/readyz", host="127.0.0.1:8000")

    assert answer.status_code == 200
    assert b'"ready": true' in answer.content
    assert b'"search": "ok"' in answer.content


@pytest.mark.django_db
def test_a_pending_migration_of_public_is_not_ready() -> None:
    MigrationRecorder.Migration.objects.filter(app="console").delete()

    answer = ask("/readyz")

    assert answer.status_code == 503
    assert b"console.0001_initial" in answer.content


@pytest.mark.django_db
def test_a_pending_migration_of_tenants_alone_does_not_fail_it() -> None:
    MigrationRecorder.Migration.objects.filter(app="portal_core").delete()
    MigrationRecorder.Migration.objects.filter(app="cms").delete()

    assert ask("/readyz").status_code == 200


@pytest.mark.fault("F32")
@pytest.mark.django_db
def test_without_the_database_it_is_not_ready_and_says_no_more() -> None:
    def away(*_args: Any) -> None:
        raise OperationalError("connection to 10.0.0.5 refused")

    with connection.execute_wrapper(away):
        answer = ask("/readyz")

    assert answer.status_code == 503
    assert b"10.0.0.5" not in answer.content


@pytest.mark.attack("T22")
@pytest.mark.django_db
def test_a_process_that_refuses_to_work_says_why() -> None:
    def refuse(*_args: Any) -> None:
        raise StartRefusedError([Critical("A pooler is between.", hint="Take it out.", id="tenants.E010")])

    with connection.execute_wrapper(refuse):
        answer = ask("/readyz")

    assert answer.status_code == 503
    assert b"(tenants.E010) A pooler is between. Take it out." in answer.content


@pytest.mark.django_db
def test_roles_that_differ_are_told_and_do_not_fail_it(settings: Settings) -> None:
    backend = "django.core.cache.backends.locmem.LocMemCache"
    settings.CACHES = {"shared": {"BACKEND": backend, "LOCATION": str(uuid.uuid4())}}
    unknown = ask("/readyz")
    caches["shared"].set("roles.drift", {"findings": 2, "at": "2026-11-25T03:17:00+00:00"})

    answer = ask("/readyz")

    assert json.loads(unknown.content)["roles"] == "unknown"
    assert answer.status_code == 200
    assert json.loads(answer.content)["roles"]["findings"] == 2


@pytest.mark.fault("F21")
@pytest.mark.django_db
def test_without_redis_it_is_ready_and_says_so(settings: Settings) -> None:
    away = {"BACKEND": "tenants.cache.ForgivingRedisCache", "LOCATION": "redis://127.0.0.1:1/0"}
    settings.CACHES = {"default": away, "shared": away}

    answer = ask("/readyz")

    assert answer.status_code == 200
    assert b'"redis": "away"' in answer.content


@pytest.mark.django_db
def test_a_part_that_cannot_be_asked_does_not_fail_the_rest() -> None:
    with mock.patch.object(queries, "tenants_behind", side_effect=ValueError("geheim")):
        answer = ask("/readyz")

    assert answer.status_code == 200
    assert b'"tenants_behind": "away"' in answer.content
    assert b"geheim" not in answer.content


def test_municipalities_behind_are_counted(zonnedam: TenantRef, waterrijk: TenantRef) -> None:
    number = len(queries._on_disk())
    before = queries.tenants_behind()
    insights.write(zonnedam, "schema", {"migrations": number})
    insights.write(waterrijk, "schema", {"migrations": number - 1})

    assert queries.tenants_behind() == before - 1


@pytest.mark.django_db
def test_counting_costs_one_query(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    queries._on_disk()
    with django_assert_num_queries(1):
        queries.tenants_behind()


def test_work_that_waits_or_was_given_up_is_told_and_does_not_fail_it(zonnedam: TenantRef) -> None:
    Work.objects.create(tenant=zonnedam.uuid, job="core.activity", key="a", cost="light", state="dead")

    answer = ask("/readyz")

    assert answer.status_code == 200
    assert json.loads(answer.content)["work"] == {"oldest_waiting_seconds": 0, "given_up": 1}


@pytest.mark.django_db
@pytest.mark.fault("F48")
@pytest.mark.parametrize(("used", "said"), [(79, "ok"), (80, "nearly full"), (100, "nearly full")])
def test_a_disk_that_is_nearly_full_is_told_and_does_not_fail_it(
    used: int, said: str, caplog: pytest.LogCaptureFixture
) -> None:
    usage = mock.Mock(used=used, free=100 - used)
    with mock.patch.object(queries.shutil, "disk_usage", return_value=usage):
        answer = ask("/readyz")

    assert answer.status_code == 200
    assert json.loads(answer.content)["disks"] == {"media": said, "temporary": said}
    assert ("health.disk_nearly_full" in caplog.text) is (said != "ok")
