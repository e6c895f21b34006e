"""Spares stand ready, and an opening claims one instead of building (architecture T8)."""

import io
import json
import uuid
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.management import call_command
from django.db import connection, transaction
from django.db.models.functions import Now
from django.test.utils import CaptureQueriesContext

from integrations.errors import Reason
from provisioning.console.queries import tenants as console
from provisioning.lifecycle import known, operations, queries, runner, schema, spares, steps, tasks
from provisioning.lifecycle.commands import tenant as named
from provisioning.lifecycle.drift import queries as drift
from provisioning.lifecycle.errors import RefusedError
from provisioning.lifecycle.models import RUNNABLE_STATES, CompiledSchema, Operation
from provisioning.lifecycle.steps.directory import BROUGHT
from provisioning.lifecycle.types import OperationKind, OperationState
from tenants import directory, present
from tenants.models import OperatorRecord, Tenant
from tenants.naming import schema_for
from tenants.types import State
from tests.provisioning.lifecycle import end_state, sessions, stand_ins
from tests.provisioning.lifecycle.plans import OPERATOR, plan

pytestmark = [pytest.mark.usefixtures("committing"), pytest.mark.covers("architecture T8")]
TRANSACTION = {"BEGIN", "COMMIT"}
MOST = 63
"""Statements of a worker in an opening from a spare, without features."""
LEFT = """
SELECT (SELECT count(*) FROM pg_namespace WHERE nspname = %(name)s)
     + (SELECT count(*) FROM pg_roles WHERE rolname = %(name)s)
"""


@pytest.fixture(autouse=True)
def _two(committing: None, settings: LazySettings) -> None:
    """Keep two spares, and start without any."""
    settings.SPARES = 0
    look()  # which also makes what an earlier test only asked for
    look()
    settings.SPARES = 2


def look() -> None:
    """Look as beat does, and let a worker do what was asked for."""
    tasks.keep_spares()
    for operation in Operation.objects.filter(state__in=RUNNABLE_STATES, kind__in=["spare", "discard"]):
        runner.run(operation.uuid)


def ready() -> list[Tenant]:
    return list(Tenant.objects.filter(state=State.SPARE.value).order_by("pk"))


def opened(**changes: Any) -> Operation:
    operation = operations.request_opening(plan(**changes), by=OPERATOR)
    return run(operation)


def run(operation: Operation) -> Operation:
    Operation.objects.filter(pk=operation.pk).update(due_at=Now())
    assert runner.run(operation.uuid)
    return queries.operation(operation.uuid)


def left_of(name: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(LEFT, {"name": name})
        return int(cursor.fetchone()[0])


def test_so_many_stand_ready_and_no_more_are_asked_for() -> None:
    look()
    look()

    assert len(ready()) == 2
    assert all(left_of(spare.schema_name) == 2 for spare in ready())


def test_what_is_missing_is_asked_for_once_however_often_one_looks() -> None:
    tasks.keep_spares()
    tasks.keep_spares()

    assert Operation.objects.filter(kind="spare", state__in=RUNNABLE_STATES).count() == 2


def test_an_opening_bears_the_uuid_of_the_spare_that_it_claims_and_nothing_is_renamed() -> None:
    look()
    first = ready()[0]

    operation = opened()

    tenant = Tenant.objects.get(uuid=operation.tenant)
    assert (operation.state, tenant.state) == (OperationState.DONE, State.TRIAL)
    assert tenant.uuid == first.uuid
    assert tenant.schema_name == first.schema_name == schema_for(tenant.uuid)
    assert (tenant.name, tenant.kind, tenant.theme) == (operation.parameters["name"], "sandbox", "zonnedam")
    assert tenant.created_at > first.created_at
    assert [spare.uuid for spare in ready()] != [first.uuid]
    assert OperatorRecord.objects.get(action="tenant.claimed", tenant=tenant.uuid).actor == OPERATOR.name


def test_the_journal_of_an_opening_costs_one_statement_and_one_commit_for_each_step() -> None:
    look()
    operation = operations.request_opening(plan(), by=OPERATOR)
    kinds = {kind.key: kind for kind in steps.OPENING if kind.key not in BROUGHT}
    whole = sum(kind.whole for kind in kinds.values())

    with CaptureQueriesContext(connection) as asked:
        runner.run(operation.uuid)

    said = [str(query["sql"]) for query in asked.captured_queries]
    # The first step begins by itself, and so does the one after it: which that is only it can tell.
    assert len([one for one in said if "UPDATE lifecycle_step SET" in one]) == len(kinds) + 2
    assert (
        len([one for one in said if '"lifecycle_step"' in one]) == 3
    )  # read, and again after what a spare brings
    # What begins by itself is one message, and so a transaction; the other two are the taking and the end.
    assert said.count("COMMIT") == whole + 2
    assert len([one for one in said if one not in TRANSACTION]) <= MOST
    assert queries.operation(operation.uuid).state == OperationState.DONE


def test_who_works_inside_is_read_in_one_query_and_is_what_the_directory_knows() -> None:
    tenant = Tenant.objects.get(uuid=opened(features=("products", "search")).tenant)

    with CaptureQueriesContext(connection) as asked:
        found = present.ref(tenant.uuid)

    assert found == tenant.ref()
    assert found is not None
    assert found.features == {"products", "search"}
    assert len(asked) == 1
    assert present.ref(uuid.uuid4()) is None


@pytest.mark.covers("C-021")
def test_from_a_spare_it_ends_as_it_does_without(settings: LazySettings) -> None:
    cold = end_state.of(opened().uuid)
    look()

    claimed = end_state.of(opened().uuid)

    for state in (cold, claimed):
        state["tenants"][0].pop("records")
    assert claimed == cold


def test_without_a_spare_it_is_built() -> None:
    operation = opened()

    assert operation.state == OperationState.DONE
    assert "claimed" not in operation.parameters


def test_two_that_claim_at_once_get_one_each() -> None:
    look()
    first, second = ready()
    with sessions.another() as other, other.transaction():
        other.execute("SELECT 1 FROM tenants_tenant WHERE uuid = %s FOR UPDATE", [first.uuid])

        with transaction.atomic():
            claimed = spares.claimable(plan_of_standard())

    assert claimed is not None
    assert claimed.uuid == second.uuid


def plan_of_standard() -> dict[str, Any]:
    return dict(Operation.objects.filter(kind="spare").latest("pk").parameters["blueprint"])


def test_a_spare_of_another_release_is_not_claimed_but_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    look()
    before = {spare.uuid for spare in ready()}
    text = schema.compiled()
    monkeypatch.setattr(schema, "fingerprint", lambda: "of the next one")
    CompiledSchema.objects.get_or_create(fingerprint="of the next one", defaults={"text": text})

    assert Tenant.objects.get(uuid=opened().tenant).uuid not in before
    look()

    after = {spare.uuid for spare in ready()}
    assert len(after) == 2
    assert not before & after
    assert all(left_of(schema_for(identity)) == 0 for identity in before)


def test_while_a_release_has_no_compiled_schema_nothing_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    look()
    monkeypatch.setattr(schema, "fingerprint", lambda: "not yet compiled")

    tasks.keep_spares()

    assert not Operation.objects.filter(kind__in=["spare", "discard"], state__in=RUNNABLE_STATES).exists()


def test_a_spare_does_not_fit_another_blueprint() -> None:
    look()

    operation = opened(blueprint={"version": 1, "tagline": "Anders"})

    assert "claimed" not in operation.parameters
    assert len(ready()) == 2


def test_an_opening_from_a_spare_that_fails_is_undone_as_any() -> None:
    look()
    operation = operations.request_opening(plan(), by=OPERATOR)
    stand_ins.answers += [Reason.NOBODY_LISTENS] * 3
    for _attempt in range(3):
        failed = run(operation)
    assert failed.state == OperationState.FAILED
    assert failed.tenant
    operations.undo(failed, by=OPERATOR)

    assert run(failed).state == OperationState.UNDONE
    assert not Tenant.objects.filter(uuid=failed.tenant).exists()
    assert left_of(schema_for(failed.tenant)) == 0


def test_one_that_only_claimed_leaves_no_schema_behind_when_it_is_undone() -> None:
    look()
    operation = operations.request_opening(plan(), by=OPERATOR)
    step = steps.kind_of(OperationKind.OPEN, "directory")
    step.run(operation)
    operation.refresh_from_db()
    assert operation.tenant
    assert step.undo

    step.undo(operation)

    assert left_of(schema_for(operation.tenant)) == 0
    assert not Tenant.objects.filter(uuid=operation.tenant).exists()


def test_a_spare_that_was_claimed_meanwhile_is_not_taken_away(settings: LazySettings) -> None:
    look()
    settings.SPARES = 0
    tasks.keep_spares()
    spare = ready()[0]
    Tenant.objects.filter(pk=spare.pk).update(state=State.PROVISIONING.value)

    look()

    assert left_of(spare.schema_name) == 2
    assert Tenant.objects.filter(pk=spare.pk).exists()


def test_a_spare_that_is_about_to_be_taken_away_is_not_claimed(settings: LazySettings) -> None:
    look()
    settings.SPARES = 0
    tasks.keep_spares()

    assert "claimed" not in opened().parameters


def test_a_spare_that_cannot_be_made_waits_for_an_operator_and_is_not_tried_for_ever(
    monkeypatch: pytest.MonkeyPatch, settings: LazySettings
) -> None:
    settings.SPARES = 1
    settings.TENANT_SEEDS = ["tests.provisioning.lifecycle.test_spares.break_down"]
    tasks.keep_spares()
    operation = Operation.objects.filter(kind="spare", state__in=RUNNABLE_STATES).get()
    for _attempt in range(3):
        found = run(operation)

    tasks.keep_spares()

    assert found.state == OperationState.FAILED
    assert not Operation.objects.filter(kind="spare", state__in=RUNNABLE_STATES).exists()
    assert operation.pk in {each.pk for each in queries.running()}
    operations.undo(found, by=OPERATOR)
    assert run(found).state == OperationState.UNDONE
    assert found.tenant
    assert left_of(schema_for(found.tenant)) == 0


def break_down(_plan: object) -> None:
    raise ZeroDivisionError


def test_nobody_who_lists_or_names_municipalities_meets_a_spare(capsys: pytest.CaptureFixture[str]) -> None:
    number = console.number()
    look()
    spare = ready()[0]

    assert console.number() == number
    listed = console.rows(console.page(console.Filters()))
    assert spare.uuid not in {row.uuid for row in listed}
    assert spare.uuid not in console.identities(spares.NAME)
    with pytest.raises(Tenant.DoesNotExist):
        console.row(spare.uuid)
    call_command("list_tenants")
    assert str(spare.uuid) not in capsys.readouterr().out
    assert spares.NAME not in known.known().names
    assert spare.uuid not in {tenant.uuid for tenant in directory.serving()}
    with pytest.raises(RefusedError):
        named(str(spare.uuid))
    with pytest.raises(RefusedError):
        operations.request_suspension(tenant=spare.uuid, by=OPERATOR, why="Een reserve is geen gemeente")
    assert set(data_of_list()) >= {spare.uuid}
    tasks.keep_spares()
    assert not any(operation.kind in {"spare", "discard"} for operation in queries.running())


def data_of_list() -> list[uuid.UUID]:
    """Ask for spares by their state."""
    out = io.StringIO()
    call_command("list_tenants", "--state", "spare", "--json", stdout=out)
    return [uuid.UUID(each["uuid"]) for each in json.loads(out.getvalue())]


def test_one_that_is_being_made_is_not_met_either() -> None:
    number = console.number()
    tasks.keep_spares()
    operation = Operation.objects.filter(kind="spare", state__in=RUNNABLE_STATES)[0]

    steps.kind_of(OperationKind.SPARE, "directory").run(operation)

    assert console.number() == number
    assert spares.NAME not in known.known().names


def test_the_command_makes_them_at_once(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("keep_spares", "--json")

    assert json.loads(capsys.readouterr().out) == {"spares": 2}
    assert len(ready()) == 2


def test_who_compares_roles_and_rights_knows_spares() -> None:
    look()

    names = {spare.schema_name for spare in ready()}
    assert not [finding for finding in drift.findings() if any(name in str(finding) for name in names)]
    with connection.cursor() as cursor:
        cursor.execute(f"REVOKE USAGE ON SCHEMA {min(names)} FROM {min(names)}")
    assert [finding for finding in drift.findings() if min(names) in str(finding)]


@pytest.mark.fault("F47")
def test_a_spare_whose_making_is_undone_leaves_nothing_that_could_be_claimed(settings: LazySettings) -> None:
    settings.SPARES = 1
    look()
    (kept,) = ready()
    operation = Operation.objects.get(kind="spare", tenant=kept.uuid)
    Operation.objects.filter(pk=operation.pk).update(state=OperationState.FAILED.value)

    operations.undo(operation, by=OPERATOR)
    found = run(operation)

    assert found.state == OperationState.UNDONE
    assert ready() == []
    assert left_of(kept.schema_name) == 0
    assert not Tenant.objects.filter(uuid=kept.uuid).exists()
