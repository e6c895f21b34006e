"""Keep what real processes and their database leave behind, before it is thrown away."""

import os
import shutil
from pathlib import Path
from typing import Final

import psycopg
from psycopg import sql

from tests.scan import collecting

STAND_INS: Final = frozenset({"sandbox"})
"""Processes that play another system: what they are asked stands in their own output."""
STORED: Final = """
SELECT c.table_schema, c.table_name, c.column_name FROM information_schema.columns AS c
  JOIN information_schema.tables AS t USING (table_schema, table_name)
 WHERE t.table_type = 'BASE TABLE' AND (c.table_schema = 'public' OR c.table_schema LIKE 't\\_%')
   AND c.column_name IN ('error', 'last_error', 'reason', 'finding', 'off_because')
"""


def keep_output(folder: Path) -> None:
    """Keep what the processes of a folder have said."""
    place = collecting.folder()
    if place is None:
        return
    for path in folder.glob("*.log"):
        if path.stem not in STAND_INS and path.stat().st_size:
            shutil.copyfile(path, place / f"{collecting.OUTPUT}-{folder.name}-{path.name}")


def keep_servers(folder: Path) -> None:
    """Keep what the run's own PostgreSQL and Redis have said: a statement that fails stands there as it was sent."""
    beside = os.environ.get("TEST_LOCK_FILE")
    for path in Path(beside).parent.glob("log/*.log") if beside else ():
        shutil.copyfile(path, folder / f"{collecting.SERVER}-{path.name}")


def keep_errors(database: "psycopg.Connection[tuple[str, ...]]") -> None:
    """Keep what went wrong as the tables of a database tell it: the journal, the outbox, jobs, alerts, connections."""
    for schema, table, column in database.execute(STORED).fetchall():
        field, where = sql.Identifier(column), sql.Identifier(schema, table)
        for (text,) in database.execute(sql.SQL("SELECT DISTINCT {}::text FROM {}").format(field, where)):
            if text:
                collecting.put(collecting.ROW, f"{schema}.{table}.{column} {text}")
