"""Statements that page after page asks, composed once: that costs several times what their few rows do."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Model, QuerySet


@dataclass(frozen=True, slots=True)
class Statement[Row: Model]:
    """What reads rows of one model. It names no schema, so that it serves every municipality."""

    model: type[Row]
    sql: str
    values: tuple[Any, ...]
    names: Sequence[str]
    """The columns, in order."""


def compose[Row: Model](rows: "QuerySet[Row]") -> Statement[Row]:
    """Compose the statement of rows of one model; keep it with `functools.cache`.

    :raises TypeError: when a column is more than what the database answers, such as an encrypted one.
    """
    compiler = rows.query.get_compiler(connection=connection)
    sql, values = compiler.as_sql()
    columns = [column.target for column, _sql, _alias in compiler.select]
    if any(column.model is not rows.model or hasattr(column, "from_db_value") for column in columns):
        raise TypeError("Only plain columns of one model can be read like this.")
    return Statement(rows.model, sql, tuple(values), [column.attname for column in columns])


def read[Row: Model](statement: Statement[Row]) -> list[Row]:
    """Read its rows inside the entered municipality: one query."""
    with connection.cursor() as cursor:
        cursor.execute(statement.sql, statement.values)
        return [statement.model.from_db(connection.alias, statement.names, row) for row in cursor.fetchall()]
