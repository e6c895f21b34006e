"""The end state of an operation, down to the rows: without what differs each time, such as names, keys and moments."""

import hashlib
import re
import uuid
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

from provisioning.lifecycle import ddl
from provisioning.lifecycle.models import Operation
from tenants.models import Domain, OperatorRecord, ReleasedHost, Tenant
from tenants.naming import schema_for
from tests.provisioning.lifecycle import end_state

LEFT = """
SELECT (SELECT count(*) FROM pg_namespace WHERE nspname = %(name)s),
       (SELECT count(*) FROM pg_roles WHERE rolname = %(name)s)
"""
OTHERS = """
SELECT name FROM (SELECT nspname FROM pg_namespace UNION ALL SELECT rolname FROM pg_roles) AS every (name)
 WHERE name LIKE 't\\_%%' AND name <> %(name)s ORDER BY 1
"""
MEMBERS = """
SELECT role.rolname, member.rolname FROM pg_auth_members
  JOIN pg_roles AS role ON role.oid = roleid JOIN pg_roles AS member ON member.oid = pg_auth_members.member
 WHERE %(name)s IN (role.rolname, member.rolname) ORDER BY 1, 2
"""
DERIVED = """
SELECT coalesce(array_agg(column_name::text), '{}') FROM information_schema.columns
 WHERE table_schema = %s AND table_name = %s AND data_type = 'tsvector'
"""
"""Words for searching, which stand in the order of the alphabet: another name stands elsewhere."""
DIFFERING = re.compile(
    r"""
      \\x[0-9a-f]+                                   # bytes: keys, seals
    | [0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}    # identities
    | t_[0-9a-f]{12}                                 # names of schemas
    | [0-9a-f]{32,}                                  # tokens
    | [A-Za-z0-9+/_=$-]{40,}                         # passwords, signatures
    | (?i:proefdorp[\s-][aekt]{4})                   # what `plans` names
    | \d+                                            # numbers of rows, moments
    """,
    re.VERBOSE,
)


def of(identity: uuid.UUID) -> dict[str, Any]:
    """Describe all that an operation leaves: schema, rows, roles, media, hosts, journal, audit trail."""
    operation = Operation.objects.get(uuid=identity)
    found = end_state.of(identity)
    if operation.tenant is None:
        return found
    schema = schema_for(operation.tenant)
    kept = Tenant.objects.filter(uuid=operation.tenant)
    return {
        **found,
        "left": _all(LEFT, schema),
        "members": [_masked(repr(pair)) for pair in _all(MEMBERS, schema)],
        "row": [_masked(repr(row)) for row in kept.values_list("state", "name", "kind", "theme")],
        "hosts of it": sorted(
            _masked(repr(host))
            for host in Domain.objects.filter(tenant__uuid=operation.tenant).values_list(
                "domain", "is_primary", "certificate", "risk_accepted_by", "proven_at"
            )
        ),
        "released hosts": ReleasedHost.objects.filter(tenant=operation.tenant).count(),
        "others": sorted(
            Operation.objects.filter(tenant=operation.tenant)
            .exclude(uuid=identity)
            .values_list("kind", "state")
        ),
        "trail": sorted(
            OperatorRecord.objects.filter(tenant=operation.tenant).values_list("action", "outcome")
        ),
        "media": _media(operation.tenant),
        **(_inside(schema) if kept else {}),
    }


def schemas_but_of(identity: uuid.UUID) -> list[str]:
    """List the schemas and roles of everybody else."""
    tenant = Operation.objects.get(uuid=identity).tenant
    return [name for (name,) in _all(OTHERS, schema_for(tenant) if tenant else "")]


def _inside(schema: str) -> dict[str, Any]:
    structure = _masked(ddl.structure(schema))
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s ORDER BY 1", [schema])
        tables = [table for (table,) in cursor.fetchall()]
    return {
        "structure": hashlib.sha256(structure.encode()).hexdigest(),
        "contents": {table: _contents(schema, table) for table in tables},
    }


def _contents(schema: str, table: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(DERIVED, [schema, table])
        (derived,) = cursor.fetchone()
        cursor.execute(f"SELECT (to_jsonb(row) - %s::text[])::text FROM {schema}.{table} AS row", [derived])
        return sorted(_masked(row) for (row,) in cursor.fetchall())


def _media(tenant: uuid.UUID) -> list[str]:
    folder = Path(settings.MEDIA_ROOT) / tenant.hex
    return sorted(_masked(str(file.relative_to(folder))) for file in folder.rglob("*") if file.is_file())


def _all(statement: str, name: str) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement, {"name": name})
        return list(cursor.fetchall())


def _masked(text: str) -> str:
    return DIFFERING.sub("#", text)
