"""The compiled schema that this release opens municipalities with, and how it comes about.

`compile_schema` migrates a template schema with Django's own executor, drops its foreign keys to `public`
(architecture T6), dumps it and keeps the text in `public`, under a fingerprint of all migrations.
"""

import hashlib
import sys
from functools import cache
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.db import connection as django_connection
from django.db.migrations.loader import MigrationLoader
from django_tenants.postgresql_backend.base import FakeTenant
from psycopg import sql

from tenants import registry
from tenants.naming import TEMPLATE_SCHEMA

from . import ddl, fence
from .models import CompiledSchema

connection: Any = django_connection  # with what tenants.postgresql adds, which has no types

LEDGER = "django_migrations"
"""The table that every complete schema has."""


@cache
def fingerprint() -> str:
    """Tell apart two sets of migrations, and two ways of compiling them."""
    digest = hashlib.sha256(f"{ddl.ROLE}{ddl.GRANTS}".encode())
    loader = MigrationLoader(None, ignore_no_migrations=True)
    for _, migration in sorted(loader.disk_migrations.items()):
        source = sys.modules[migration.__module__].__file__ or ""
        digest.update(Path(source).read_bytes())
    return digest.hexdigest()[:16]


def compiled() -> str:
    """Answer the text that builds a tenant's schema.

    :raises CompiledSchema.DoesNotExist: when `compile_schema` has not run for this release.
    """
    return CompiledSchema.objects.get(fingerprint=fingerprint()).text


def exists(schema: str) -> bool:
    """Tell whether a schema is there; being made in one transaction it is then complete."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_namespace WHERE nspname = %s", [schema])
        return cursor.fetchone() is not None


def migrations_in(schema: str) -> int:
    """Count what health compares with the release: a portal that is behind has fewer."""
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(schema, LEDGER)).as_string())
        (number,) = cursor.fetchone()
    return int(number)


def compile_now() -> CompiledSchema:
    """Migrate the template and keep its text; does nothing when this release's text is there."""
    known = CompiledSchema.objects.filter(fingerprint=fingerprint()).first()
    if known:
        return known
    migrate(TEMPLATE_SCHEMA)
    registry.sync()
    text = ddl.compile_template()
    return CompiledSchema.objects.create(fingerprint=fingerprint(), text=text)


def migrate(schema: str) -> None:
    """Bring one schema up to date with Django's own executor, as the owner of all schemas.

    :raises OutsideItsSchemaError: when a migration would write anywhere else (attack T63); of that one nothing stays.
    """
    with connection.cursor() as cursor:
        cursor.execute(f'CREATE SCHEMA IF NOT EXISTS "{schema}"')
        ddl.make_role(cursor.execute, schema)
    connection.set_tenant(FakeTenant(schema_name=schema))
    try:
        with fence.around(schema):
            call_command("migrate_schemas", schema_name=schema, tenant=True, interactive=False, verbosity=0)
        connection.set_tenant(FakeTenant(schema_name=schema))
        _drop_foreign_keys_to_public(schema)
        with connection.cursor() as cursor:
            ddl.restrict(cursor.execute, schema)
    finally:
        connection.set_schema_to_public()


def _drop_foreign_keys_to_public(schema: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(ddl.FOREIGN_KEYS_TO_PUBLIC, [schema])
        for (statement,) in cursor.fetchall():
            cursor.execute(statement)
