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


def ref(identity: uuid.UUID | None) -> TenantRef | None:
    """Answer what `Tenant.ref()` makes of the row; None when there is no such tenant."""
    row: Any
    for row in Tenant.objects.raw(AS_IT_IS, [identity]):
        found: TenantRef = row.ref_with(row.primary_host, row.switched_on)
        return found
    return None
