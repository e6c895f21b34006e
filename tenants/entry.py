"""The one way into a tenant (architecture T3). Who is entered hangs on the thread's own connection."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections
from django.db import connection as django_connection
from django.urls import get_urlconf, set_urlconf
from django.utils import timezone, translation
from structlog import contextvars

from .errors import NoTenantError
from .types import PLATFORM, Platform, TenantRef

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


def is_outside() -> bool:
    """Tell whether this thread has said that it works for the platform, or is in a process that does only that."""
    tenant = getattr(connection, "tenant", None)
    return isinstance(tenant, Platform) or not (isinstance(tenant, TenantRef) or settings.TENANT_REQUIRED)


@contextmanager
def enter(tenant: TenantRef, *, urls: bool = False) -> Iterator[TenantRef]:
    """Run a block inside a tenant: its schema, its database role, its log context.

    :param urls: also make `reverse()` answer with the tenant's own URLs, at the price of a query.
    """
    from .urlconf import urlconf_for

    here: Any = connections[DEFAULT_DB_ALIAS]  # looked up once: this is part of every request
    before, urlconf = here.tenant, get_urlconf()
    here.set_tenant(tenant)
    log_context = contextvars.bind_contextvars(tenant=str(tenant.uuid))
    try:
        with _own_language(before, tenant):
            if urls:
                set_urlconf(cast(Any, urlconf_for(tenant)))  # Django takes any object with urlpatterns
            yield tenant
    finally:
        here.set_tenant(before)
        set_urlconf(urlconf)
        contextvars.reset_contextvars(**log_context)


@contextmanager
def _own_language(before: object, tenant: TenantRef) -> Iterator[None]:
    """Start with the language and time zone of nobody, unless it is the same tenant (attack T64)."""
    if isinstance(before, TenantRef) and before.uuid == tenant.uuid:
        yield
        return
    with translation.override(settings.LANGUAGE_CODE), timezone.override(None):
        yield


@contextmanager
def outside() -> Iterator[None]:
    """Run a block as nobody's: the login role itself, which may read the directory and little else."""
    before = connection.tenant
    connection.set_tenant(PLATFORM)
    try:
        yield
    finally:
        connection.set_tenant(before)
