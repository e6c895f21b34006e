"""Jobs of the lifecycle worker for the console."""

from celery import shared_task

from tenants.celery import PlatformTask

from . import mailing, operations
from .operations import journeys


@shared_task(base=PlatformTask, ignore_result=True)
def forget() -> None:
    """Forget drafts that nobody goes on with, invitations that nobody used, and journeys to a provider."""
    operations.forget_drafts()
    operations.forget_invitations()
    journeys.forget_journeys()


@shared_task(base=PlatformTask, ignore_result=True)
def mail_invitations() -> None:
    """Mail the links that wait for it."""
    mailing.deliver()
