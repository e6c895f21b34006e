"""Bring events, in a worker."""

from celery import shared_task

from tenants.celery import PlatformTask

from . import delivering


@shared_task(base=PlatformTask, ignore_result=True)
def deliver() -> None:
    """Bring what is due."""
    delivering.deliver()
