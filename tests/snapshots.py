"""Make something costly once per worker; from then on put its rows into the entered municipality's schema.

What was made is the difference between the schema before and after. Only rows that were added are put back, and only
where the schema stands as it stood then: else it is made anew.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connection
from psycopg import sql

from tenants import entry

COLUMNS = """
SELECT tablename, array_agg(attname::text ORDER BY attnum) FROM pg_tables
  JOIN pg_attribute ON attrelid = format('%%I.%%I', schemaname, tablename)::regclass
 WHERE schemaname = %s AND tablename <> 'django_migrations'
   AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
 GROUP BY tablename
"""

type Rows = Mapping[str, frozenset[str]]
"""Of each table, its rows as PostgreSQL copies them."""


@dataclass(frozen=True)
class Snapshot:
    """What making something adds."""

    counts: Mapping[str, int]
    """Of each table that it adds to, how many rows there were."""
    added: Mapping[str, tuple[str, ...]]
    columns: Mapping[str, tuple[str, ...]]


_kept: dict[tuple[str, str], Snapshot | None] = {}


def once(name: str, make: Callable[[], object]) -> None:
    """Make something in the entered municipality, or put back what making it added.

    :param name: of what is made, the same each time.
    """
    key = entry.current().schema_name, name
    kept = _kept.get(key)
    if kept is not None and _counts(kept.counts) == kept.counts:
        _put_back(kept)
    elif key in _kept:
        make()
    else:
        columns = _columns(key[0])
        before = _rows(columns)
        make()
        _kept[key] = _difference(before, _rows(columns), columns)


def _columns(schema: str) -> dict[str, tuple[str, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(COLUMNS, [schema])
        return {table: tuple(names) for table, names in cursor.fetchall()}


def _rows(columns: Mapping[str, tuple[str, ...]]) -> Rows:
    return {table: frozenset(_copied(table, names)) for table, names in columns.items()}


def _copied(table: str, columns: tuple[str, ...]) -> list[str]:
    statement = _statement("COPY {} ({}) TO STDOUT", table, columns)
    with _raw() as cursor, cursor.copy(statement) as lines:
        return b"".join(bytes(part) for part in lines).decode().splitlines(keepends=True)


def _difference(before: Rows, after: Rows, columns: Mapping[str, tuple[str, ...]]) -> Snapshot | None:
    """Answer what was added; None when anything else was changed too, as that is not put back."""
    touched = [table for table in after if after[table] != before[table]]
    if any(before[table] - after[table] for table in touched):
        return None
    return Snapshot(
        counts={table: len(before[table]) for table in touched},
        added={table: tuple(sorted(after[table] - before[table])) for table in touched},
        columns={table: columns[table] for table in touched},
    )


def _counts(tables: Mapping[str, int]) -> dict[str, int]:
    parts = [
        sql.SQL("SELECT {}, count(*) FROM {}").format(sql.Literal(table), sql.Identifier(table))
        for table in tables
    ]
    with _raw() as cursor:
        return dict(cursor.execute(sql.SQL(" UNION ALL ").join(parts)).fetchall())


def _put_back(snapshot: Snapshot) -> None:
    for table, rows in snapshot.added.items():
        statement = _statement("COPY {} ({}) FROM STDIN", table, snapshot.columns[table])
        with _raw() as cursor, cursor.copy(statement) as lines:
            lines.write("".join(rows))


def _statement(form: str, table: str, columns: tuple[str, ...]) -> sql.Composed:
    return sql.SQL(form).format(sql.Identifier(table), sql.SQL(", ").join(map(sql.Identifier, columns)))


def _raw() -> Any:
    with connection.cursor():  # sends role and path, where they are not in force
        return connection.connection.cursor()
