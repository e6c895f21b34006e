"""Run operations in the lifecycle worker. A message holds nothing but the operation's UUID."""

import uuid

from celery import shared_task

from tenants.celery import PlatformTask

from . import operations, queries, queueing, rechecking, runner, verification
from .bulk import queries as bulks
from .bulk import running


@shared_task(base=PlatformTask, acks_late=True)
def run_operation(operation_uuid: str) -> None:
    """Run what remains of an operation, unless somebody is at it."""
    runner.run(uuid.UUID(operation_uuid))


@shared_task(base=PlatformTask, acks_late=True)
def run_bulk(bulk_uuid: str) -> None:
    """Ask at each municipality of a bulk operation that still waits."""
    running.advance(uuid.UUID(bulk_uuid))


@shared_task(base=PlatformTask, ignore_result=True)
def resume_operations() -> None:
    """Begin what is due; queue what was never taken as the queue was away, or left by a worker that died."""
    operations.begin_due()
    for identity in queries.waiting():
        queueing.queue(identity)
    for identity in bulks.waiting():
        running.queue(identity)


@shared_task(base=PlatformTask, ignore_result=True)
def recheck_domains() -> None:
    """Look whether the proofs of hosts still stand in the DNS; one that is gone is an alert."""
    rechecking.recheck()


@shared_task(base=PlatformTask, ignore_result=True)
def keep_spares() -> None:
    """Ask for the spares that are missing, and have removed those of another release."""
    operations.keep_spares()


@shared_task(base=PlatformTask, ignore_result=True)
def verify_roles() -> None:
    """Compare roles and rights in the database with what provisioning makes; drift is an alert."""
    verification.verify()
