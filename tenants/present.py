"""A tenant as it is at this moment, in one query: for who changes it and may not believe what a process remembers."""

import uuid
from typing import Any, Final

from .models import Tenant
from .types import TenantRef

AS_IT_IS: Final = """
SELECT tenants_tenant.*,
       coalesce((SELECT domain FROM tenants_domain WHERE tenant_id = tenants_tenant.id AND is_primary), '')
         AS primary_host,
       ARRAY(SELECT feature FROM tenants_featureswitch WHERE tenant_id = tenants_tenant.id AND is_on)
         AS switched_on
  FROM tenants_tenant WHERE uuid = %s
"""
AT_HOST: Final = AS_IT_IS.replace(
    "WHERE uuid = %s",
    "WHERE id = (SELECT tenant_id FROM tenants_domain WHERE domain = %s AND proven_at IS NOT NULL)",
)


def ref(identity: uuid.UUID | None) -> TenantRef | None:
    """Answer what `Tenant.ref()` makes of the row; None when there is no such tenant."""
    return _found(AS_IT_IS, identity)


def at_host(host: str) -> TenantRef | None:
    """Answer what `Tenant.ref()` makes of the tenant that has proven a host; its `host` is the primary one."""
    return _found(AT_HOST, host)


def _found(statement: str, value: object) -> TenantRef | None:
    row: Any
    for row in Tenant.objects.raw(statement, [value]):
        found: TenantRef = row.ref_with(row.primary_host, row.switched_on)
        return found
    return None
