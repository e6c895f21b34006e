"""Deliver mail; and find, every half minute, what was stored while nobody listened."""

import uuid

from celery import shared_task
from django.db import DatabaseError
from django.utils import timezone
from structlog import get_logger

from tenants import directory
from tenants.celery import PlatformTask, TenantTask
from tenants.entry import enter

from . import operations, queries

log = get_logger(__name__)


@shared_task(base=TenantTask)
def deliver(key: str) -> None:
    """Deliver one message of the entered tenant."""
    operations.deliver(uuid.UUID(key))


@shared_task(base=PlatformTask)
def dispatch() -> int:
    """Queue every message that is due, of every tenant that serves; answer how many."""
    now = timezone.now()
    queued = 0
    for tenant in directory.serving():
        try:
            with enter(tenant):
                for key in queries.due_keys(now):
                    operations.queue(key)
                    queued += 1
        except DatabaseError as error:  # one tenant in trouble must not keep the others' mail
            log.exception("mail.dispatch_failed", tenant=str(tenant.uuid), error=type(error).__name__)
    return queued
