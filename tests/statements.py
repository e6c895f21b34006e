"""At every statement of the suite: who Python thinks is entered is who the database thinks is at work (T21).

Installed on each new connection; it asks the database on the raw connection, so nothing is counted.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from django.db.backends.signals import connection_created

from tenants.types import TenantRef

ASK = b"SELECT current_user, current_schema()"
NOT_NOW = {psycopg.pq.TransactionStatus.INERROR, psycopg.pq.TransactionStatus.UNKNOWN}
_paused: list[None] = []


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
        # Without psycopg's cursor: this doubles all statements of the suite.
        answer = raw.pgconn.exec_(ASK)
        if answer.status != psycopg.pq.ExecStatus.TUPLES_OK:
            return execute(statement, parameters, many, context)  # a connection that is lost says so itself
        found = (answer.get_value(0, 0), answer.get_value(0, 1))
        schema = connection.tenant.schema_name.encode()
        if found != (schema, schema):
            raise MixedUpError(f"{schema} is entered, and the database is at {found}.")
    return execute(statement, parameters, many, context)


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
