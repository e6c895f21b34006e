"""The tasks that bring notices, and that find out what no job of a municipality can tell."""

from celery import shared_task

from tenants.celery import PlatformTask
from tenants.quotas import alarms as quotas
from tenants.schedule import stuck

from . import delivering


@shared_task(base=PlatformTask)
def deliver() -> int:
    """Bring what is due."""
    return delivering.deliver()


@shared_task(base=PlatformTask)
def look_at_quotas() -> None:
    """See which municipalities take more than their share."""
    quotas.look()


@shared_task(base=PlatformTask)
def look_at_work() -> None:
    """See whether work in the background is stuck."""
    stuck.look()
