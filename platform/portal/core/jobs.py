"""The portal's own job beside mail: what the console shows of a tenant's activity."""

from tenants import facts, insights
from tenants.audit.models import AuditRecord
from tenants.entry import current


def write_activity(_key: str) -> None:
    """Write when somebody last did something in the entered tenant, and what else the console knows of its inside."""
    last = AuditRecord.objects.order_by("-recorded_at").values_list("recorded_at", flat=True).first()
    insights.write(current(), "activity", {"last_activity": last.isoformat() if last else None})
    facts.write()
