"""A tenant's URLs: an object per (tenant, revision), never changed, never reloaded (architecture T7)."""

import threading
import uuid
from collections import OrderedDict
from collections.abc import Hashable, Sequence
from importlib import import_module
from typing import Any, Protocol, cast

from django.conf import settings
from django.conf.urls.i18n import is_language_prefix_patterns_used
from django.urls import clear_url_caches

from .types import TenantRef

DROPPED_BEFORE_CLEARING = 64
"""Django's own caches keyed by urlconf have no bound: after this many evictions they are emptied."""


ERROR_HANDLERS = frozenset({"handler400", "handler403", "handler404", "handler500"})


class Builder(Protocol):
    """What the module named by `TENANT_URLCONF_BUILDER` offers."""

    def revision(self, tenant: TenantRef) -> Hashable:
        """Answer the revision of the entered tenant's URLs: equal revisions, equal URLs."""

    def build(self, revision: Any) -> tuple[Sequence[Any], Sequence[Any]]:
        """Build the patterns and the mounted pages of a revision."""


class TenantUrlconf:
    """What `request.urlconf` holds. Django keys its resolver caches on it, by identity: it equals no other.

    It asks for the hash at every `reverse()`, twice, so there is nothing to work out for it.
    """

    __slots__ = ("__weakref__", "mounts", "revision", "tenant", "urlpatterns")

    def __init__(self, tenant: uuid.UUID, revision: Hashable, urlpatterns: Any, mounts: Any) -> None:
        self.tenant, self.revision = tenant, revision
        self.urlpatterns, self.mounts = urlpatterns, mounts

    def __getattr__(self, name: str) -> Any:
        # Django asks the urlconf for its error pages; they are the same for all tenants.
        if name in ERROR_HANDLERS:
            return getattr(import_module(settings.ROOT_URLCONF), name)
        raise AttributeError(name)

    def __repr__(self) -> str:
        return f"<urls of {self.tenant.hex[:12]}>"


class _Newest:
    """The newest urlconf of the last used tenants. Requests in flight keep an older one alive."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.kept: OrderedDict[uuid.UUID, TenantUrlconf] = OrderedDict()
        self.dropped = 0

    def get(self, tenant: uuid.UUID, revision: Hashable) -> TenantUrlconf | None:
        with self.lock:
            urlconf = self.kept.get(tenant)
            if urlconf is None or urlconf.revision != revision:
                return None
            self.kept.move_to_end(tenant)
            return urlconf

    def put(self, urlconf: TenantUrlconf) -> TenantUrlconf:
        with self.lock:
            old = self.kept.get(urlconf.tenant)
            if old is not None and old.revision == urlconf.revision:
                return old  # another thread built the same
            self.dropped += old is not None
            self.kept[urlconf.tenant] = urlconf
            self.kept.move_to_end(urlconf.tenant)
            while len(self.kept) > settings.TENANT_URLCONF_CACHE_SIZE:
                self.kept.popitem(last=False)
                self.dropped += 1
            self._clear_now_and_then()
        return urlconf

    def _clear_now_and_then(self) -> None:
        if self.dropped >= DROPPED_BEFORE_CLEARING:
            self.dropped = 0
            clear_url_caches()
            cast(Any, is_language_prefix_patterns_used).cache_clear()


_newest = _Newest()


def urlconf_for(tenant: TenantRef) -> TenantUrlconf:
    """Answer the urlconf object of the entered tenant, building it when its revision is new."""
    builder = cast(Builder, import_module(settings.TENANT_URLCONF_BUILDER))
    revision = builder.revision(tenant)
    urlconf = _newest.get(tenant.uuid, revision)
    if urlconf is None:
        urlconf = _newest.put(TenantUrlconf(tenant.uuid, revision, *builder.build(revision)))
    return urlconf
