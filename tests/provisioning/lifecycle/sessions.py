"""Sessions of the database beside Django's own, and how they end."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from django.db import connection

from tests import databases

LONGEST = 60.0
BREATHE = "SELECT pg_sleep(0.01), pg_stat_clear_snapshot()"


@contextmanager
def another() -> Iterator[psycopg.Connection]:
    """Connect to the same database beside Django; when it ends the server knows that it has ended."""
    with psycopg.connect(**connection.get_connection_params(), autocommit=True) as session:
        pid = session.info.backend_pid
        yield session
    until_gone(pid)


@contextmanager
def as_process(process: str) -> Iterator[None]:
    """Use the database with the login of another kind of process."""
    usual = dict(connection.settings_dict)
    password = os.environ[f"DATABASE_PASSWORD_{process.upper()}"]
    connection.close()
    connection.settings_dict.update(USER=f"inwonerplein_{process}", PASSWORD=password)
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.update(usual)


def end_ours() -> None:
    """Lose Django's connection, as a worker does that dies."""
    pid = connection.connection.info.backend_pid
    connection.close()
    until_gone(pid)


def have_ours_ended() -> None:
    """Have the server end Django's session, as a restart does; we notice with the next statement."""
    pid = connection.connection.info.backend_pid
    with databases.administrator(connection.settings_dict["NAME"]) as administrator:
        administrator.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])


def until_gone(pid: int) -> None:
    """Look until the server has ended a session: it does so by itself, a moment after the client went."""
    until("SELECT 1 WHERE NOT EXISTS (SELECT FROM pg_stat_activity WHERE pid = %s)", pid)


def until(statement: str, *values: Any) -> None:
    """Look until a statement finds something."""
    deadline = time.monotonic() + LONGEST
    with connection.cursor() as cursor:
        while time.monotonic() < deadline:
            cursor.execute(statement, values)
            if cursor.fetchone():
                return
            cursor.execute(BREATHE)
    raise AssertionError(f"This does not happen: {statement}")
