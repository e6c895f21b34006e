"""Prove that replaying the compiled text makes what migrating makes (architecture T8).

Two schemas are built beside each other and dropped again: one by Django's own executor, with its data migrations and
`post_migrate` handlers, one as an opening does it. What is compared is what `pg_dump` says of them: structure, rights,
default privileges, rows, and how far sequences have counted.
"""

import re
import uuid
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from django.db import connection

from tenants.naming import schema_for

from . import ddl, schema

LONGEST: Final = 400
"""Characters shown of a statement that differs."""
LEDGER_ROW: Final = re.compile(
    r"^(INSERT INTO \S+\.django_migrations VALUES )\(\d+, (.*), '[^']+'\)", re.MULTILINE
)
"""When a migration ran must differ; so may its number: Django enters what was squashed in the order of a set."""


def of_this_release() -> list[str]:
    """Build both and list what differs; nothing when the text that openings replay is right."""
    with _scratch() as migrated, _scratch() as replayed:
        schema.migrate(migrated)
        _grant(migrated)
        _replay(replayed)
        return differences(ddl.normalised(migrated), ddl.normalised(replayed))


def differences(migrated: str, replayed: str) -> list[str]:
    """List statements that only one of two dumps has, each with a sign as in a patch."""
    first, second = _statements(migrated), _statements(replayed)
    return [
        *(f"- {statement[:LONGEST]}" for statement in sorted((first - second).elements())),
        *(f"+ {statement[:LONGEST]}" for statement in sorted((second - first).elements())),
    ]


def _statements(dump: str) -> Counter[str]:
    """Split a dump: order between statements is no difference, order within them, as of columns, is."""
    return Counter(LEDGER_ROW.sub(r"\1(\2)", dump).split(";\n"))


def _grant(name: str) -> None:
    """Give a migrated schema the rights of a tenant, which migrations know nothing of."""
    with connection.cursor() as cursor:
        cursor.execute(ddl.GRANTS.replace(ddl.MARK, name))


def _replay(name: str) -> None:
    with connection.cursor() as cursor:
        ddl.make_role(cursor.execute, name)
        ddl.replay(cursor.execute, schema.compiled(), name)


@contextmanager
def _scratch() -> Iterator[str]:
    """Name a schema that nobody has, and leave neither it nor its role behind."""
    name = schema_for(uuid.uuid4())
    try:
        yield name
    finally:
        with connection.cursor() as cursor:
            ddl.drop_schema(cursor.execute, name)
            ddl.drop_role(cursor.execute, name)
