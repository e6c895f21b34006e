"""Forget what is too old in the record of who looked (P-264).

A municipality's own role can add to that record and delete nothing, so the owner does it, outside any municipality.
"""

import datetime
from typing import Final

from django.db import DatabaseError, connection
from django.utils import timezone
from psycopg import sql
from structlog import get_logger

from tenants.entry import outside

KEPT: Final = datetime.timedelta(days=3 * 365)
PORTION: Final = 5_000
BUILT: Final = """
SELECT n.nspname FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
 WHERE c.relname = 'processing_record' AND c.relkind = 'r' ORDER BY 1
"""
OLD: Final = sql.SQL(
    "DELETE FROM {record} WHERE id IN (SELECT id FROM {record} WHERE at < %s ORDER BY at LIMIT %s)"
)
log = get_logger(__name__)


def forget_all() -> int:
    """Forget it at every municipality; answer how many rows that were. One that fails keeps no other from it."""
    number = 0
    with outside():
        for schema in _schemas():
            try:
                number += _forget(schema)
            except DatabaseError as error:
                log.error("processing.not_forgotten", schema=schema, error=type(error).__name__)
    return number


def _schemas() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(BUILT)
        return [schema for (schema,) in cursor.fetchall()]


def _forget(schema: str) -> int:
    statement = OLD.format(record=sql.Identifier(schema, "processing_record")).as_string()
    before, number, portion = timezone.now() - KEPT, 0, PORTION
    with connection.cursor() as cursor:
        while portion == PORTION:
            cursor.execute(statement, [before, PORTION])
            portion = int(cursor.rowcount)
            number += portion
    return number
