"""Databases of the suite: one template with two municipalities, built once; a clone of it for each worker."""

import fcntl
import hashlib
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import psycopg
from psycopg import sql

ROOT = Path(__file__).parents[1]
SOURCES = ("platform", "tenants", "integrations", "provisioning", "tests/municipalities.py")


def administrator(database: str = "postgres") -> psycopg.Connection:
    """Connect as the cluster's administrator."""
    url = os.environ.get("TEST_DATABASE_ADMIN_URL")
    if not url:
        raise RuntimeError("No test servers: run `make test`, or see docs/developing.md.")
    return psycopg.connect(url, dbname=database, autocommit=True)


@cache
def template(*, municipalities: bool = True) -> str:
    """Answer the name of a template database, building it if this state of the code has none yet.

    A process looks once: the template stays as long as the servers do.

    :param municipalities: with the two of the suite in it; else no municipality at all.
    """
    empty = f"inwonerplein_empty_{_fingerprint()}"
    filled = f"inwonerplein_filled_{_fingerprint()}"
    with _lock():
        if not exists(empty):
            _make(empty, _build)
        if municipalities and not exists(filled):
            _make(filled, lambda name: _fill(name, empty))
    return filled if municipalities else empty


def _make(name: str, build: Callable[[str], None]) -> None:
    """Build under another name first: a run that was killed leaves nothing that looks finished."""
    making = f"{name}_making"
    drop(making)
    build(making)
    with administrator() as connection:
        statement = sql.SQL("ALTER DATABASE {} RENAME TO {}")
        connection.execute(statement.format(sql.Identifier(making), sql.Identifier(name)))


def exists(name: str) -> bool:
    """Tell whether there is a database of this name."""
    with administrator() as connection:
        return (
            connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is not None
        )


def clone(name: str, *, municipalities: bool = True) -> None:
    """Make, anew, a database that equals a template."""
    source = template(municipalities=municipalities)
    drop(name)
    with _lock():
        _copy(source, name)


def _copy(source: str, name: str) -> None:
    with administrator() as connection:
        statement = sql.SQL("CREATE DATABASE {} TEMPLATE {} OWNER inwonerplein_owner STRATEGY FILE_COPY")
        connection.execute(statement.format(sql.Identifier(name), sql.Identifier(source)))
        connection.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(sql.Identifier(name)))
        for login in ("portal", "console", "portal_worker", "lifecycle", "migrations"):
            grant = sql.SQL("GRANT CONNECT ON DATABASE {} TO {}")
            connection.execute(grant.format(sql.Identifier(name), sql.Identifier(f"inwonerplein_{login}")))


def drop(name: str) -> None:
    """Drop a database, and whoever is connected to it."""
    with administrator() as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


BUILD = """
import django
from django.core.management import call_command

from tests import migrating

django.setup()
migrating.hasten()
for command in ("bootstrap_cluster", "migrate_public", "compile_schema"):
    call_command(command)
"""
"""In one process: all workers wait for it, and Django takes its time to begin."""


def _build(name: str) -> None:
    _run(["-c", BUILD], name, "migrations")


def _fill(name: str, empty: str) -> None:
    _copy(empty, name)
    _run(["-m", "tests.municipalities"], name, "lifecycle")


def _run(words: list[str], database: str, settings: str) -> None:
    command = [sys.executable, *words]
    environment = {
        **{key: value for key, value in os.environ.items() if not key.startswith(("PYTEST_", "COV"))},
        "DATABASE_NAME": database,
        "DATABASE_ADMIN_URL": os.environ["TEST_DATABASE_ADMIN_URL"],
        "DJANGO_SETTINGS_MODULE": f"config.settings.{settings}",
    }
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)}\n{done.stdout}\n{done.stderr}")


@cache
def _fingerprint() -> str:
    """Tell apart states of the code that make different databases: migrations, DDL, registry, roles.

    Once for a process: reading all of it takes its time, and what a run began with is what it tests.
    """
    digest = hashlib.sha256()
    for source in SOURCES:
        path = ROOT / source
        files = sorted(path.rglob("*")) if path.is_dir() else [path]
        for file in files:
            if file.is_file() and _matters(file):
                digest.update(file.read_bytes())
    digest.update((ROOT / "requirements/base.txt").read_bytes())
    return digest.hexdigest()[:12]


def _matters(file: Path) -> bool:
    names = {"cluster.py", "ddl.py", "schema.py", "roles.py", "municipalities.py", "apps.py", "ids.json"}
    return file.name in names or (file.parent.name == "migrations" and file.suffix == ".py")


@contextmanager
def _lock() -> Iterator[None]:
    path = Path(os.environ.get("TEST_LOCK_FILE", "/tmp/inwonerplein-test-template.lock"))  # noqa: S108
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
