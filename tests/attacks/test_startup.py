"""A process that would work without a wall does not work at all, and says which wall and what to do.

Each test shows the refusal of one thing; those at the end show what would happen without it.
"""

import base64
import sys
import types
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, connections
from pytest_django import Settings

from config.local import children
from tenants.keys import local
from tenants.models import DataKey, Tenant
from tenants.refusals import database, guard, rules
from tenants.types import State, TenantRef
from tests import statements, states
from tests.attacks import pooler, processes
from tests.browser import web
from tests.stack import ROOT, answers, until

SHORT_KEY = base64.b64encode(b"sixteen bytes...").decode()
OTHER_KEY = base64.b64encode(b"another key of 32 bytes in all..").decode()
SHARING = [
    ("transaction", {}),
    ("transaction", {"server_round_robin": "1"}),
    ("transaction", {"default_pool_size": "1"}),
    ("transaction", {"server_reset_query": "DISCARD ALL", "server_reset_query_always": "1"}),
    ("statement", {}),
]
pytestmark = pytest.mark.usefixtures("django_db_setup")


@pytest.fixture(autouse=True)
def _nobody_looks_at_the_tests_own_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard.guard, "is_sound", True)


def parameters(**changes: Any) -> dict[str, Any]:
    """Answer how the portal's login reaches the database."""
    values = processes.environment()
    return {
        **connection.get_connection_params(),
        "user": "inwonerplein_portal",
        "password": values["DATABASE_PASSWORD_PORTAL"],
        **changes,
    }


def refused(**changes: Any) -> list[str | None]:
    """Ask what is refused of the portal's process that reaches the database in this way."""
    return [found.id for found in database.refusals(parameters(**changes))]


@pytest.fixture
def as_portal(settings: Settings) -> None:
    settings.PROCESS = "portal"


# --- a pooler that hands connections on ----------------------------------------------------------


@pytest.mark.attack("T22", "V1")
@pytest.mark.covers("architecture T9")
@pytest.mark.parametrize(("mode", "settings_of_pooler"), SHARING)
def test_a_pooler_that_does_not_keep_sessions_is_found_however_it_chooses(
    tmp_path: Path, mode: pooler.Mode, settings_of_pooler: dict[str, str]
) -> None:
    with pooler.running(tmp_path, mode, **settings_of_pooler) as port:
        assert refused(host="127.0.0.1", port=port) == ["tenants.E010"]


@pytest.mark.attack("T22")
def test_a_pooler_that_is_in_use_is_found_too(tmp_path: Path) -> None:
    with pooler.running(tmp_path, "transaction") as port:
        busy = [database.psycopg.connect(**parameters(host="127.0.0.1", port=port)) for _ in range(3)]
        for each in busy:
            each.execute("SELECT 1")  # three connections to the server, of which two are idle from now on
        for each in busy[1:]:
            each.rollback()

        assert refused(host="127.0.0.1", port=port) == ["tenants.E010"]

        for each in busy:
            each.close()


@pytest.mark.attack("T22")
def test_a_pooler_that_refuses_our_settings_is_named(tmp_path: Path) -> None:
    with pooler.running(tmp_path, "session", ignore_startup_parameters="extra_float_digits") as port:
        found = database.refusals(
            parameters(host="127.0.0.1", port=port, options="-c statement_timeout=30000")
        )

    assert [each.id for each in found] == ["tenants.E010"]


@pytest.mark.attack("T22")
def test_a_pooler_in_session_mode_passes_and_is_mentioned(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    with pooler.running(tmp_path, "session") as port:
        assert refused(host="127.0.0.1", port=port) == []

    assert "start.pooler" in caplog.text


@pytest.mark.attack("T22")
def test_without_a_pooler_nothing_is_refused_and_nothing_said(caplog: pytest.LogCaptureFixture) -> None:
    assert refused() == []
    assert "start." not in caplog.text


@pytest.mark.attack("T22")
def test_a_web_process_behind_such_a_pooler_does_not_start(tmp_path: Path) -> None:
    with pooler.running(tmp_path, "transaction") as port:
        answer = processes.load("console", DATABASE_PORT=str(port))

    assert answer.returncode != 0
    assert "tenants.E010" in answer.stdout
    assert "session mode" in answer.stdout


@pytest.mark.attack("T22")
def test_the_web_server_gives_up_instead_of_trying_for_ever(tmp_path: Path) -> None:
    with pooler.running(tmp_path, "transaction") as port:
        values = processes.environment(DATABASE_PORT=str(port))
        words = ("gunicorn", "config.wsgi:application", "--bind", "127.0.0.1:0", "--no-control-socket")
        answer = processes.run("-m", *words, values=values)

    assert answer.returncode != 0
    assert "tenants.E010" in answer.stdout


@pytest.mark.attack("T22")
def test_a_worker_behind_such_a_pooler_does_not_start(tmp_path: Path) -> None:
    with pooler.running(tmp_path, "transaction") as port:
        values = processes.environment("lifecycle", DATABASE_PORT=str(port))
        answer = processes.run("-m", "celery", "-A", "config.celery", "worker", "-c", "1", values=values)

    assert answer.returncode != 0
    assert "tenants.E010" in answer.stdout


@pytest.mark.attack("T22")
def test_a_command_behind_such_a_pooler_gets_no_connection(tmp_path: Path) -> None:
    with pooler.running(tmp_path, "transaction") as port:
        values = processes.environment("migrations", DATABASE_PORT=str(port))
        answer = processes.run("manage.py", "migrate_public", values=values)

    assert answer.returncode != 0
    assert "tenants.E010" in answer.stdout


@pytest.mark.attack("T22")
@pytest.mark.fault("F30")
def test_a_process_that_started_without_the_database_looks_when_it_comes(tmp_path: Path) -> None:
    """It says 503 while the pooler is wrong, and serves without a restart when it is right."""
    database_port = pooler.free_port()
    with portal_process(tmp_path, DATABASE_HOST="127.0.0.1", DATABASE_PORT=str(database_port)) as port:
        with pooler.running(tmp_path, "transaction", port=database_port):
            refusing = [web.get(port, "zonnedam.localhost", "/zoeken/").status for _ in range(3)]
            ready = web.get(port, "127.0.0.1", "/readyz")
        with pooler.running(tmp_path, "session", port=database_port):
            until(lambda: web.get(port, "zonnedam.localhost", "/zoeken/").status == 200, "the portal")

    said = (tmp_path / "portal.log").read_text()
    assert refusing == [503, 503, 503]
    assert (ready.status, b"tenants.E010" in ready.body) == (503, True)
    assert said.count('"start.database_away"') == 1
    assert '"level": "critical"' in said


# --- ASGI ----------------------------------------------------------------------------------------


@pytest.mark.covers("architecture T9")
def test_there_is_no_asgi_application() -> None:
    answer = processes.run("-c", "import config.asgi", values=processes.environment())

    assert answer.returncode != 0
    assert "gunicorn config.wsgi" in answer.stdout


@pytest.mark.covers("architecture T9")
def test_an_asgi_server_does_not_get_the_wsgi_application_either() -> None:
    words = (
        "gunicorn",
        "config.wsgi:application",
        "-k",
        "asgi",
        "--bind",
        "127.0.0.1:0",
        "--no-control-socket",
    )

    answer = processes.run("-m", *words, values=processes.environment())

    assert answer.returncode != 0
    assert "tenants.E006" in answer.stdout


@pytest.mark.covers("architecture T9")
def test_the_application_does_not_load_in_an_event_loop() -> None:
    program = "import asyncio, importlib\nasync def load(): importlib.import_module('config.wsgi')\nasyncio.run(load())"

    answer = processes.run("-c", program, values=processes.environment())

    assert answer.returncode != 0
    assert "tenants.E006" in answer.stdout


# --- secrets and keys ----------------------------------------------------------------------------


@pytest.mark.fault("F64")
@pytest.mark.parametrize("name", ["DJANGO_SECRET_KEY", "KEY_ENCRYPTION_KEY", "DATABASE_PASSWORD_PORTAL"])
def test_a_process_without_a_proper_secret_does_not_start_and_says_which(name: str) -> None:
    answer = processes.load(**{name: None})

    assert answer.returncode != 0
    assert f"{name} is not set" in answer.stdout


@pytest.mark.fault("F64")
@pytest.mark.parametrize(
    ("name", "value", "refusal"),
    [
        ("SECRET_KEY", "", "tenants.E001"),
        ("SECRET_KEY", "geheim", "tenants.E001"),
        ("KEY_ENCRYPTION_KEY", "", "tenants.E002"),
        ("KEY_ENCRYPTION_KEY", "no base64!", "tenants.E002"),
        ("KEY_ENCRYPTION_KEY", SHORT_KEY, "tenants.E002"),
    ],
)
def test_a_secret_that_is_no_proper_one_is_refused(
    monkeypatch: pytest.MonkeyPatch, settings: Settings, name: str, value: str, refusal: str
) -> None:
    values = {
        "SECRET_KEY": "x" * 64,
        "SECRET_KEY_FALLBACKS": [],
        "KEY_ENCRYPTION_KEY": OTHER_KEY,
        name: value,
    }
    monkeypatch.setattr(rules, "settings", types.SimpleNamespace(**values))
    settings.KEY_ENCRYPTION_KEY = values["KEY_ENCRYPTION_KEY"]

    assert [found.id for found in rules.secrets()] == [refusal]


@pytest.mark.fault("F64")
@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"KEY_ENCRYPTION_KEYS_ALSO": [SHORT_KEY]}, "key 2 of KEY_ENCRYPTION_KEY holds 16 bytes"),
        ({"KEY_ENCRYPTION_PROVIDER": "tenants.keys.nowhere.Keys"}, "names tenants.keys.nowhere.Keys, which"),
        ({"KEY_ENCRYPTION_PROVIDER": "tenants.keys.file.FileKeys"}, "KEY_ENCRYPTION_KEY_PATH () is empty"),
        (
            {"KEY_ENCRYPTION_PROVIDER": "tenants.keys.file.FileKeys", "KEY_ENCRYPTION_KEY_PATH": "/nowhere"},
            "KEY_ENCRYPTION_KEY_PATH names /nowhere, which cannot be read: FileNotFoundError",
        ),
    ],
)
def test_keys_that_are_missing_or_no_proper_ones_are_named_and_never_shown(
    settings: Settings, changes: dict[str, Any], says: str
) -> None:
    for name, value in {"KEY_ENCRYPTION_KEY_PATH": "", **changes}.items():
        setattr(settings, name, value)

    [found] = rules.secrets()

    assert (found.id, says in found.msg) == ("tenants.E002", True)
    assert SHORT_KEY not in str(found)


@pytest.mark.fault("F64")
@pytest.mark.parametrize("kind", ["worker", "beat"])
def test_neither_worker_nor_beat_starts_without_a_proper_key(tmp_path: Path, kind: str) -> None:
    values = processes.environment("portal_worker", KEY_ENCRYPTION_KEY=SHORT_KEY)
    options = {"worker": ["-c", "1"], "beat": ["--pidfile=", f"--schedule={tmp_path / 'schedule'}"]}[kind]

    answer = processes.run("-m", "celery", "-A", "config.celery", kind, *options, values=values)

    assert answer.returncode != 0
    assert "KEY_ENCRYPTION_KEY holds 16 bytes" in answer.stdout


@pytest.mark.fault("F64")
@pytest.mark.usefixtures("own_database", "as_portal")
def test_a_municipality_that_serves_without_a_data_key_stops_the_process() -> None:
    DataKey.objects.filter(tenant=Tenant.objects.earliest("pk")).delete()

    assert refused(dbname=connection.settings_dict["NAME"]) == ["tenants.E013"]


@pytest.mark.usefixtures("own_database", "as_portal")
def test_one_that_does_not_serve_needs_none() -> None:
    tenant = Tenant.objects.earliest("pk")
    DataKey.objects.filter(tenant=tenant).delete()
    states.become(tenant, State.SUSPENDED)

    assert refused(dbname=connection.settings_dict["NAME"]) == []


@pytest.mark.fault("F64")
@pytest.mark.usefixtures("as_portal")
def test_another_key_than_the_data_keys_were_wrapped_with_stops_the_process(settings: Settings) -> None:
    usual = base64.b64decode(settings.KEY_ENCRYPTION_KEY)
    settings.KEY_ENCRYPTION_KEY = OTHER_KEY

    [found] = database.refusals(parameters())

    assert found.id == "tenants.E015"
    assert local.id_of(usual) in found.msg


@pytest.mark.covers("architecture T13")
@pytest.mark.usefixtures("as_portal")
def test_with_the_old_key_beside_the_new_one_it_starts(settings: Settings) -> None:
    settings.KEY_ENCRYPTION_KEYS_ALSO = [settings.KEY_ENCRYPTION_KEY]
    settings.KEY_ENCRYPTION_KEY = OTHER_KEY

    assert refused() == []


@pytest.mark.fault("F64")
@pytest.mark.usefixtures("own_database", "as_portal")
def test_a_data_key_that_was_altered_stops_the_process() -> None:
    row = DataKey.objects.exclude(tenant=None).earliest("pk")
    DataKey.objects.filter(pk=row.pk).update(wrapped=bytes(row.wrapped)[:-1] + b"?")

    assert refused(dbname=connection.settings_dict["NAME"]) == ["tenants.E014"]


@pytest.mark.fault("F64")
@pytest.mark.usefixtures("own_database", "as_portal")
def test_a_platform_without_its_own_data_key_stops_the_process() -> None:
    DataKey.objects.filter(tenant=None).delete()

    assert refused(dbname=connection.settings_dict["NAME"]) == ["tenants.E016"]


def test_a_thousand_municipalities_cost_one_query_at_most(as_portal: None) -> None:
    assert database.MOST_KEYS == 1_000
    assert database.KEYS.rstrip().endswith("LIMIT %s")


# --- without the check: the stock behaviour ------------------------------------------------------


@pytest.mark.attack("T22", "V1")
def test_without_the_check_one_municipality_reads_the_others_row(
    tmp_path: Path, zonnedam: TenantRef, waterrijk: TenantRef
) -> None:
    """The control: our own backend, behind a pooler in transaction mode, with nobody who looked."""
    with pooler.running(tmp_path, "transaction") as port:
        one, other = (connection_through(port), connection_through(port))
        try:
            one.set_tenant(zonnedam)
            other.set_tenant(waterrijk)
            with statements.unwatched():
                before, _ = name_of_site(one), name_of_site(other)
                after = name_of_site(one)
        finally:
            one.close()
            other.close()

    assert before == ("Zonnedam", zonnedam.schema_name)
    assert after == ("Waterrijk", waterrijk.schema_name)


def connection_through(port: int) -> Any:
    """Make one more connection of Django's, as another thread has."""
    made: Any = connections.create_connection("default")
    made.settings_dict = {**connection.settings_dict, "HOST": "127.0.0.1", "PORT": port}
    made.inc_thread_sharing()
    return made


def name_of_site(through: Any) -> tuple[str, str]:
    with through.cursor() as cursor:
        cursor.execute("SELECT name, current_schema() FROM django_site")
        found: tuple[str, str] = cursor.fetchone()
    return found


class portal_process:  # noqa: N801 - reads as a function
    """Run the portal's web process for the length of a block; answers its port."""

    def __init__(self, folder: Path, **changes: str) -> None:
        self.port = pooler.free_port() + 1
        self.log = (folder / "portal.log").open("wb")
        words = [
            "gunicorn", "config.wsgi:application", "--bind", f"127.0.0.1:{self.port}", "--threads", "2",
            "--workers", "1", "--no-control-socket",
        ]  # fmt: skip
        self.process = children.start(
            [sys.executable, "-m", *words],
            environment=processes.environment(**changes),
            output=self.log,
            folder=ROOT,
        )

    def __enter__(self) -> int:
        until(lambda: answers(self.port), "the portal")
        return self.port

    def __exit__(self, *_error: object) -> None:
        self.process.terminate()
        self.process.wait()
        self.log.close()
