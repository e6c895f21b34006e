"""The read model through which the console sees a tenant's inside: counts, versions, health (T2)."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from .entry import outside
from .models import Insight
from .types import TenantRef


def write(tenant: TenantRef, topic: str, data: Mapping[str, Any]) -> None:
    """Replace what the console knows of a tenant on this topic: no secrets, no personal data."""
    with outside():
        Insight.objects.update_or_create(
            tenant_id=_key(tenant),
            topic=topic,
            defaults={"data": dict(data), "written_at": timezone.now()},
        )


def _key(tenant: TenantRef) -> int:
    from .models import Tenant

    return int(Tenant.objects.values_list("pk", flat=True).get(uuid=tenant.uuid))
