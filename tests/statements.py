"""At every statement of the suite: who Python thinks is entered is who the database thinks is at work (T21).

Installed on each new connection; it asks the database on the raw connection, so nothing is counted.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final
from weakref import WeakSet

import psycopg
from django.db.backends.signals import connection_created

from tenants.types import TenantRef

ASK: Final = b"SELECT current_user, current_schema()"
NAME: Final = b"whose_is_it"
"""Under which each connection has it prepared: it is asked a million times."""
ANSWERED: Final = psycopg.pq.ExecStatus.TUPLES_OK
NOT_NOW = {psycopg.pq.TransactionStatus.INERROR, psycopg.pq.TransactionStatus.UNKNOWN}
_paused: list[None] = []
_prepared: WeakSet[psycopg.Connection] = WeakSet()


class MixedUpError(AssertionError):
    """Raised when a statement would have run as, or in, another tenant than the one entered."""


def check(execute: Callable[..., Any], statement: Any, parameters: Any, many: bool, context: Any) -> Any:
    """Compare before the statement runs."""
    connection = context["connection"]
    raw = connection.connection
    if (
        isinstance(connection.tenant, TenantRef)
        and not _paused
        and raw.info.transaction_status not in NOT_NOW
    ):
        answer = _ask(raw)
        if answer.status != ANSWERED:
            return execute(statement, parameters, many, context)  # a connection that is lost says so itself
        found = (answer.get_value(0, 0), answer.get_value(0, 1))
        schema = connection.tenant.schema_name.encode()
        if found != (schema, schema):
            raise MixedUpError(f"{schema} is entered, and the database is at {found}.")
    return execute(statement, parameters, many, context)


def _ask(raw: psycopg.Connection) -> psycopg.pq.abc.PGresult:
    """Ask without psycopg's cursor: this doubles all statements of the suite."""
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
    """Watch every connection of this process."""
    connection_created.connect(watch, dispatch_uid="tests.statements")


@contextmanager
def unwatched() -> Iterator[None]:
    """Let a negative control do what must never happen."""
    _paused.append(None)
    try:
        yield
    finally:
        _paused.pop()
