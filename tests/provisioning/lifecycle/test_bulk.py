"""One change for many municipalities, with a ledger that continues on error (requirement C-039)."""

import datetime
import io
import json
import uuid
from collections.abc import Sequence
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from provisioning.lifecycle import operations, runner, steps, tasks
from provisioning.lifecycle.bulk import asking, kinds, queries, running, selecting
from provisioning.lifecycle.bulk.selecting import Selection
from provisioning.lifecycle.bulk.types import BulkKind, Outcome
from provisioning.lifecycle.commands import DONE, FAILED, REFUSED, WAITS
from provisioning.lifecycle.errors import RefusedError, StepError
from provisioning.lifecycle.models import Bulk, Operation
from provisioning.lifecycle.progress import Progress
from provisioning.lifecycle.types import OperationKind
from tenants.models import FeatureSwitch, OperatorRecord, Tenant
from tenants.types import Notice, State, TenantRef
from tests.provisioning.lifecycle.empty_towns import many
from tests.provisioning.lifecycle.plans import OPERATOR

pytestmark = [pytest.mark.covers("C-039"), pytest.mark.django_db]
SUSPEND, SWITCH = BulkKind.SUSPEND, BulkKind.SWITCH_FEATURE
MANY = 50


def suspend(tenants: Sequence[Tenant]) -> Bulk:
    return asking.request_bulk(SUSPEND, tenants, by=OPERATOR, why="Storing")


def work(bulk: Bulk) -> None:
    """Do what the workers do: ask at each, and run what was asked."""
    tasks.run_bulk(str(bulk.uuid))
    for item in queries.bulk(bulk.uuid).items:
        if item.outcome is Outcome.RUNNING and item.operation:
            runner.run(item.operation)


def counts(bulk: Bulk) -> dict[str, int]:
    return queries.bulk(bulk.uuid).counts


def breaks_for(tenant: Tenant, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the step of a suspension fail at one municipality."""
    (usual,) = steps.STEPS[OperationKind.SUSPEND]

    def run(operation: Operation) -> None:
        if operation.tenant == tenant.uuid:
            raise StepError("De schijf is vol.", permanent=True)
        usual.run(operation)

    monkeypatch.setitem(
        steps.STEPS, OperationKind.SUSPEND, (steps.StepKind("suspend", usual.title, run, usual.undo),)
    )


def test_one_of_fifty_that_fails_leaves_forty_nine_done_and_one_to_try_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tenants = many(MANY)
    bulk = suspend(tenants)
    with monkeypatch.context() as broken:
        breaks_for(tenants[17], broken)
        work(bulk)

    assert counts(bulk) == {"done": MANY - 1, "failed": 1}
    assert Tenant.objects.filter(name__startswith="Proefstad", state=State.SUSPENDED).count() == MANY - 1
    (failed,) = [item for item in queries.bulk(bulk.uuid).items if item.outcome is Outcome.FAILED]
    assert (failed.name, failed.reasons) == ("Proefstad 17", {"suspend": ["De schijf is vol."]})
    done = set(Operation.objects.filter(kind="suspend", state="done").values_list("uuid", "fence"))

    assert asking.retry_bulk(bulk, by=OPERATOR) == 1
    work(bulk)

    assert counts(bulk) == {"done": MANY}
    assert Operation.objects.filter(kind="suspend").count() == MANY
    assert done < set(Operation.objects.filter(kind="suspend", state="done").values_list("uuid", "fence"))


def test_each_municipality_has_an_operation_of_its_own_in_the_name_of_who_asked() -> None:
    tenants = many(2)
    bulk = suspend(tenants)
    work(bulk)

    found = Operation.objects.filter(kind="suspend")
    assert {each.tenant for each in found} == {each.uuid for each in tenants}
    assert {(each.requested_by, each.reason) for each in found} == {(OPERATOR.name, "Storing")}
    record = OperatorRecord.objects.get(action="bulk.requested")
    assert (record.actor, record.details["municipalities"]) == (OPERATOR.name, 2)


def test_what_is_refused_at_one_is_told_and_tried_again_alone() -> None:
    tenants = many(3)
    other = operations.request_suspension(tenant=tenants[1].uuid, by=OPERATOR, why="x")
    bulk = suspend(tenants)
    work(bulk)
    assert counts(bulk) == {"done": 2, "refused": 1}
    assert "loopt al een opdracht" in str(queries.bulk(bulk.uuid).items[1].reasons)

    runner.run(other.uuid)
    asking.retry_bulk(bulk, by=OPERATOR)
    work(bulk)

    assert counts(bulk) == {"done": 2, "unchanged": 1}
    with pytest.raises(RefusedError):
        asking.retry_bulk(bulk, by=OPERATOR)


@pytest.mark.fault("F37")
@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_a_worker_that_is_killed_is_succeeded_by_one_that_asks_nobody_twice(
    monkeypatch: pytest.MonkeyPatch, after: bool
) -> None:
    bulk = suspend(many(5))
    usual, asked = kinds.ask, []

    def deadly(*args: Any, **options: Any) -> Any:
        found = usual(*args, **options) if after or len(asked) < 2 else None
        asked.append(found)
        if len(asked) == 3:
            raise SystemExit
        return found

    with monkeypatch.context() as dying:
        dying.setattr(kinds, "ask", deadly)
        with pytest.raises(SystemExit):
            tasks.run_bulk(str(bulk.uuid))
    assert counts(bulk) == {"waiting": 3, "running": 2}

    work(bulk)

    assert counts(bulk) == {"done": 5}
    assert Operation.objects.filter(kind="suspend").count() == 5


def test_an_error_that_nobody_knows_stops_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    tenants = many(3)
    bulk = suspend(tenants)
    usual = kinds.ask

    def broken(kind: BulkKind, tenant: Tenant, *args: Any, **options: Any) -> Any:
        return 1 / 0 if tenant.pk == tenants[0].pk else usual(kind, tenant, *args, **options)

    monkeypatch.setattr(kinds, "ask", broken)
    work(bulk)

    assert counts(bulk) == {"done": 2, "refused": 1}


@pytest.mark.fault("F26")
def test_what_the_queue_lost_is_asked_again_by_beat(sent: list[Any]) -> None:
    bulk = suspend(many(1))

    tasks.resume_operations()
    assert ("provisioning.lifecycle.tasks.run_bulk", [str(bulk.uuid)], None) in sent
    assert bulk.uuid not in queries.waiting()

    Bulk.objects.update(queued_at="2020-01-01T00:00:00Z")
    assert bulk.uuid in queries.waiting()
    work(bulk)
    assert bulk.uuid not in queries.waiting()


def test_a_dry_run_tells_what_would_change_and_changes_nothing() -> None:
    first, second, third = many(3)
    operations.request_suspension(tenant=second.uuid, by=OPERATOR, why="x")
    Tenant.objects.filter(pk=third.pk).update(state=State.SUSPENDED.value)
    third.refresh_from_db()
    before = (Operation.objects.count(), OperatorRecord.objects.count())

    rows = asking.foresee(SUSPEND, [first, second, third], why="Storing")

    assert [row.outcome for row in rows] == [Outcome.DONE, Outcome.REFUSED, Outcome.UNCHANGED]
    assert (Operation.objects.count(), OperatorRecord.objects.count()) == before
    assert not Bulk.objects.exists()


NOTICE = Notice("Onderhoud", "", None)
LATER = (timezone.now() + datetime.timedelta(days=400)).isoformat()
CHANGES: list[tuple[BulkKind, str, dict[str, Any]]] = [
    (SUSPEND, "Storing", {}),
    (SUSPEND, " ", {}),
    (BulkKind.RESUME, "", {}),
    (BulkKind.MAINTENANCE, "", {"notice": NOTICE.as_stored()}),
    (BulkKind.MAINTENANCE, "", {"notice": NOTICE.as_stored(), "starts_at": LATER}),
    (BulkKind.MAINTENANCE, "", {"notice": Notice("", "", None).as_stored()}),
    (SWITCH, "", {"feature": "search", "on": True}),
    (SWITCH, "", {"feature": "search", "on": False}),
    (SWITCH, "", {"feature": "nothing", "on": True}),
    (SWITCH, "", {"feature": "core", "on": True}),
    (BulkKind.CHANGE_THEME, "", {"theme": "zonnedam"}),
    (BulkKind.CHANGE_THEME, "", {"theme": "waterrijk"}),
    (BulkKind.CHANGE_THEME, "", {"theme": "nothing"}),
]


def in_all_conditions() -> list[Tenant]:
    """Make municipalities of each sort that a change may meet."""
    _free, searching, busy, failed, suspended, maintained = found = many(6)
    FeatureSwitch.objects.create(tenant=searching, feature="search", is_on=True)
    operations.request_suspension(tenant=busy.uuid, by=OPERATOR, why="x")
    operations.request_suspension(tenant=failed.uuid, by=OPERATOR, why="x")
    Operation.objects.filter(tenant=failed.uuid).update(state="failed")
    Tenant.objects.filter(pk=suspended.pk).update(state=State.SUSPENDED.value, state_before="live")
    Tenant.objects.filter(pk=maintained.pk).update(state=State.MAINTENANCE.value, state_before="live")
    return list(Tenant.objects.filter(pk__in=[each.pk for each in found]).order_by("pk"))


@pytest.mark.parametrize(("kind", "why", "parameters"), CHANGES)
def test_what_is_foreseen_is_what_becomes_of_it(kind: BulkKind, why: str, parameters: dict[str, Any]) -> None:
    tenants = in_all_conditions()
    foreseen = asking.foresee(kind, tenants, why=why, parameters=parameters)

    bulk = asking.request_bulk(kind, tenants, by=OPERATOR, why=why, parameters=parameters)
    tasks.run_bulk(str(bulk.uuid))

    asked = {Outcome.RUNNING: Outcome.DONE, Outcome.PLANNED: Outcome.DONE}
    became = [
        (each.tenant, asked.get(each.outcome, each.outcome), dict(each.reasons))
        for each in queries.bulk(bulk.uuid).items
    ]
    assert [(each.tenant, each.outcome, dict(each.reasons)) for each in foreseen] == became


@pytest.mark.parametrize(("kind", "why", "parameters"), [CHANGES[0], CHANGES[3], CHANGES[6], CHANGES[11]])
def test_a_thousand_are_foreseen_with_as_many_queries_as_three(
    kind: BulkKind, why: str, parameters: dict[str, Any]
) -> None:
    tenants = many(30)

    def asked(some: list[Tenant]) -> int:
        with CaptureQueriesContext(connection) as found:
            asking.foresee(kind, some, why=why, parameters=parameters)
        return len(found)

    assert asked(tenants[:3]) == asked(tenants) <= 12


def test_looking_beforehand_locks_nobody_out() -> None:
    tenants = many(3)

    with CaptureQueriesContext(connection) as found:
        asking.foresee(SUSPEND, tenants, why="Storing")

    assert [each["sql"] for each in found if not each["sql"].startswith("SELECT")] == []
    assert [each["sql"] for each in found if "FOR " in each["sql"] or "pg_advisory" in each["sql"]] == []


def test_nothing_chosen_or_not_enough_said_is_refused() -> None:
    with pytest.raises(RefusedError) as nobody:
        suspend([])
    with pytest.raises(RefusedError) as nothing:
        asking.request_bulk(SWITCH, many(1), by=OPERATOR)

    assert set(nobody.value.reasons) == {"tenants"}
    assert set(nothing.value.reasons) == {"feature", "on"}


def test_a_selection_is_all_that_is_said_and_nothing_said_is_nobody(
    zonnedam: TenantRef, waterrijk: TenantRef
) -> None:
    def names(**words: Any) -> list[str]:
        return [tenant.name for tenant in selecting.matching(Selection(**words))]

    Tenant.objects.filter(uuid=waterrijk.uuid).update(state=State.SUSPENDED.value)
    assert names() == []
    assert names(everybody=True) == ["Waterrijk", "Zonnedam"]
    assert names(state="live") == ["Zonnedam"]
    assert names(feature="search", theme="waterrijk") == ["Waterrijk"]
    assert names(kind="production") == []


def data(*words: str) -> tuple[int, Any]:
    """Run a command that answers in JSON."""
    out = io.StringIO()
    try:
        call_command(*words, "--json", stdout=out, stderr=io.StringIO())
    except SystemExit as end:
        return int(end.code or 0), json.loads(out.getvalue())
    return DONE, json.loads(out.getvalue())


@pytest.mark.covers("C-072", "C-030")
def test_a_feature_is_switched_at_all_from_the_command_line(
    zonnedam: TenantRef, waterrijk: TenantRef
) -> None:
    words = ("bulk", "switch-feature", "--feature", "search", "--position", "off", "--all")

    code, would = data(*words, "--dry-run")
    assert (code, would["counts"]) == (DONE, {"change": 2, "stay": 0, "be_refused": 0})
    assert data(*words)[0] == WAITS
    Operation.objects.all().delete()
    code, done = data(*words, "--wait")

    assert (code, done["counts"]) == (DONE, {"done": 2})
    assert not any("search" in tenant.ref().features for tenant in Tenant.objects.all())
    assert data("show_bulk", done["bulk"]) == (DONE, done)
    assert data("retry_bulk", done["bulk"])[0] == REFUSED
    assert data(*words, "--dry-run")[1]["counts"]["stay"] == 2


@pytest.mark.parametrize(
    "words",
    [
        ("suspend", "--reason", "x"),
        ("switch-feature", "--all", "--feature", "search"),
        ("change-theme", "--all"),
        ("suspend", "--tenant", "nergens.localhost"),
    ],
)
def test_what_is_incomplete_is_refused_on_the_command_line(
    zonnedam: TenantRef, words: tuple[str, ...]
) -> None:
    assert data("bulk", *words)[0] == REFUSED
    assert data("bulk", *words, "--dry-run")[0] == REFUSED


@pytest.mark.covers("C-037", "C-072")
def test_maintenance_and_its_end_and_another_theme_go_to_those_that_are_named(
    zonnedam: TenantRef, waterrijk: TenantRef
) -> None:
    named = ("--tenant", "zonnedam.localhost", "--tenant", str(waterrijk.uuid), "--wait")

    assert data("bulk", "maintenance", "--dutch", "Even geduld.", *named)[1]["counts"] == {"done": 2}
    assert data("bulk", "resume", *named)[1]["counts"] == {"done": 2}
    changed = data("bulk", "change-theme", "--theme", "waterrijk", *named)
    assert (changed[0], changed[1]["counts"]) == (DONE, {"done": 1, "unchanged": 1})
    assert data("bulk", "suspend", *named)[0] == FAILED  # no reason


@pytest.mark.parametrize("word", ["x", str(uuid.UUID(int=7))])
@pytest.mark.parametrize("command", ["show_bulk", "retry_bulk"])
def test_a_bulk_operation_of_nobody_is_refused(command: str, word: str) -> None:
    assert data(command, word)[1]["refused"].keys() == {"bulk"}


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True

    def write(self, text: str, ending: str = "") -> int:  # as Django's wrapper has it
        return super().write(text + ending)


@pytest.mark.covers("C-072")
@pytest.mark.parametrize(("stream", "shown", "seen"), [(Terminal, True, True), (Terminal, False, False)])
def test_a_bar_is_drawn_on_a_terminal_only(stream: type[Terminal], shown: bool, seen: bool) -> None:
    terminal, file = stream(), io.StringIO()
    for each in (terminal, file):
        bar = Progress(each, shown=shown)
        bar.show(1, 2)
        bar.end()

    assert ("1/2" in terminal.getvalue()) is seen
    assert file.getvalue() == ""


def test_at_a_terminal_people_read_what_asks_for_attention(zonnedam: TenantRef, waterrijk: TenantRef) -> None:
    operations.request_suspension(tenant=zonnedam.uuid, by=OPERATOR, why="x")
    out, err = io.StringIO(), Terminal()

    with pytest.raises(SystemExit):
        call_command("bulk", "suspend", "--all", "--reason", "x", "--wait", stdout=out, stderr=err)

    assert "1 done, 1 refused" in out.getvalue()
    assert "refused  Zonnedam: Er loopt al" in out.getvalue()
    assert "2/2" in err.getvalue()


def test_the_database_that_is_away_leaves_it_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    from django.db import OperationalError

    bulk = suspend(many(1))

    def away(*_args: Any, **_options: Any) -> None:
        raise OperationalError

    with monkeypatch.context() as broken:
        broken.setattr(kinds, "ask", away)
        with pytest.raises(OperationalError):
            running.advance(bulk.uuid)

    assert counts(bulk) == {"waiting": 1}
