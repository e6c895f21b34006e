"""How long a worker keeps its database session.

PostgreSQL keeps a plan for each foreign key that a session has checked, and goes through all of them whenever a table
is made or changed. A session that fills one new schema after the other so gets slower with each: after three hundred
an opening took twice as long.
"""

from typing import Any

from django.db import connection as django_connection

MOST = 10
"""Operations in one session: a new one costs as much as a few statements."""

connection: Any = django_connection  # a count is kept with it


def end_when_used_up() -> None:
    """Count an operation that has ended, and end the session after so many; the next statement begins another."""
    connection.operations_run = getattr(connection, "operations_run", 0) + 1
    if connection.operations_run >= MOST and not connection.in_atomic_block:
        connection.operations_run = 0
        connection.close()
