"""A request that is sent twice has one effect."""

import threading
from typing import Any

import pytest
from django.db import connection

from provisioning.api.models import Answer
from provisioning.lifecycle.models import Operation
from tests.provisioning.api import programs
from tests.provisioning.api.programs import Program, problem
from tests.provisioning.api.test_tenants import PLAN
from tests.provisioning.console import people

KEY = "order-2026-113"


@pytest.mark.covers("C-071")
@pytest.mark.attack("P04")
def test_the_same_request_again_gets_the_same_answer_and_does_nothing(program: Program) -> None:
    first = program.post("/tenants", PLAN, idempotency_key=KEY)
    second = program.post("/tenants", PLAN, idempotency_key=KEY)

    assert first.status_code == second.status_code == 202
    assert first.json() == second.json()
    assert first["Location"] == second["Location"]
    assert second["Idempotency-Replayed"] == "true"
    assert Operation.objects.filter(kind="open").count() == 1


def test_the_same_key_for_something_else_is_refused(program: Program) -> None:
    program.post("/tenants", PLAN, idempotency_key=KEY)

    assert problem(program.post("/tenants", {**PLAN, "name": "Ander"}, idempotency_key=KEY)) == (
        422,
        "key-reused",
    )
    assert problem(program.post("/operations", {}, idempotency_key=KEY))[0] == 405


def test_after_a_refusal_the_same_key_tries_again(program: Program) -> None:
    refused = program.post("/tenants", {**PLAN, "theme": "no-such"}, idempotency_key=KEY)

    assert problem(refused) == (409, "refused")
    assert program.post("/tenants", PLAN, idempotency_key=KEY).status_code == 202


def test_keys_of_two_programs_have_nothing_to_do_with_each_other(program: Program, bram: Any) -> None:
    other = programs.of(bram)
    program.post("/tenants", PLAN, idempotency_key=KEY)
    answer = other.post("/tenants", PLAN, idempotency_key=KEY)

    assert problem(answer) == (409, "refused")


def test_after_two_days_a_key_is_forgotten(program: Program) -> None:
    program.post("/tenants", PLAN, idempotency_key=KEY)
    with people.later(2 * 86400 + 1):
        program.post(
            "/tenants", {**PLAN, "name": "Heidedorp", "host": "heidedorp.localhost"}, idempotency_key="b"
        )

    assert not Answer.objects.filter(key=KEY).exists()


def test_what_is_kept_of_a_request_does_not_tell_a_secret(program: Program) -> None:
    body = {"url": "https://elders.example/hook", "secret": "whsec_" + "QUJD" * 8}
    assert program.post("/webhook-endpoints", body, idempotency_key=KEY).status_code == 201

    kept = Answer.objects.get(key=KEY)
    assert "QUJD" not in f"{kept.body} {kept.digest} {kept.location}"


@pytest.mark.parametrize("key", ["x" * 101, "é"])
def test_a_key_that_is_none_is_a_problem(program: Program, key: str) -> None:
    sent = key.encode().decode("latin-1")

    assert problem(program.post("/tenants", PLAN, idempotency_key=sent)) == (400, "invalid-input")


@pytest.mark.covers("C-071")
@pytest.mark.attack("P04")
@pytest.mark.parametrize("keys", [(KEY, KEY), (KEY, "other")])
def test_of_two_at_the_same_time_one_has_an_effect(own_database: str, keys: tuple[str, str]) -> None:
    with people.console_settings():
        program = programs.of(people.make())
        answers: list[Any] = []
        ready = threading.Barrier(2)

        def ask(key: str) -> None:
            ready.wait()
            answers.append(program.post("/tenants", PLAN, idempotency_key=key))
            connection.close()

        threads = [threading.Thread(target=ask, args=(key,)) for key in keys]  # noqa: TID251 - nobody is entered
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    statuses = sorted(answer.status_code for answer in answers)
    assert statuses == ([202, 202] if keys[0] == keys[1] else [202, 409])
    assert Operation.objects.filter(kind="open").count() == 1
