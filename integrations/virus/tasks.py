"""The task that finds out whether the scanner is well, also while nobody sends a file."""

from celery import shared_task

from tenants.celery import PlatformTask

from . import alarms


@shared_task(base=PlatformTask, name="integrations.virus.tasks.look")
def look() -> None:
    """See whether files can be examined."""
    alarms.look()
