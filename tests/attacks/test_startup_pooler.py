"""Behind a pooler that hands connections on nothing works: each process says so and does not start (T22, V1).

The last test shows what would happen without that.
"""

import sys
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, connections

from config.local import children
from tenants.refusals import database, guard
from tenants.types import TenantRef
from tests import statements
from tests.attacks import pooler, processes
from tests.attacks.reaching import parameters, refused
from tests.browser import web
from tests.stack import ROOT, answers, until

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


@pytest.mark.long
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
