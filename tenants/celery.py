"""Tasks that run inside a tenant, or not at all (attack T43, tenancy V5).

A task for a tenant carries the tenant's UUID in a header; a message without one, with an unknown one, or
for a tenant that does not serve is refused.
"""

import uuid
from typing import Any

from celery import Task
from structlog import get_logger

from . import directory
from .entry import current, enter, is_entered, outside
from .errors import NotServingError
from .types import TenantRef

HEADER = "tenant"
log = get_logger(__name__)


class TenantTask(Task):
    """The base class of every task that touches a tenant."""

    abstract = True

    def apply_async(self, *args: Any, **kwargs: Any) -> Any:
        """Queue the task for the entered tenant.

        :raises NoTenantError: when none is entered.
        """
        headers = {**(kwargs.pop("headers", None) or {}), HEADER: str(current().uuid)}
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


def _tenant_of(request: Any) -> TenantRef:
    # Celery puts unknown headers both on the request itself and in its `headers`, depending on version.
    named = getattr(request, HEADER, None) or (getattr(request, "headers", None) or {}).get(HEADER)
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
