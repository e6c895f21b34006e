"""Tasks that run inside a tenant, or not at all (attack T43, tenancy V5).

A task for a tenant carries the tenant's UUID in a header; a message without one, with an unknown one, or
for a tenant that does not serve is refused.
"""

import uuid
from typing import Any

import redis
from celery import Task, current_task
from kombu.exceptions import OperationalError
from structlog import get_logger

from . import directory
from .entry import current, enter, is_entered, outside
from .errors import NotServingError
from .types import TenantRef

HEADER = "tenant"
BROKER_AWAY = (OperationalError, redis.RedisError, OSError)
"""What asking for a task may raise: nobody there, or a Redis that is full or only reads (faults F25, F26).

kombu wraps the first kind only. Whoever asks leaves a row behind first, which a dispatcher finds.
"""
log = get_logger(__name__)


class TenantTask(Task):
    """The base class of every task that touches a tenant."""

    abstract = True

    def apply_async(self, *args: Any, **kwargs: Any) -> Any:
        """Queue the task for the entered tenant, or for that of the task which it follows.

        :raises NoTenantError: when there is neither.
        """
        headers = {**(kwargs.pop("headers", None) or {}), HEADER: _entered_or_followed()}
        return super().apply_async(*args, headers=headers, **kwargs)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Enter the tenant that the message names and run the task there.

        :raises NotServingError: when the message names none that serves.
        """
        if is_entered():  # called in place, in a test or by another task of the same tenant
            return super().__call__(*args, **kwargs)
        with enter(_tenant_of(self.request), urls=True):
            return super().__call__(*args, **kwargs)


class PlatformTask(Task):
    """The base class of tasks that belong to no tenant: dispatchers and lifecycle jobs."""

    abstract = True

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Run the task outside any tenant."""
        with outside():
            return super().__call__(*args, **kwargs)


def _entered_or_followed() -> str:
    """Name the entered tenant; between a task and its links nobody is entered, and its message says whose it is."""
    followed = _named_by(current_task.request) if current_task and not is_entered() else None
    return followed or str(current().uuid)


def _named_by(request: Any) -> str | None:
    # Celery puts unknown headers both on the request itself and in its `headers`, depending on version.
    named = getattr(request, HEADER, None) or (getattr(request, "headers", None) or {}).get(HEADER)
    return str(named) if named else None


def _tenant_of(request: Any) -> TenantRef:
    named = _named_by(request) or (_named_by(current_task.request) if current_task else None)
    try:
        tenant = directory.by_uuid(uuid.UUID(str(named)))
    except ValueError:
        tenant = None
    if tenant is None or not tenant.serves:
        log.error(
            "tenant.violation", reason="task without a serving tenant", task=getattr(request, "task", "")
        )
        raise NotServingError("This task names no tenant that serves.")
    return tenant
