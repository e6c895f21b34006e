"""Jobs of the lifecycle worker for the console."""

from celery import shared_task

from tenants.celery import PlatformTask

from . import mailing, operations


@shared_task(base=PlatformTask, ignore_result=True)
def forget() -> None:
    """Forget drafts that nobody goes on with, and invitations that nobody used."""
    operations.forget_drafts()
    operations.forget_invitations()


@shared_task(base=PlatformTask, ignore_result=True)
def mail_invitations() -> None:
    """Mail the links that wait for it."""
    mailing.deliver()
