"""Who the tenants are, remembered per process (architecture T4, T9).

A process looks at the revision row at most every `TENANT_DIRECTORY_TTL` seconds and drops all that it
knows when the number has changed; so a switch, a suspension or a new host acts everywhere within that
time, with or without Redis.
"""

import dataclasses
import threading
import time
import uuid
from collections.abc import Iterator

from django.conf import settings
from django.db.models import QuerySet

from . import present
from .entry import outside
from .models import DirectoryRevision, Tenant
from .types import SERVING, TenantRef

MOST_KNOWN = 10_000


class _Known:
    """What this process knows, and until when it may believe it."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.generation = 0
        self.forget()

    def forget(self) -> None:
        self.generation += 1
        self.revision = -1
        self.until = 0.0
        self.by_host: dict[str, TenantRef | None] = {}
        self.by_uuid: dict[uuid.UUID, TenantRef | None] = {}

    def refresh(self, *, at_once: bool = False) -> bool:
        """Look at the revision row when it is time, and forget everything when it has moved; answers whether it was."""
        now = time.monotonic()
        if now < self.until and not at_once:
            return False
        with self.lock:
            if now < self.until and not at_once:
                return False  # another thread has just begun to look
            self.until = now + settings.TENANT_DIRECTORY_TTL
        try:
            number = _revision()
        except BaseException:
            self.until = 0.0
            raise
        if number != self.revision or len(self.by_host) > MOST_KNOWN:
            self.by_host, self.by_uuid, self.revision = {}, {}, number
            self.generation += 1
        return True


_known = _Known()


class Belief:
    """What was true of the directory when it was made; it holds until this process looks again, or hears of a change.

    Make it before what is to be believed is looked up: a change in between then ends it.
    """

    __slots__ = ("_generation", "_known")

    def __init__(self) -> None:
        self._known, self._generation = _known, _known.generation

    def holds(self) -> bool:
        """Tell whether a look-up would still answer the same without asking the database: asked at every statement."""
        return self._generation == self._known.generation and time.monotonic() < self._known.until


def forget() -> None:
    """Drop what this process knows; the next look-up asks the database."""
    _known.forget()


def generation() -> int:
    """Answer a number that moves in this process with every change of the directory, as far as it knows.

    It is at most `TENANT_DIRECTORY_TTL` seconds behind, and never stands twice for different states.
    """
    _known.refresh()
    return _known.generation


def by_host(host: str) -> TenantRef | None:
    """Find the tenant with this exact host name, as `tenants.hosts.normalise` returns it."""
    looked = _known.refresh()
    known = _known.by_host.get(host)
    if known is not None and known.serves:
        return known
    # Only what serves is believed for a while: a portal that has just opened answers at once, everywhere.
    if not looked:
        _known.refresh(at_once=True)
    by_host = _known.by_host
    if host not in by_host:
        with outside():
            tenant = present.at_host(host)
        by_host[host] = dataclasses.replace(tenant, host=host) if tenant else None
        if tenant:
            _known.by_uuid.setdefault(tenant.uuid, tenant)
    return by_host[host]


def remembered(host: str) -> TenantRef | None:
    """Answer what this process knew last of a host, without asking: for the page that says the database is away."""
    return _known.by_host.get(host)


def by_uuid(identity: uuid.UUID) -> TenantRef | None:
    """Find the tenant with this UUID; its `host` is then the primary one."""
    _known.refresh()
    known = _known.by_uuid
    if identity not in known:
        with outside():
            tenant = _with_parts().filter(uuid=identity).first()
        known[identity] = tenant.ref() if tenant else None
    return known[identity]


def beginning_with(start: bytes) -> list[TenantRef]:
    """List the tenants, in whatever state, whose UUID begins so: there are few places for a whole one."""
    rest = 16 - len(start)
    between = (uuid.UUID(bytes=start + bytes(rest)), uuid.UUID(bytes=start + b"\xff" * rest))
    with outside():
        return [tenant.ref() for tenant in _with_parts().filter(uuid__range=between).order_by("pk")]


def serving() -> Iterator[TenantRef]:
    """List all tenants for which jobs may run, in a stable order."""
    with outside():
        tenants = list(_with_parts().filter(state__in=[s.value for s in SERVING]).order_by("pk"))
    for tenant in tenants:
        yield tenant.ref()


def _with_parts() -> "QuerySet[Tenant]":
    tenants: QuerySet[Tenant] = Tenant.objects.prefetch_related("domains", "feature_switches")
    return tenants


def _revision() -> int:
    with outside():
        return DirectoryRevision.objects.values_list("number", flat=True).first() or 0
