"""The one way into a tenant (architecture T3). Who is entered hangs on the thread's own connection."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast

from django.db import connection as django_connection
from django.urls import get_urlconf, set_urlconf
from structlog import contextvars

from .errors import NoTenantError
from .types import TenantRef

connection: Any = django_connection  # with what tenants.postgresql adds, which has no types


def current() -> TenantRef:
    """Answer which tenant is entered in this thread.

    :raises NoTenantError: when none is.
    """
    tenant = getattr(connection, "tenant", None)
    if not isinstance(tenant, TenantRef):
        raise NoTenantError("No tenant is entered: use tenants.entry.enter().")
    return tenant


def is_entered() -> bool:
    """Tell whether a tenant is entered in this thread."""
    return isinstance(getattr(connection, "tenant", None), TenantRef)


@contextmanager
def enter(tenant: TenantRef, *, urls: bool = False) -> Iterator[TenantRef]:
    """Run a block inside a tenant: its schema, its database role, its log context.

    :param urls: also make `reverse()` answer with the tenant's own URLs, at the price of a query.
    """
    from .urlconf import urlconf_for

    before, urlconf = connection.tenant, get_urlconf()
    connection.set_tenant(tenant)
    try:
        with contextvars.bound_contextvars(tenant=str(tenant.uuid)):
            if urls:
                set_urlconf(cast(Any, urlconf_for(tenant)))  # Django takes any object with urlpatterns
            yield tenant
    finally:
        connection.set_tenant(before)
        set_urlconf(urlconf)


@contextmanager
def outside() -> Iterator[None]:
    """Run a block as nobody's: the login role itself, which may read the directory and little else."""
    before = connection.tenant
    connection.set_schema_to_public()
    try:
        yield
    finally:
        connection.set_tenant(before)
