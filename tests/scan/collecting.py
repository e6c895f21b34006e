"""Keep what leaves this process beside its answers, in a file for each kind, to be searched when the suite has ended.

What is kept is what the product made of it: a line as its formatter rendered it, whoever took it; a report as its
options clean it; a message as the broker gets it; a statement that stores what went wrong, with its values.
"""

import json
import logging
import os
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from importlib import import_module
from itertools import cycle
from pathlib import Path
from typing import IO, Any, Final
from unittest.mock import patch

import sentry_sdk
from celery import signals
from django.db.backends.signals import connection_created
from sentry_sdk.integrations.logging import EventHandler
from sentry_sdk.transport import Transport
from structlog.stdlib import ProcessorFormatter

FOLDER: Final = "TEST_SCAN_FOLDER"
"""Names the folder to all processes of the run."""
LOG, REPORT, MESSAGE, ROW, OUTPUT, QUEUE, SERVER = (
    "log",
    "report",
    "message",
    "row",
    "output",
    "queue",
    "server",
)
STORES_ERRORS: Final = re.compile(
    r'^(?:INSERT INTO|UPDATE) "(lifecycle_step|lifecycle_operation|outbox_item|schedule_work|alerts_\w+|'
    r'connections_(?:connection|inbox\w*)|core_outboxmessage)"'
)
"""Statements that may store what went wrong: of the journal, the outbox, jobs, alerts, connections, letters."""
COLUMNS: Final = re.compile(r"error|reason|finding|off_because")
ASSIGNED: Final = re.compile(r'"(\w+)" = |%s')
NAMED: Final = re.compile(r'"(\w+)"')
_apart: ContextVar[Path | None] = ContextVar("scan_apart", default=None)
_test: list[str] = [""]
_open_files: list[IO[bytes]] = []


def folder() -> Path | None:
    """Answer where things are kept; None where nobody scans."""
    return _apart.get() or (Path(os.environ[FOLDER]) if FOLDER in os.environ else None)


@contextmanager
def apart(place: Path) -> Iterator[None]:
    """Keep elsewhere what comes during a block: for tests of the scan itself, which leak on purpose."""
    token = _apart.set(place)
    try:
        yield
    finally:
        close()
        _apart.reset(token)


def put(kind: str, text: str) -> None:
    """Keep a text."""
    if (place := folder()) is not None:
        line = text.replace("\n", "\\n")  # each line begins with the test that wrote it
        _file(place, kind, os.getpid()).write(f"{_test[0]}\t{line}\n".encode(errors="replace"))


def name_test(identity: str) -> None:
    """Say which test writes from now on; what it was called with is left out, for that may be a word itself."""
    _test[0] = identity.partition("[")[0]
    listen()


def listen() -> None:
    """Hear errors that are logged, also after a test that configured logging anew."""
    root = logging.getLogger()
    if not any(isinstance(handler, EventHandler) for handler in root.handlers):
        root.addHandler(EventHandler(level=logging.ERROR))


def close() -> None:
    """Write down all that was kept."""
    while _open_files:
        _open_files.pop().close()
    _file.cache_clear()


@cache
def _file(place: Path, kind: str, process: int) -> IO[bytes]:
    file = (place / f"{kind}-{process}.txt").open("ab", buffering=1 << 16)
    _open_files.append(file)
    return file


class Reports(Transport):
    """Where error reports would go."""

    def capture_envelope(self, envelope: Any) -> None:
        """Keep one."""
        put(REPORT, envelope.serialize().decode("utf-8", "replace"))


def install() -> None:
    """Collect from now on, in this process."""
    render: Callable[..., str] = ProcessorFormatter.format

    def format_and_keep(self: ProcessorFormatter, record: logging.LogRecord) -> str:
        text = render(self, record)
        put(LOG, text)
        return text

    ProcessorFormatter.format = format_and_keep  # type: ignore[method-assign]
    sentry_sdk.get_global_scope().set_client(reporter())
    listen()
    signals.before_task_publish.connect(_message, weak=False)
    connection_created.connect(_watch, weak=False, dispatch_uid="tests.scan")


def reporter() -> sentry_sdk.Client:
    """Make what sends reports, with the product's own options."""
    options: dict[str, Any] = {}
    settings = import_module("config.settings.logs")
    with (
        patch.object(settings, "SENTRY_DSN", "http://key@127.0.0.1:9/1"),
        patch.object(sentry_sdk, "init", options.update),
        patch.object(sentry_sdk, "set_tag"),
    ):
        settings.start_sentry("tests")
    return sentry_sdk.Client(**options, default_integrations=False, transport=Reports({"dsn": None}))


def _message(body: Any = None, headers: Any = None, properties: Any = None, **_: Any) -> None:
    put(MESSAGE, json.dumps([body, headers, properties], default=str))


def _watch(connection: Any, **_: Any) -> None:
    if _statement not in connection.execute_wrappers:
        connection.execute_wrappers.append(_statement)


def _statement(execute: Callable[..., Any], statement: Any, parameters: Any, many: bool, context: Any) -> Any:
    if isinstance(statement, str) and STORES_ERRORS.match(statement) and COLUMNS.search(statement):
        for each in parameters if many else [parameters]:
            put(ROW, f"{statement[:60]} {told(statement, each or ())}")
    return execute(statement, parameters, many, context)


def told(statement: str, parameters: Sequence[Any]) -> list[Any]:
    """Answer the values that a statement gives to columns that say what went wrong; all where that is not clear.

    What else it stores may well be personal, such as the text of a letter.
    """
    if statement.startswith("UPDATE"):
        columns, column = list[str](), ""
        for part in ASSIGNED.finditer(statement.partition(" WHERE ")[0]):
            column = part.group(1) or column
            columns += [column] if part.group() == "%s" else []
    else:
        columns = NAMED.findall(statement, statement.index("("), statement.index(")"))
        if not columns or len(parameters) % len(columns):
            return list(parameters)
    return [
        value for column, value in zip(cycle(columns), parameters, strict=False) if COLUMNS.search(column)
    ]
