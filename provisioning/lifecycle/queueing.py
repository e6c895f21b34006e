"""Put an operation into the queue. A queue that is away loses nothing: beat looks for what waits."""

import datetime
import uuid

from celery import current_app
from django.conf import settings
from django.db.models.functions import Now
from structlog import get_logger

from tenants.celery import BROKER_AWAY

from .models import Operation

TASK = "provisioning.lifecycle.tasks.run_operation"
log = get_logger(__name__)


def after_opening() -> None:
    """Wake what waited for a portal to serve, such as the invitation; beat would do it later too."""
    try:
        for task in settings.TENANT_OPENED_TASKS:
            current_app.send_task(task, args=[])
    except BROKER_AWAY as error:
        log.warning("lifecycle.queue_away", error=type(error).__name__)


def queue(identity: uuid.UUID, *, after: datetime.timedelta = datetime.timedelta(0)) -> bool:
    """Ask a worker to take an operation; answers no when the queue cannot be reached."""
    try:
        # By name: tasks stand above operations, which call this.
        current_app.send_task(TASK, args=[str(identity)], countdown=after.total_seconds() or None)
    except BROKER_AWAY as error:
        log.warning("lifecycle.queue_away", operation=str(identity), error=type(error).__name__)
        return False
    Operation.objects.filter(uuid=identity).update(queued_at=Now() + after)
    return True
