"""What a seeded leak survived: what a municipality's role may do, read from the database's own catalogue (T27)."""

import pytest
from django.db import connection

from provisioning.lifecycle import cluster, ddl
from tenants.entry import enter
from tenants.types import TenantRef

READABLE = """
SELECT n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S') AND n.nspname <> current_schema()
   AND n.nspname NOT IN ('pg_catalog', 'information_schema')
   AND CASE WHEN c.relkind = 'S' THEN has_sequence_privilege(c.oid, 'USAGE, SELECT, UPDATE')
            ELSE has_table_privilege(c.oid, 'SELECT, INSERT, UPDATE, DELETE')
              OR has_any_column_privilege(c.oid, 'SELECT')
       END
"""
ENTERED = "SELECT nspname FROM pg_namespace WHERE nspname LIKE 't\\_%' AND has_schema_privilege(oid, 'USAGE, CREATE')"
ROLES = "SELECT rolname FROM pg_roles WHERE pg_has_role(current_user, oid, 'MEMBER')"


def asked(statement: str) -> list[tuple[str, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return sorted(cursor.fetchall())


@pytest.fixture(params=["zonnedam", "waterrijk"])
def either(request: pytest.FixtureRequest) -> TenantRef:
    found: TenantRef = request.getfixturevalue(request.param)
    return found


@pytest.mark.attack("T27", "V13")
def test_outside_its_schema_a_role_reads_the_shared_reference_and_nothing_else(either: TenantRef) -> None:
    with enter(either):
        assert asked(READABLE) == sorted(("public", table) for table in cluster.REFERENCE)
        assert asked(ENTERED) == [(either.schema_name,)]


@pytest.mark.attack("T27")
def test_a_role_can_take_on_no_other(either: TenantRef) -> None:
    with enter(either):
        assert asked(ROLES) == sorted([(either.schema_name,), (cluster.READERS,)])


@pytest.mark.covers("architecture T14")
@pytest.mark.parametrize("table", [*ddl.APPEND_ONLY, *ddl.READ_ONLY])
@pytest.mark.parametrize("right", ["UPDATE", "DELETE", "TRUNCATE", "TRIGGER", "REFERENCES"])
def test_what_stands_in_a_log_stays(either: TenantRef, table: str, right: str) -> None:
    with enter(either):
        assert asked(f"SELECT has_table_privilege('{table}', '{right}')") == [(False,)]
