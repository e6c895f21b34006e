"""What was read may be another thing by the time that somebody acts on it: `ETag` and `If-Match` say so."""

import threading
from typing import Any

import pytest
from django.db import connection

from integrations.connections.inbox.models import Command
from provisioning.api import service, versions
from provisioning.lifecycle import operations
from provisioning.lifecycle.models import Operation
from tenants.models import Tenant
from tenants.types import TenantRef
from tests.provisioning.api import programs
from tests.provisioning.api.programs import Program, problem
from tests.provisioning.console import municipalities, people
from tests.provisioning.lifecycle.plans import OPERATOR

pytestmark = pytest.mark.covers("C-071")


def changed(answer: Any) -> list[str]:
    assert problem(answer) == (412, "stale")
    return [each["field"] for each in answer.json()["errors"]]


def test_of_two_programs_the_second_is_told_what_changed_and_changes_nothing(program: Program) -> None:
    tenant = municipalities.make("Dijkstede")
    path = f"/tenants/{tenant.uuid}"
    seen = program.get(path)["ETag"]
    Tenant.objects.filter(pk=tenant.pk).update(theme="zonnedam")

    late = program.ask("patch", path, {"name": "Dijkstede aan Zee"}, if_match=seen)
    suspended = program.post(f"{path}/suspensions", {"reason": "x"}, if_match=seen)
    before = Operation.objects.count()
    anew = program.ask("patch", path, {"name": "Dijkstede aan Zee"}, if_match=program.get(path)["ETag"])

    assert changed(late) == changed(suspended) == ["theme"]
    assert "theme" in late.json()["detail"]
    assert (before, anew.status_code) == (0, 202)


@pytest.mark.parametrize("any_version", [None, "*"])
def test_who_does_not_ask_for_a_version_is_not_stopped(program: Program, any_version: str | None) -> None:
    tenant = municipalities.make("Dijkstede")
    headers = {"if_match": any_version} if any_version else {}

    answer = program.ask("patch", f"/tenants/{tenant.uuid}", {"name": "Ander"}, **headers)

    assert answer.status_code == 202


@pytest.mark.parametrize("nonsense", ["", "x", '"', '"x"', 'W/"name=1"', '"' + "a" * 9_000, '"name=1", "x'])
def test_a_version_that_is_none_of_ours_is_another_one(program: Program, nonsense: str) -> None:
    tenant = municipalities.make("Dijkstede")

    answer = program.ask("patch", f"/tenants/{tenant.uuid}", {"name": "Ander"}, if_match=nonsense)

    assert problem(answer) == (412, "stale")
    assert not Operation.objects.exists()


def test_a_feature_that_somebody_switched_meanwhile_is_named(program: Program, zonnedam: TenantRef) -> None:
    path = f"/tenants/{zonnedam.uuid}/features"
    seen = program.get(path)["ETag"]
    operations.switch_feature(tenant=zonnedam.uuid, feature="search", on=False, by=OPERATOR)

    answer = program.ask("put", f"{path}/products", {"isOn": False}, if_match=seen)

    assert changed(answer) == ["search"]


def test_a_connection_is_another_one_once_somebody_asked_for_a_change_and_not_by_being_tested(
    program: Program, zonnedam: TenantRef
) -> None:
    tenant = Tenant.objects.get(uuid=zonnedam.uuid)
    municipalities.connected(tenant)
    path = f"/tenants/{zonnedam.uuid}/connections"
    one = f"{path}/{program.get(path).json()['items'][0]['id']}"
    seen = program.get(one)["ETag"]
    municipalities.connected(
        tenant, state="failed", finding="web page", checked_at="2026-11-21T10:00:00+00:00"
    )
    first = program.ask("put", f"{one}/switch", {"isOn": False}, if_match=seen)
    second = program.ask("put", f"{one}/switch", {"isOn": True}, if_match=seen)

    assert first.status_code == 202
    assert changed(second) == ["errand"]
    assert Command.objects.filter(kind="switch").count() == 1


def test_a_webhook_that_somebody_switched_off_meanwhile_stays_off(program: Program) -> None:
    hook = {"url": "https://elders.example/hook", "secret": "whsec_" + "QUJD" * 8}
    one = f"/webhook-endpoints/{program.post('/webhook-endpoints', hook).json()['id']}"
    seen = program.get(one)["ETag"]
    program.ask("patch", one, {"isOn": False}, if_match=seen)

    late = program.ask("patch", one, {"isOn": True}, if_match=seen)

    assert changed(late) == ["isOn"]
    assert not program.get(one).json()["isOn"]


@pytest.mark.long
def test_of_two_at_the_same_moment_one_changes_it_and_the_other_is_told(own_database: str) -> None:
    with people.console_settings():
        program = programs.of(people.make())
        hook = {"url": "https://elders.example/hook", "secret": "whsec_" + "QUJD" * 8}
        one = f"/webhook-endpoints/{program.post('/webhook-endpoints', hook).json()['id']}"
        seen, answers, ready = program.get(one)["ETag"], [], threading.Barrier(2)

        def ask(body: dict[str, Any]) -> None:
            ready.wait()
            answers.append(program.ask("patch", one, body, if_match=seen))
            connection.close()

        bodies: list[dict[str, Any]] = [{"isOn": False}, {"events": ["operation.failed"]}]
        threads = [threading.Thread(target=ask, args=(body,)) for body in bodies]  # noqa: TID251 - nobody is entered
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    assert sorted(answer.status_code for answer in answers) == [200, 412]


def test_sent_again_with_its_idempotency_key_the_first_answer_stands(program: Program) -> None:
    tenant = municipalities.make("Dijkstede")
    path = f"/tenants/{tenant.uuid}"
    headers = {"if_match": program.get(path)["ETag"], "idempotency_key": "naam-1"}
    first = program.ask("patch", path, {"name": "Ander"}, **headers)
    Tenant.objects.filter(pk=tenant.pk).update(name="Ander")

    assert program.ask("patch", path, {"name": "Ander"}, **headers).json() == first.json()


def test_the_description_says_where_a_version_is_told_and_heeded() -> None:
    paths = service.API.get_openapi_schema()["paths"]
    for path, methods in service.API.by_path().items():
        for method, operation in methods.items():
            found = paths[path][method]
            heeds = getattr(operation.view_func, versions.HEEDS, False)
            assert ("If-Match" in {each["name"] for each in found["parameters"]}) is heeds
            assert ("412" in found["responses"]) is heeds
            tells = getattr(operation.view_func, versions.TELLS, False)
            assert ("ETag" in found["responses"].get("200", {}).get("headers", {})) is tells
