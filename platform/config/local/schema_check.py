"""Prove, on a server of its own, that the schema which openings replay equals what migrating makes."""

import os
import subprocess
import sys

import psycopg
from psycopg import sql

from config.local import environment, outcomes, places, processes, terminal, testing
from config.local.servers import Servers

DATABASE = "inwonerplein_schema_check"
COMMANDS = ("bootstrap_cluster", "migrate_public", "compile_schema", "verify_schema")


def run() -> outcomes.Outcome:
    """Build everything anew and compare; without a PostgreSQL that was not run."""
    try:
        with processes.stoppable(), testing.private_servers() as (servers, folder):
            values = {**os.environ, **environment.for_tests(servers, folder), "DATABASE_NAME": DATABASE}
            try:
                return compare(values)
            finally:
                _drop(servers)
    except terminal.Trouble as trouble:
        return outcomes.Outcome(outcomes.NOT_RUN, str(trouble))


def compare(values: dict[str, str]) -> outcomes.Outcome:
    """Run what an installation runs, and then the comparison; what it says is shown when it fails."""
    for command in COMMANDS:
        answer = subprocess.run(  # noqa: S603 - our own commands
            [sys.executable, "manage.py", command],
            cwd=places.ROOT,
            env={**values, "DJANGO_SETTINGS_MODULE": "config.settings.migrations"},
            check=False,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        if answer.returncode:
            return outcomes.Outcome(outcomes.FAILED, f"{command}:\n{answer.stdout}")
    return outcomes.Outcome(outcomes.OK)


def _drop(servers: Servers) -> None:
    """Leave nothing on a server that is not ours alone."""
    with psycopg.connect(servers.administrator_url, autocommit=True) as connection:
        connection.execute(
            sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(DATABASE))
        )
