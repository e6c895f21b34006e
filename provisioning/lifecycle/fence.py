"""Keep a migration of one municipality from writing anywhere but in its schema (attack T63).

Migrations run as the owner of all schemas, with `public` in their path. One of a package, or of ours, that touches a
table of the platform would do so once for each municipality, and one that names another's schema would change that.
Rights cannot tell them apart; what a transaction has locked can: PostgreSQL holds the lock of whatever was written
until the transaction ends. So it is asked after each statement, before anything is committed.

One thing libraries may do: make content types for models of the past. Those are strangers to our registry, which
throws them away again (`tenants.registry`); its own rows nobody touches.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final

from django.db import connection, transaction

from tenants import registry

from .errors import OutsideItsSchemaError

WRITTEN: Final = r"""
SELECT c.oid::regclass::text FROM pg_locks l JOIN pg_class c ON c.oid = l.relation
 WHERE l.pid = pg_backend_pid() AND l.locktype = 'relation' AND c.relkind IN ('r', 'p', 'S')
   AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
   AND (l.mode = 'RowExclusiveLock'
        OR l.mode = 'AccessExclusiveLock' AND age(c.xmin) <= age(pg_current_xact_id()::xid))
   AND c.relnamespace NOT IN (SELECT oid FROM pg_namespace
                               WHERE nspname IN (%s, 'pg_catalog', 'pg_toast') OR nspname LIKE 'pg\_temp\_%%')
 ORDER BY 1
"""
"""What this transaction wrote rows of, emptied or altered, outside a schema.

To take a foreign key away locks the table that it led to as well, as strictly, but leaves that as it was: hence `xmin`.
"""
CONTENT_TYPES: Final = frozenset({"django_content_type", "django_content_type_id_seq"})
REGISTERED: Final = """
SELECT md5(string_agg(known::text, '|' ORDER BY id)) FROM public.django_content_type AS known WHERE id < %s
"""
READING: Final = re.compile(r"\s*(SELECT\s[^(;]*|(SAVEPOINT|RELEASE|ROLLBACK|SHOW)\b[^;]*)", re.IGNORECASE)
"""All of a statement that writes nothing: a SELECT that calls no function, and what belongs to transactions."""
ALONE: Final = re.compile(
    r"\s*(VACUUM\b[^;]*|(CREATE|DROP|REINDEX)\s[^;']*\bCONCURRENTLY\b[^;]*);?\s*", re.IGNORECASE
)
"""All of a statement that PostgreSQL refuses in a transaction; none of them writes rows."""

type Execute = Callable[[Any, Any, bool, dict[str, Any]], Any]


@contextmanager
def around(schema: str) -> Iterator[None]:
    """Refuse, while a block runs, statements that write outside a schema; nothing of their transaction stays.

    :raises OutsideItsSchemaError: at the statement.
    """

    registered = _registered()

    def watch(execute: Execute, sql: Any, parameters: Any, many: bool, context: dict[str, Any]) -> Any:
        text = str(sql)
        if READING.fullmatch(text) or (ALONE.fullmatch(text) and not connection.in_atomic_block):
            return execute(sql, parameters, many, context)
        with transaction.atomic(
            savepoint=False
        ):  # without one, what it wrote would be there before anybody looks
            answer = execute(sql, parameters, many, context)
            if written := _written(schema, registered):
                raise OutsideItsSchemaError(schema, written)
        return answer

    with connection.execute_wrapper(watch):
        yield


def _written(schema: str, registered: str) -> list[str]:
    written = [str(name) for (name,) in _ask(WRITTEN, schema)]
    if CONTENT_TYPES.issuperset(written) and (not written or _registered() == registered):
        return []
    return written


def _registered() -> str:
    """Sum up the content types of the registry."""
    ((sum_of_them,),) = _ask(REGISTERED, registry.STRANGERS)
    return str(sum_of_them)


def _ask(question: str, value: object) -> list[tuple[Any, ...]]:
    """Ask beside the migration: nobody watches this statement."""
    connection.ensure_connection()
    with connection.connection.cursor() as cursor:
        return list(cursor.execute(question, [value]))
