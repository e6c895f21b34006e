"""The product's Celery app with kinds that go to a receiver: `celery -A tests.faults.outbox.worker worker`."""

from config.celery import app
from tests.faults.outbox import sending

__all__ = ["app"]

sending.register()
