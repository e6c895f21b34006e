"""Open municipalities as told on the standard input, and answer how long each took.

The clock runs from the request of the opening. It is read when the operation has ended: the portal is open, and the
first 200 on the new host was answered, to the smoke request through the real HTTP stack; and once more when somebody
else, who asks after that, has the home page too. The stock arm differs in one step: the schema is migrated by
django-tenants' own command.
"""

import http.client
import importlib
import json
import os
import sys
import time
from typing import Any

import django

MOST_ASKED = 200
LETTERS = "aekt"
"""No letter of these looks like another."""


def main() -> None:
    """Answer order after order."""
    django.setup()
    importlib.import_module(
        "config.celery"
    )  # without it a task would be queued nowhere, after a while of trying
    number = os.getpid() * 10_000
    for line in sys.stdin:
        order = json.loads(line)
        number += 1
        match order["do"]:
            case "open":
                answer = _open(order["arm"], number)
            case "prepare":
                answer = _prepare()
            case _:
                answer = _sizes()
        print(json.dumps(answer), flush=True)


def _prepare() -> dict[str, Any]:
    """Have the text of this release's content kept, as its first spare does, and take that spare away again."""
    from django.conf import settings

    from provisioning.lifecycle import operations, runner
    from provisioning.lifecycle.models import Operation
    from provisioning.lifecycle.types import OperationKind

    _make_spare()
    settings.SPARES = 0
    operations.keep_spares()
    for operation in Operation.objects.filter(kind=OperationKind.DISCARD.value):
        runner.run(operation.uuid)
    return {}


def _open(arm: str, number: int) -> dict[str, Any]:
    from django.conf import settings
    from django.db import connection

    from provisioning.lifecycle import operations, queries, runner, steps
    from provisioning.lifecycle.types import OperationKind
    from tests.provisioning.lifecycle.plans import OPERATOR

    if arm == "spare":
        _make_spare()
    ours = steps.STEPS[OperationKind.OPEN]
    if arm == "stock":
        steps.STEPS[OperationKind.OPEN] = tuple(_stock(step) for step in ours)
    settings.TENANT_OWNER_MODE = arm == "stock"
    sent: list[str] = []

    def count(execute: Any, sql: str, *others: Any) -> Any:
        sent.append(sql)
        return execute(sql, *others)

    began = time.perf_counter()
    with connection.execute_wrapper(count):
        operation = operations.request_opening(_plan(number), by=OPERATOR)
        runner.run(operation.uuid)
    opened = time.perf_counter() - began
    _await_page(operation.claimed_host)
    taken = time.perf_counter() - began
    steps.STEPS[OperationKind.OPEN] = ours
    found = queries.operation(operation.uuid)
    if found.state != "done" or ("claimed" in found.parameters) is not (arm == "spare"):
        raise RuntimeError(f"{arm}: {found.state}; {[step.error for step in queries.steps(found)]}")
    parts = {step.key: step.duration.total_seconds() for step in queries.steps(found) if step.duration}
    return {"taken": taken, "opened": opened, "steps": parts, "statements": len(sent)}


def _stock(step: Any) -> Any:
    """Let the library migrate, and give the rights that its schema needs to be served."""
    from django.db import connection

    from provisioning.lifecycle import ddl, schema
    from provisioning.lifecycle.steps import StepKind, place

    def migrate(operation: Any) -> None:
        name = place.tenant(operation).schema_name
        schema.migrate(name)
        with connection.cursor() as cursor:
            cursor.execute(ddl.GRANTS.replace(ddl.MARK, name))

    return StepKind(step.key, step.title, migrate, step.undo, whole=False) if step.key == "schema" else step


def _make_spare() -> None:
    from django.conf import settings

    from provisioning.lifecycle import operations, queries, runner, spares
    from provisioning.lifecycle.blueprints import standard

    settings.TENANT_OWNER_MODE, settings.SPARES = False, 1
    operations.keep_spares()
    for identity in queries.spare_operations():
        runner.run(identity)
    if not spares.ready(standard()).exists():
        raise RuntimeError("No spare could be made.")


def _plan(number: int) -> Any:
    from provisioning.lifecycle.types import OpeningPlan

    word = ""
    while number:
        number, digit = divmod(number, len(LETTERS))
        word += LETTERS[digit]
    return OpeningPlan(
        name=f"Meetdorp {word.title()}",
        kind="sandbox",
        host=f"meetdorp-{word}.localhost",
        theme="zonnedam",
        administrator=f"beheer@{word}.example",
        features=("products", "search"),
    )


def _await_page(host: str) -> None:
    for _attempt in range(MOST_ASKED):
        connection = http.client.HTTPConnection("127.0.0.1", int(os.environ["PORTAL_PORT"]), timeout=30)
        connection.request("GET", "/", headers={"Host": host})
        response = connection.getresponse()
        response.read()
        connection.close()
        if response.status == 200:
            return
    raise RuntimeError(f"{host} answers {response.status}.")


def _sizes() -> dict[str, int]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_database_size(current_database()),"
            " (SELECT sum(pg_total_relation_size(oid)) FROM pg_class"
            "   WHERE relnamespace = 'pg_catalog'::regnamespace AND relkind = 'r'),"
            " (SELECT count(*) FROM pg_class), (SELECT count(*) FROM pg_attribute),"
            " (SELECT count(*) FROM tenants_tenant)"
        )
        names = ("database", "catalogue", "relations", "columns", "tenants")
        return {name: int(value) for name, value in zip(names, cursor.fetchone(), strict=True)}


if __name__ == "__main__":
    main()
