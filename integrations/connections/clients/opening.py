"""Open a client."""

from integrations.connections import guard as guards
from integrations.connections.types import Access
from integrations.http import Deadline
from tenants.types import TenantRef

from .client import Client
from .guarding import Guard

GUARD: Guard = guards


def open(  # noqa: A001 - read as `clients.open()`
    access: Access, *, tenant: TenantRef, deadline: Deadline | None = None, guard: Guard | None = None
) -> Client:
    """Open a client that speaks to a system of a municipality; it costs nothing until it is used.

    :param deadline: by when all its calls must be done; each has the connection's own limits besides.
    :raises UnavailableError: when the address is none that a client can be bound to.
    """
    return Client(access, tenant=tenant, deadline=deadline, guard=guard or GUARD)
