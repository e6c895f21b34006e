"""Tell the worker that a command waits."""

import uuid

import structlog
from celery import current_app

from tenants.celery import BROKER_AWAY

log = structlog.get_logger(__name__)
TASK = "integrations.connections.tasks.apply"
"""By name: whoever asks does not import the tasks."""


def put(command: uuid.UUID) -> None:
    """Queue a command; without a broker nothing is lost, as the dispatcher finds it later."""
    try:
        current_app.send_task(TASK, args=[str(command)])
    except BROKER_AWAY:
        log.warning("connections.not_queued", command=str(command))
