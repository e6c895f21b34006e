"""The compiled text makes what migrating makes (architecture T6, T8)."""

import pytest
from django.db import DatabaseError, connection

from provisioning.lifecycle import ddl, schema
from tenants.naming import TEMPLATE_SCHEMA
from tenants.types import TenantRef

OTHER = "t_0123456789ab"


@pytest.mark.covers("architecture T8")
def test_a_replayed_schema_equals_the_migrated_template(own_database: str) -> None:
    with connection.cursor() as cursor:
        ddl.make_role(cursor.execute, OTHER)
        ddl.replay(cursor.execute, schema.compiled(), OTHER)

    replayed, template = ddl.normalised(OTHER), ddl.normalised(TEMPLATE_SCHEMA)

    # The template has no role of its own that serves, so its rights are compared by the tests of logins.
    assert without_rights(replayed) == without_rights(template)
    assert len(replayed) > 50_000


def without_rights(text: str) -> list[str]:
    skipped = ("GRANT ", "REVOKE ", "ALTER DEFAULT PRIVILEGES", "SELECT pg_catalog.setval")
    return sorted(line for line in text.splitlines() if not line.startswith(skipped))


def test_a_difference_is_seen(own_database: str) -> None:
    """The negative control."""
    with connection.cursor() as cursor:
        ddl.make_role(cursor.execute, OTHER)
        ddl.replay(cursor.execute, schema.compiled(), OTHER)
        cursor.execute(f"ALTER TABLE {OTHER}.django_site ADD COLUMN x int")

    assert without_rights(ddl.normalised(OTHER)) != without_rights(ddl.normalised(TEMPLATE_SCHEMA))


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
