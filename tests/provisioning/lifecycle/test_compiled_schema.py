"""The compiled text makes what migrating makes (architecture T6, T8)."""

import functools
from collections.abc import Iterator

import pytest
from django.db import DatabaseError, connection
from pytest_django import DjangoDbBlocker

from provisioning.lifecycle import comparing, ddl, schema
from tenants.naming import TEMPLATE_SCHEMA
from tenants.types import TenantRef
from tests import databases

OTHER = "t_0123456789ab"


CHANGES = {
    "a column": "ALTER TABLE {}.django_site ADD COLUMN x int",
    "an order of columns": "ALTER TABLE {0}.django_site DROP COLUMN name; ALTER TABLE {0}.django_site ADD name text",
    "a constraint": "ALTER TABLE {}.django_site DROP CONSTRAINT django_site_pkey CASCADE",
    "a row": "DELETE FROM {}.django_migrations WHERE app = 'sites'",
    "a sequence": "SELECT setval('{}.django_migrations_id_seq', 5000)",
    "a right": "REVOKE SELECT ON {0}.django_site FROM {0}",
    "a right too many": "GRANT DELETE ON {0}.audit_auditrecord TO {0}",
    "a right on what comes later": "ALTER DEFAULT PRIVILEGES IN SCHEMA {0} REVOKE DELETE ON TABLES FROM {0}",
}


@pytest.fixture(scope="module")
def _built(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """Give the migrated template a tenant's rights, and replay its text beside it."""
    usual = connection.settings_dict["NAME"]
    name = f"{usual}_compiled"
    databases.clone(name)
    with django_db_blocker.unblock():
        connection.close()
        connection.settings_dict["NAME"] = name
        with connection.cursor() as cursor:
            cursor.execute(ddl.GRANTS.replace(ddl.MARK, TEMPLATE_SCHEMA))
            ddl.make_role(cursor.execute, OTHER)
            ddl.replay(cursor.execute, schema.compiled(), OTHER)
        connection.close()
        connection.settings_dict["NAME"] = usual
    yield name
    databases.drop(name)


@pytest.fixture
def built(_built: str, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    usual = connection.settings_dict["NAME"]
    with django_db_blocker.unblock():
        connection.close()
        connection.settings_dict["NAME"] = _built
        yield
        connection.close()
        connection.settings_dict["NAME"] = usual


def differing() -> list[str]:
    """Compare as the check does; the dumps are read by another program, so what is compared is committed."""
    return comparing.differences(migrated(connection.settings_dict["NAME"]), ddl.normalised(OTHER))


@functools.cache
def migrated(_database: str) -> str:
    """Read what migrations made, once: no test changes it."""
    return ddl.normalised(TEMPLATE_SCHEMA)


@pytest.mark.covers("architecture T8")
def test_a_replayed_schema_equals_the_migrated_one_with_rights_rows_and_sequences(built: None) -> None:
    assert differing() == []
    assert len(ddl.normalised(OTHER)) > 50_000


@pytest.mark.parametrize("what", CHANGES)
def test_what_differs_is_seen(built: None, what: str) -> None:
    """The negative control."""
    with connection.cursor() as cursor:
        cursor.execute(CHANGES[what].format(OTHER))
    try:
        assert differing()
    finally:
        with connection.cursor() as cursor:
            ddl.drop_schema(cursor.execute, OTHER)
            ddl.replay(cursor.execute, schema.compiled(), OTHER)


def test_when_a_migration_ran_is_no_difference() -> None:
    line = "INSERT INTO @schema@.django_migrations VALUES (7, 'sites', '0001_initial', '{}+00');\n"

    assert (
        comparing.differences(line.format("2026-11-26 05:00:00.1"), line.format("2027-01-01 00:00:00")) == []
    )
    assert comparing.differences(line.format("x"), line.format("x").replace("sites", "cms"))


@pytest.mark.covers("architecture T6")
def test_no_tenants_table_has_a_foreign_key_to_public(zonnedam: TenantRef) -> None:
    with connection.cursor() as cursor:
        cursor.execute(ddl.FOREIGN_KEYS_TO_PUBLIC, [zonnedam.schema_name])
        assert cursor.fetchall() == []


@pytest.mark.covers("architecture T6")
def test_no_table_stands_both_in_public_and_in_a_tenant(zonnedam: TenantRef) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class"
            " WHERE relkind = 'r' AND relnamespace IN (%s::regnamespace, 'public'::regnamespace)"
            " GROUP BY relname HAVING count(*) > 1",
            [zonnedam.schema_name],
        )
        assert cursor.fetchall() == [("django_migrations",)]


def test_a_name_that_is_no_tenants_schema_is_refused() -> None:
    with pytest.raises(ValueError, match="public"):
        ddl.replay(lambda text: None, "", "public")


def test_the_schema_is_all_there_or_not_at_all(own_database: str) -> None:
    broken = f"{schema.compiled()} SELECT does_not_exist;"
    with connection.cursor() as cursor:
        ddl.make_role(cursor.execute, OTHER)
        with pytest.raises(DatabaseError, match="does_not_exist"):
            ddl.replay(cursor.execute, broken, OTHER)
    connection.close()

    assert not schema.exists(OTHER)
