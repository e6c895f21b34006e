"""Everything that operators do, from the command line: words or JSON, and a code that scripts can use (C-072)."""

import io
import json
import uuid
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from provisioning.lifecycle import operations
from provisioning.lifecycle.commands import DONE, FAILED, REFUSED, WAITS
from provisioning.lifecycle.management import commands
from provisioning.lifecycle.models import Operation
from provisioning.lifecycle.types import OperationKind, OperationState
from tenants.entry import enter
from tenants.models import OperatorRecord, Plan, Tenant
from tenants.types import State, TenantRef
from tests import states
from tests.provisioning.lifecycle.plans import OPERATOR, plan

pytestmark = pytest.mark.covers("C-072")
HOST = "zonnedam.localhost"
NOBODY = "nergens.localhost"


def run(*words: str) -> tuple[int, str, str]:
    """Run a command in this process; answers its code and what it said."""
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command(*words, stdout=out, stderr=err)
    except SystemExit as end:
        return int(end.code or 0), out.getvalue(), err.getvalue()
    return DONE, out.getvalue(), err.getvalue()


def data(*words: str) -> tuple[int, Any]:
    """Run a command that answers in JSON."""
    code, out, _err = run(*words, "--json")
    return code, json.loads(out)


def row(tenant: TenantRef) -> Tenant:
    return Tenant.objects.get(uuid=tenant.uuid)


def words_of(**changes: Any) -> list[str]:
    wanted = plan(**changes)
    return [
        "open_tenant", "--name", wanted.name, "--host", wanted.host, "--kind", wanted.kind,
        "--administrator", wanted.administrator, "--theme", wanted.theme, "--feature", "search",
    ]  # fmt: skip


@pytest.mark.usefixtures("committing")
def test_a_municipality_is_opened_and_shown() -> None:
    words = words_of()

    code, opened = data(*words, "--wait", "--reason", "Nieuwe klant")

    assert (code, opened["state"], {step["state"] for step in opened["steps"]}) == (DONE, "done", {"done"})
    code, shown = data("show_tenant", words[4])
    assert (code, shown["state"], shown["features"], shown["uuid"]) == (
        DONE,
        "trial",
        ["search"],
        opened["tenant"],
    )
    assert shown["operations"][0]["operation"] == opened["operation"]


def test_what_is_wrong_with_an_opening_is_said_per_field(db: None) -> None:
    words = words_of(name="", host="console.localhost")

    code, _out, err = run(*words)
    assert code == REFUSED
    assert {line.split(":")[0] for line in err.splitlines()} == {"name", "host"}

    code, refused = data(*words)
    assert (code, set(refused["refused"])) == (REFUSED, {"name", "host"})


def test_without_waiting_it_says_that_a_worker_will_do_it(db: None) -> None:
    code, asked = data(*words_of())

    assert (code, asked["state"]) == (WAITS, "requested")


@pytest.mark.parametrize("text", [None, "{", "[]"])
def test_a_blueprint_that_is_none_is_refused(db: None, tmp_path: Path, text: str | None) -> None:
    path = tmp_path / "blueprint.json"
    if text is not None:
        path.write_text(text)

    code, refused = data(*words_of(), "--blueprint", str(path))

    assert (code, set(refused["refused"])) == (REFUSED, {"blueprint"})


def test_municipalities_are_listed_by_state(zonnedam: TenantRef, waterrijk: TenantRef) -> None:
    states.become(waterrijk, State.SUSPENDED)

    code, out, _err = run("list_tenants", "--state", "live")

    assert (code, HOST in out, "waterrijk" in out) == (DONE, True, False)
    assert [each["name"] for each in data("list_tenants")[1]] == ["Waterrijk", "Zonnedam"]


@pytest.mark.parametrize("word", [NOBODY, str(uuid.UUID(int=7)), "x y"])
def test_a_municipality_of_nobody_is_refused(db: None, word: str) -> None:
    assert run("show_tenant", word)[0] == REFUSED
    assert data("suspend_tenant", word, "--reason", "x")[1]["refused"].keys() == {"tenant"}


def test_a_municipality_is_suspended_and_resumed(zonnedam: TenantRef) -> None:
    by = ("--by", OPERATOR.name)
    assert data("suspend_tenant", HOST, "--reason", "Storing", "--wait", *by)[0] == DONE
    assert row(zonnedam).state == State.SUSPENDED
    assert data("resume_tenant", str(zonnedam.uuid), "--wait")[0] == DONE
    assert row(zonnedam).state == State.LIVE

    record = OperatorRecord.objects.get(action="tenant.suspended", tenant=zonnedam.uuid)
    assert (record.actor_kind, record.actor, record.origin) == ("operator", OPERATOR.name, "manage.py")
    assert "Storing" in str(vars(record))


def test_a_suspension_without_a_reason_is_refused(zonnedam: TenantRef) -> None:
    assert data("suspend_tenant", HOST)[1]["refused"].keys() == {"reason"}


def test_maintenance_is_planned_with_text_and_end(zonnedam: TenantRef) -> None:
    times = ("--starts-at", "2031-05-04T12:00", "--ends-at", "2031-05-04T14:00")

    code, asked = data("maintenance", HOST, "--dutch", "Even geduld.", *times)

    assert (code, asked["state"], asked["due_at"]) == (WAITS, "planned", "2031-05-04T10:00:00+00:00")
    assert data("undo_operation", asked["operation"])[1]["state"] == "undone"


@pytest.mark.parametrize("moment", ["morgen", "2031-02-31T10:00"])
def test_a_moment_that_is_none_is_refused(zonnedam: TenantRef, moment: str) -> None:
    assert data("maintenance", HOST, "--dutch", "x", "--ends-at", moment)[1]["refused"].keys() == {"ends_at"}


def test_maintenance_begins_at_once(zonnedam: TenantRef) -> None:
    assert run("maintenance", HOST, "--dutch", "Even geduld.", "--wait")[0] == DONE

    assert (row(zonnedam).state, row(zonnedam).notice["dutch"]) == (State.MAINTENANCE, "Even geduld.")


@pytest.mark.covers("C-030")
def test_a_feature_is_switched_at_once(zonnedam: TenantRef) -> None:
    code, done = data("switch_feature", HOST, "search", "off")

    assert (code, done["state"]) == (DONE, "done")
    assert "search" not in row(zonnedam).ref().features
    assert data("switch_feature", HOST, "search", "off") == (DONE, {"operation": None})
    assert data("switch_feature", HOST, "gamma", "on")[1]["refused"].keys() == {"feature"}


def test_name_and_theme_are_changed_where_people_see_them(zonnedam: TenantRef) -> None:
    from django.contrib.sites.models import Site

    code, done = data("change_settings", HOST, "--name", "Zonnedam aan Zee", "--theme", "waterrijk", "--wait")

    assert (code, done["state"]) == (DONE, "done")
    assert (row(zonnedam).name, row(zonnedam).theme) == ("Zonnedam aan Zee", "waterrijk")
    with enter(row(zonnedam).ref()):
        assert Site.objects.get().name == "Zonnedam aan Zee"
    record = OperatorRecord.objects.get(action="tenant.settings_changed", tenant=zonnedam.uuid)
    assert "'theme': 'zonnedam'" in str(vars(record))
    assert "'theme': 'waterrijk'" in str(vars(record))


@pytest.mark.covers("C-010", "C-072")
def test_a_plan_is_given_taken_away_and_listed(zonnedam: TenantRef) -> None:
    Plan.objects.create(key="basis", name="Basis")

    assert data("change_settings", HOST, "--plan", "basis", "--wait")[0] == DONE
    with_plan = data("list_tenants", "--plan", "basis")[1]
    others = [each["plan"] for each in data("list_tenants", "--plan", "geen")[1]]
    assert data("change_settings", HOST, "--plan", "geen", "--wait")[0] == DONE

    assert [(each["name"], each["plan"]) for each in with_plan] == [("Zonnedam", "basis")]
    assert set(others) == {""}
    assert row(zonnedam).plan is None
    assert data("list_tenants", "--plan", "bestaat-niet")[1]["refused"].keys() == {"plan"}


@pytest.mark.parametrize(
    ("words", "field"),
    [
        (("--name", "Waterrijk"), "name"),
        (("--theme", "bestaat-niet"), "theme"),
        (("--theme", "zonnedam"), "settings"),
    ],
)
def test_a_name_of_another_an_unknown_theme_or_nothing_new_is_refused(
    zonnedam: TenantRef, waterrijk: TenantRef, words: tuple[str, str], field: str
) -> None:
    assert data("change_settings", HOST, *words)[1]["refused"].keys() == {field}


def test_a_changed_name_that_is_undone_is_the_old_one_everywhere(zonnedam: TenantRef) -> None:
    from django.contrib.sites.models import Site

    _code, done = data("change_settings", HOST, "--name", "Zonnedam aan Zee", "--wait")
    Operation.objects.filter(uuid=done["operation"]).update(state=OperationState.FAILED.value)

    assert data("undo_operation", done["operation"], "--wait")[0] == DONE

    assert row(zonnedam).name == "Zonnedam"
    with enter(row(zonnedam).ref()):
        assert Site.objects.get().name == "Zonnedam"


def failed_suspension(tenant: TenantRef) -> str:
    operation = operations.request_suspension(tenant=tenant.uuid, by=OPERATOR, why="x")
    Operation.objects.filter(pk=operation.pk).update(state=OperationState.FAILED.value)
    return str(operation.uuid)


def test_a_failed_operation_is_shown_and_tried_again(zonnedam: TenantRef) -> None:
    identity = failed_suspension(zonnedam)

    code, out, _err = run("show_operation", identity)
    assert (code, "failed" in out) == (FAILED, True)
    assert run("retry_operation", identity, "--wait")[0] == DONE

    assert row(zonnedam).state == State.SUSPENDED
    assert run("retry_operation", identity)[0] == REFUSED


@pytest.mark.parametrize("word", ["x", str(uuid.UUID(int=7))])
@pytest.mark.parametrize("command", ["show_operation", "retry_operation", "undo_operation"])
def test_an_operation_of_nobody_is_refused(db: None, command: str, word: str) -> None:
    assert data(command, word)[1]["refused"].keys() == {"operation"}


def test_where_a_login_may_not_run_steps_a_command_waits_for_the_worker(
    zonnedam: TenantRef, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    identity = str(operations.request_suspension(tenant=zonnedam.uuid, by=OPERATOR, why="x").uuid)
    settings.PROCESS = "console"

    def the_worker_is_done(_seconds: float) -> None:
        Operation.objects.filter(uuid=identity).update(state=OperationState.DONE.value)

    monkeypatch.setattr("provisioning.lifecycle.commands.time.sleep", the_worker_is_done)

    assert run("show_operation", identity, "--wait")[0] == DONE
    assert row(zonnedam).state == State.LIVE


def test_patience_ends(zonnedam: TenantRef, settings: Any) -> None:
    settings.PROCESS = "console"
    identity = str(operations.request_suspension(tenant=zonnedam.uuid, by=OPERATOR, why="x").uuid)

    assert run("show_operation", identity, "--wait", "0")[0] == WAITS


@pytest.mark.covers("C-033")
def test_releases_are_listed_shown_and_put_back(zonnedam: TenantRef) -> None:
    assert data("show_release", HOST)[1]["refused"].keys() == {"release"}
    assert data("baseline_releases")[1]["made"] == ["Zonnedam", "Waterrijk"]
    data("switch_feature", HOST, "search", "off", "--reason", "Storing", "--by", OPERATOR.name)

    listed = data("list_releases", HOST)[1]
    assert (listed[0]["number"], listed[0]["kind"], listed[0]["changed"]) == (2, "change", ["Onderdelen"])
    assert data("list_releases", HOST, "--most", "1")[1] == listed[:1]
    code, out, _err = run("show_release", HOST)
    assert (code, "Storing" in out, "Onderdeel Zoeken: aan → uit" in out) == (DONE, True, True)
    code, shown = data("show_release", HOST, "1", "--against", "2", "--values")
    assert shown["diff"][0]["lines"] == ["Onderdeel Zoeken: uit → aan"]
    assert shown["values"]["theme"] == "zonnedam"
    assert data("roll_back", HOST, "1", "--wait")[0] == DONE
    assert "search" in row(zonnedam).ref().features
    assert data("roll_back", HOST, "1", "--part", "gamma")[0] == REFUSED
    assert data("show_release", HOST, "9")[1]["refused"].keys() == {"release"}


@pytest.mark.covers("C-033")
def test_drift_is_shown_and_ends_with_a_code(zonnedam: TenantRef) -> None:
    run("baseline_releases")
    assert run("show_release", HOST, "--drift")[0] == DONE

    Tenant.objects.filter(uuid=zonnedam.uuid).update(theme="waterrijk")

    code, out, _err = run("show_release", HOST, "--drift")
    assert (code, "Thema: Zonnedam → Waterrijk" in out) == (FAILED, True)
    assert data("show_release", HOST, "--drift")[1]["drift"][0]["part"] == "theme"


def test_every_kind_of_operation_that_has_steps_has_a_command() -> None:
    from provisioning.lifecycle import steps

    folder = Path(commands.__path__[0])
    texts = " ".join(path.read_text() for path in folder.glob("*.py"))
    asks = {
        OperationKind.OPEN: "request_opening", OperationKind.SUSPEND: "request_suspension",
        OperationKind.RESUME: "request_resumption", OperationKind.MAINTENANCE: "request_maintenance",
        OperationKind.CHANGE_DOMAINS: "request_domain", OperationKind.SWITCH_FEATURE: "switch_feature",
        OperationKind.CHANGE_SETTINGS: "request_settings",
        OperationKind.ROLL_BACK: "request_roll_back", OperationKind.CONFIGURE: "request_configuration",
        OperationKind.CLONE: "request_clone", OperationKind.GO_LIVE: "request_going_live",
        OperationKind.SPARE: "keep_spares", OperationKind.DISCARD: "keep_spares",
    }  # fmt: skip

    for kind in steps.STEPS:
        assert asks[kind] in texts, kind


def test_a_name_that_another_is_about_to_get_is_taken(zonnedam: TenantRef, waterrijk: TenantRef) -> None:
    assert data("change_settings", HOST, "--name", "Duinstad")[0] == WAITS

    code, refused = data("change_settings", "waterrijk.localhost", "--name", "Duinstad")

    assert (code, refused["refused"].keys()) == (REFUSED, {"name"})
