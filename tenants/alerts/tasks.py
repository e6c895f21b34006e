"""The task that brings notices."""

from celery import shared_task

from tenants.celery import PlatformTask

from . import delivering


@shared_task(base=PlatformTask)
def deliver() -> int:
    """Bring what is due."""
    return delivering.deliver()
