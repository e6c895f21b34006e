"""The portal's own jobs: mail (see `mail.tasks`), and what the console shows of a tenant's activity."""

from celery import shared_task

from tenants import directory, facts, insights
from tenants.audit.models import AuditRecord
from tenants.celery import PlatformTask, TenantTask
from tenants.entry import current, enter

from .mail.tasks import deliver, dispatch

__all__ = ["deliver", "dispatch", "dispatch_activity", "write_activity"]


@shared_task(base=PlatformTask)
def dispatch_activity() -> int:
    """Have each tenant that serves write its activity; answer how many were asked."""
    asked = 0
    for tenant in directory.serving():
        with enter(tenant):
            write_activity.delay()
        asked += 1
    return asked


@shared_task(base=TenantTask)
def write_activity() -> None:
    """Write when somebody last did something in the entered tenant, and what else the console knows of its inside."""
    last = AuditRecord.objects.order_by("-recorded_at").values_list("recorded_at", flat=True).first()
    insights.write(current(), "activity", {"last_activity": last.isoformat() if last else None})
    facts.write()
