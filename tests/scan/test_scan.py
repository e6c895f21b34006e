"""The scan sees what is planted, in every kind of source, and a find fails the run (M-16)."""

import base64
import logging
import os
import secrets
import shutil
import string
import subprocess
import sys
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import quote

import pytest
import redis
import sentry_sdk
import structlog
from celery import current_app
from django.conf import settings
from kombu import Connection as Broker

from provisioning.lifecycle.models import Step
from tenants import logs
from tests import stack
from tests.scan import collecting, leaving, receiving, running, searching
from tests.scan.searching import Searcher, Sighting

BSN, SECRET = "999993653", "tulpen-uit-heidebeek"
SEARCHER = Searcher(frozenset({BSN}), frozenset({SECRET}))
pytestmark = pytest.mark.covers("M-16")


@pytest.fixture(autouse=True)
def _as_configured() -> Iterator[None]:
    """Log as a process of the product does, whatever tests before have done to logging."""
    root, ours, known = logging.getLogger(), logging.getLogger("scan"), structlog.get_config()
    before = root.handlers[:], root.level, root.manager.disable
    logging.disable(logging.NOTSET)
    ours.disabled = False
    ours.setLevel(logging.NOTSET)
    logs.configure(level="INFO", as_json=True)
    collecting.listen()
    yield
    root.handlers[:] = before[0]
    root.setLevel(before[1])
    logging.disable(before[2])
    structlog.configure(**known)


def log(word: str, _folder: Path) -> None:
    structlog.get_logger("scan").info("planted", what=word)


def report(word: str, _folder: Path) -> None:
    logging.getLogger("scan").error("planted %s", word)


def message(word: str, _folder: Path) -> None:
    with Broker("memory://") as broker:
        current_app.send_task("planted", args=[word], connection=broker, queue="portal")


def row(word: str, _folder: Path) -> None:
    Step.objects.filter(key="planted").update(error=word)


def output(word: str, folder: Path) -> None:
    said = folder / "process"
    said.mkdir()
    (said / "portal.log").write_text(f"begin\n{word}\n")
    leaving.keep_output(said)


def queue(word: str, folder: Path) -> None:
    key = f"planted:{uuid.uuid4().hex}"
    with redis.Redis.from_url(settings.REDIS_URL) as client:
        client.rpush(key, base64.b64encode(f'["{word}"]'.encode()))  # as Celery packs what a task gets
        running.keep_queues(folder)
        client.delete(key)


def server(word: str, folder: Path) -> None:
    (folder / "beside/log").mkdir(parents=True)
    (folder / "beside/log/postgresql.log").write_text(f"ERROR: …\nSTATEMENT: INSERT … VALUES ('{word}')\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TEST_LOCK_FILE", str(folder / "beside/template.lock"))
        leaving.keep_servers(folder)


SOURCES: dict[str, Callable[[str, Path], None]] = {
    each.__name__: each for each in (log, report, message, row, output, queue, server)
}


def seen_in(folder: Path) -> set[tuple[str, str, str]]:
    return {(seen.kind, seen.what, seen.word) for seen in SEARCHER.in_folder(folder)}


@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize(("what", "word"), [("BSN", BSN), ("secret", SECRET)])
def test_a_word_that_leaks_is_found(
    source: str, what: str, word: str, db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The negative control: what cleans lines and reports is away."""
    monkeypatch.setattr(logs, "clean_text", lambda text: text)
    folder = tmp_path / "kept"
    folder.mkdir()

    with collecting.apart(folder):
        SOURCES[source](word, folder)

    for place in [path for path in folder.iterdir() if path.is_dir()]:
        shutil.rmtree(place)
    assert (source, what, word) in seen_in(folder)


@pytest.mark.parametrize("source", ["log", "report"])
def test_what_is_cleaned_is_no_find(source: str, tmp_path: Path) -> None:
    with collecting.apart(tmp_path):
        SOURCES[source](BSN, tmp_path)

    assert list(tmp_path.iterdir()) != []
    assert seen_in(tmp_path) == set()


def test_a_report_of_a_real_process_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(collecting.FOLDER, str(tmp_path))  # received in another thread
    with receiving.receiving() as dsn:
        client = sentry_sdk.Client(dsn=dsn, default_integrations=False, auto_session_tracking=False)
        client.capture_event({"message": SECRET})
        client.close()
    collecting.close()

    assert ("report", "secret", SECRET) in seen_in(tmp_path)


@pytest.mark.parametrize(
    "wrapped",
    [
        f"x{SECRET}y",
        f"?q={quote(SECRET)}",
        base64.b64encode(f"1{SECRET}".encode()).decode(),
        base64.b64encode(f"id:{SECRET}:22".encode()).decode(),
        base64.b64encode(f"{SECRET}".encode()).decode(),
    ],
)
def test_a_word_is_found_however_it_is_wrapped(wrapped: str) -> None:
    assert {word for _, _, word in SEARCHER.found(f"a {wrapped} b".encode())} == {SECRET}


@pytest.mark.parametrize("text", [f"1{BSN}", f"{BSN}0", "999993654", "tulpen-uit-heidebee"])
def test_a_number_or_word_that_only_resembles_one_is_no_find(text: str) -> None:
    assert list(SEARCHER.found(text.encode())) == []


@pytest.mark.parametrize(
    ("statement", "values"),
    [
        ('UPDATE "core_outboxmessage" SET "text" = %s, "last_error" = %s WHERE "id" = %s', ("x", "e", 1)),
        (
            'UPDATE "outbox_item" SET "tries" = "tries" + %s, "reason" = COALESCE(%s, \'\') WHERE "id" = %s',
            (1, "e", 1),
        ),
        (
            'INSERT INTO "core_outboxmessage" ("text", "last_error") VALUES (%s, %s), (%s, %s)',
            ("x", "e", "y", ""),
        ),
    ],
)
def test_of_a_row_only_what_went_wrong_is_kept(statement: str, values: tuple[Any, ...]) -> None:
    assert [value for value in collecting.told(statement, values) if value] == ["e"]


def test_a_line_that_a_test_writes_is_in_the_folder_of_the_run() -> None:
    word = "".join(secrets.choice(string.ascii_lowercase) for _ in range(32))  # digits could be a BSN
    structlog.get_logger("scan").info("collected", what=word)
    logging.getLogger("scan").error("reported %s", word)
    collecting.close()

    folder = collecting.folder()
    assert folder is not None
    for kind in ("log", "report"):
        assert word in (folder / f"{kind}-{os.getpid()}.txt").read_text()


def session() -> Any:
    return SimpleNamespace(config=SimpleNamespace(stash=pytest.Stash()), exitstatus=pytest.ExitCode.OK)


def test_a_find_fails_the_run_and_is_told_without_the_word(tmp_path: Path) -> None:
    (tmp_path / "log-1.txt").write_text("tests/x.py::test_y\tbsn 999993653\n")
    run, lines = session(), list[str]()
    reporter: Any = SimpleNamespace(config=run.config, section=lambda *_, **__: None, write_line=lines.append)

    running.conclude(run, tmp_path)
    running.tell(reporter)

    assert run.exitstatus == pytest.ExitCode.TESTS_FAILED
    assert lines[0] == "log-1.txt: BSN 9999… (tests/x.py::test_y)"
    assert BSN not in " ".join(lines)


def test_a_run_that_left_nothing_is_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "log-1.txt").write_text("tests/x.py::test_y\tnothing\n")
    run = session()

    running.conclude(run, tmp_path)

    assert run.exitstatus == pytest.ExitCode.OK
    assert not tmp_path.exists()


def test_what_a_test_leaks_on_purpose_is_allowed_for_that_test_and_kind_alone() -> None:
    leaks = [{"kind": "log", "test": "tests/x.py::test_y", "why": "…"}]

    assert searching.is_allowed(Sighting("log-1.txt", "tests/x.py::test_y", "BSN", BSN), leaks)
    assert not searching.is_allowed(Sighting("row-1.txt", "tests/x.py::test_y", "BSN", BSN), leaks)
    assert not searching.is_allowed(Sighting("log-1.txt", "tests/z.py::test_y", "BSN", BSN), leaks)


def test_whatever_is_allowed_says_why_and_names_a_test_that_there_is() -> None:
    for leak in searching.allowed():
        path, _, name = leak["test"].partition("::")
        assert leak["why"]
        assert f"def {name}" in (stack.ROOT / path).read_text(encoding="utf-8")


@pytest.mark.long
def test_a_run_of_pytest_in_which_a_test_leaks_fails(tmp_path: Path) -> None:
    leaking = stack.ROOT / "tests/scan" / f"test_leak_{uuid.uuid4().hex}.py"
    leaking.write_text(
        'def test_leak():\n    import structlog\n    structlog.get_logger().info("tulpenbol-")\n'
    )
    environment = {name: value for name, value in os.environ.items() if name != collecting.FOLDER}
    try:
        done = subprocess.run(
            [sys.executable, "-m", "pytest", str(leaking), "-n", "0"],
            cwd=stack.ROOT, env=environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
    finally:
        leaking.unlink()

    assert done.returncode == pytest.ExitCode.TESTS_FAILED, done.stdout
    assert "1 passed" in done.stdout
    assert "left behind" in done.stdout


def test_reports_are_kept_also_after_logging_was_configured_anew(tmp_path: Path) -> None:
    root = logging.getLogger()
    before, root.handlers = root.handlers, []
    try:
        collecting.name_test("tests/scan")
        with collecting.apart(tmp_path):
            report(SECRET, tmp_path)
    finally:
        root.handlers = before

    assert ("report", "secret", SECRET) in seen_in(tmp_path)
