"""At every statement of the suite: who Python thinks is entered is who the database thinks is at work (T21).

Installed on each new connection; it asks the database on the raw connection, so nothing is counted. What it answered
is believed until something else is entered, a transaction begins or ends, or anybody gave the driver anything but a
plain statement: one that can change neither role nor path.
"""

import functools
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final
from weakref import WeakKeyDictionary, WeakSet

import psycopg
from django.db import connection
from django.db.backends.signals import connection_created

from tenants.types import TenantRef

ASK: Final = b"SELECT current_user, current_schema()"
NAME: Final = b"whose_is_it"
"""Under which each connection has it prepared: it is asked very often."""
ANSWERED: Final = psycopg.pq.ExecStatus.TUPLES_OK
NOT_NOW = {psycopg.pq.TransactionStatus.INERROR, psycopg.pq.TransactionStatus.UNKNOWN}
PLAIN: Final = re.compile(
    r"(?:SELECT|INSERT|UPDATE|DELETE|SAVEPOINT|RELEASE)\b(?!.*(?:;|set_config))", re.DOTALL | re.IGNORECASE
)
DIRECTORY: Final = "tenants_"
"""What a statement has to name that moves the directory's revision: its triggers stand on tables of this name."""
ENTERS: Final = ("SET ROLE ", "RESET ROLE;")
"""How a municipality is entered and left: `DatabaseWrapper._send`."""
_changes: list[int] = [0]
"""How often this process may have changed the directory."""
_paused: list[None] = []
_believed: WeakKeyDictionary[psycopg.Connection, tuple[str, int]] = WeakKeyDictionary()
"""Who is at work on a connection, as it said itself, and in which state of a transaction."""
_prepared: WeakSet[psycopg.Connection] = WeakSet()


class MixedUpError(AssertionError):
    """Raised when a statement would have run as, or in, another tenant than the one entered."""


def check(execute: Callable[..., Any], statement: Any, parameters: Any, many: bool, context: Any) -> Any:
    """Compare before the statement runs."""
    connection = context["connection"]
    raw = connection.connection
    status = raw.info.transaction_status
    if not isinstance(connection.tenant, TenantRef) or _paused or status in NOT_NOW:
        _believed.pop(raw, None)
        return execute(statement, parameters, many, context)
    now = connection.tenant.schema_name, int(status)
    if _believed.get(raw) != now and _compare(raw, now[0]):
        _believed[raw] = now
    return execute(statement, parameters, many, context)


def _compare(raw: psycopg.Connection, schema: str) -> bool:
    """Tell whether the database answers, and says what Python thinks; a connection that is lost says so itself."""
    answer = _ask(raw)
    if answer.status != ANSWERED:
        return False
    found = (answer.get_value(0, 0), answer.get_value(0, 1))
    if found != (schema.encode(), schema.encode()):
        raise MixedUpError(f"{schema} is entered, and the database is at {found}.")
    return True


def _ask(raw: psycopg.Connection) -> psycopg.pq.abc.PGresult:
    """Ask without psycopg's cursor, which takes its time."""
    if raw in _prepared and (answer := raw.pgconn.exec_prepared(NAME, [])).status == ANSWERED:
        return answer
    answer = raw.pgconn.exec_(ASK)
    if (
        answer.status == ANSWERED
        and raw not in _prepared
        and raw.pgconn.prepare(NAME, ASK).status == psycopg.pq.ExecStatus.COMMAND_OK
    ):
        _prepared.add(raw)
    return answer


def watch(connection: Any, **_: Any) -> None:
    """Watch a connection that was just made."""
    if check not in connection.execute_wrappers:
        connection.execute_wrappers.append(check)


def install() -> None:
    """Watch every connection of this process, and all that the driver is given."""
    connection_created.connect(watch, dispatch_uid="tests.statements")
    for name in ("execute", "executemany", "copy"):
        setattr(psycopg.Cursor, name, _heard(getattr(psycopg.Cursor, name)))
    for name in ("commit", "rollback"):
        setattr(psycopg.Connection, name, _ended(getattr(psycopg.Connection, name)))


def _heard(run: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(run)
    def heard(cursor: psycopg.Cursor, query: Any, *args: Any, **options: Any) -> Any:
        if not (isinstance(query, str) and PLAIN.match(query)):
            _believed.pop(cursor.connection, None)
            _changes[0] += not (isinstance(query, str) and query.startswith(ENTERS))
        elif DIRECTORY in query and query[:6].upper() != "SELECT":
            _changes[0] += 1
        return run(cursor, query, *args, **options)

    return heard


def _ended(end: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(end)
    def ended(connection: psycopg.Connection) -> Any:
        _believed.pop(connection, None)
        _changes[0] += 1
        return end(connection)

    return ended


def changes() -> int:
    """Answer a number that has moved if this process has changed the directory meanwhile, or may have."""
    return _changes[0]


@contextmanager
def unwatched() -> Iterator[None]:
    """Let a negative control do what must never happen."""
    _paused.append(None)
    try:
        yield
    finally:
        _paused.pop()


def in_force() -> tuple[str, str]:
    """Answer role and schema that the database works with now."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, current_schema()")
        user, schema = cursor.fetchone()
    return user, schema
