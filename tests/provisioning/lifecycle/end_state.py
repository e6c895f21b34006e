"""The state that an opening leaves, without what differs each time: ids, moments, names of schemas."""

import uuid
from typing import Any

from django.db import connection

from provisioning.lifecycle.models import Operation
from tenants.models import Domain, OperatorRecord, Tenant

GRANTS = """
SELECT table_name, string_agg(privilege_type, ',' ORDER BY privilege_type)
  FROM information_schema.role_table_grants WHERE table_schema = %s AND grantee = %s GROUP BY 1 ORDER BY 1
"""


def of(identity: uuid.UUID) -> dict[str, Any]:
    """Describe everything that an operation is about."""
    operation = Operation.objects.get(uuid=identity)
    tenants = Tenant.objects.filter(domains__domain=operation.claimed_host)
    return {
        "operation": (operation.state, operation.lease_owner, operation.lease_until),
        "steps": list(operation.steps.values_list("position", "key", "state", "error")),
        "hosts": Domain.objects.filter(domain=operation.claimed_host).count(),
        "tenants": [_tenant(tenant) for tenant in tenants],
        "ours": [tenant.uuid for tenant in tenants] == [operation.tenant],
    }


def _tenant(tenant: Tenant) -> dict[str, Any]:
    return {
        "state": tenant.state,
        "kind": tenant.kind,
        "theme": tenant.theme,
        "features": sorted(tenant.feature_switches.values_list("feature", "is_on")),
        "keys": tenant.data_keys.count(),
        "insights": sorted(tenant.insights.values_list("topic", flat=True)),
        "releases": list(tenant.releases.order_by("number").values_list("number", "kind", "author")),
        "records": sorted(OperatorRecord.objects.filter(tenant=tenant.uuid).values_list("action", "actor")),
        "rows": _rows(tenant.schema_name),
        "grants": _pairs(GRANTS, [tenant.schema_name, tenant.schema_name]),
    }


def _pairs(statement: str, values: list[str]) -> dict[str, Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return dict(cursor.fetchall())


def _rows(schema: str) -> dict[str, int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s ORDER BY 1", [schema])
        tables = [table for (table,) in cursor.fetchall()]
        counts = [f"SELECT '{table}', count(*) FROM {schema}.{table}" for table in tables]
        cursor.execute(" UNION ALL ".join(counts))
        return dict(cursor.fetchall())
