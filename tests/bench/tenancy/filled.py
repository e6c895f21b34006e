"""A database with many municipalities, and a login that exists for measuring."""

import os
import secrets
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from psycopg import sql

from tests import databases
from tests.bench.tenancy import places

NAME = "inwonerplein_bench_tenancy"
LOGIN = "inwonerplein_bench"
SIDE_BY_SIDE = 2
READS = (
    "tenants_tenant", "tenants_domain", "tenants_featureswitch", "tenants_directoryrevision", "tenants_datakey",
    "tenants_insight", "django_content_type", "auth_permission", "auth_group", "auth_group_permissions",
)  # fmt: skip


@contextmanager
def database(municipalities: int, *, plain: int) -> Iterator[dict[str, str]]:
    """Make a database with so many municipalities; answer the environment that leads to it.

    :param plain: in how many of them the login for measuring may work without their role.
    """
    password = secrets.token_urlsafe(16)
    environment = {"DATABASE_NAME": NAME, "DATABASE_PASSWORD_BENCH": password}
    databases.clone(NAME, municipalities=False)
    try:
        _open(environment, municipalities)
        _make_login(password, plain)
        yield environment
    finally:
        databases.drop(NAME)
        with databases.administrator() as connection:
            connection.execute(sql.SQL("DROP ROLE IF EXISTS {}").format(sql.Identifier(LOGIN)))


def _open(environment: dict[str, str], municipalities: int) -> None:
    _run(environment, [["first"]])
    share = -(-(municipalities - 1) // SIDE_BY_SIDE)
    starts = range(2, municipalities + 1, max(share, 1))
    _run(environment, [[str(start), str(min(start + share - 1, municipalities))] for start in starts])


def _run(environment: dict[str, str], orders: Sequence[Sequence[str]]) -> None:
    values = {**os.environ, **environment, "DJANGO_SETTINGS_MODULE": "config.settings.lifecycle"}
    values["LOG_LEVEL"] = "ERROR"
    running = [
        subprocess.Popen(
            [sys.executable, "-W", "ignore", "-m", "tests.bench.tenancy.opening", *words],
            cwd=databases.ROOT,
            env=values,
        )
        for words in orders
    ]
    codes = [process.wait() for process in running]
    if any(codes):
        raise RuntimeError("Municipalities were not opened; the words of what failed are above.")


def _make_login(password: str, plain: int) -> None:
    """Make a login with rights of its own, so that it needs no role, and with roles, so that it may take them."""
    login = sql.Identifier(LOGIN)
    with databases.administrator(NAME) as connection:

        def run(statement: str, *names: str) -> None:
            connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names), login=login))

        run("DROP ROLE IF EXISTS {login}")
        connection.execute(
            sql.SQL("CREATE ROLE {} LOGIN NOINHERIT PASSWORD {}").format(login, sql.Literal(password))
        )
        run("GRANT CONNECT ON DATABASE {} TO {login}", NAME)
        run("GRANT USAGE ON SCHEMA public TO {login}")
        for table in READS:
            run("GRANT SELECT ON public.{} TO {login}", table)
        for number in range(1, plain + 1):
            schema = places.reference(number).schema_name
            run("GRANT {} TO {login}", schema)
            run("GRANT USAGE ON SCHEMA {} TO {login}", schema)
            run("GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {} TO {login}", schema)
        connection.execute("ANALYZE")
