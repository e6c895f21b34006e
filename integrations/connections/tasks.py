"""Jobs for connections; the arguments are keys, never a secret."""

import uuid

from celery import shared_task

from tenants.celery import PlatformTask

from . import operations
from .health import hurrying


@shared_task(base=PlatformTask, name="integrations.connections.tasks.apply")
def apply(command: str) -> None:
    """Carry out one command."""
    operations.carry_out(command=uuid.UUID(command))


@shared_task(base=PlatformTask, name="integrations.connections.tasks.dispatch")
def dispatch() -> None:
    """Find commands that no worker has."""
    operations.dispatch()


@shared_task(base=PlatformTask, name="integrations.connections.tasks.hurry")
def hurry() -> None:
    """Look where a breaker opened or closed."""
    hurrying.hurry()
