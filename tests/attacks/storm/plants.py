"""Leaks that are planted on purpose: a storm that does not find them proves nothing."""

import random
from collections.abc import Callable
from typing import Any


def plant(name: str) -> None:
    """Switch a leak on in this process.

    :raises KeyError: when there is none of this name.
    """
    PLANTS[name]()


def _cache() -> None:
    """Leave the tenant out of the keys of the cache."""
    from django.core.cache import caches

    from tenants.cache import shared_key

    caches.create_connection = _with_key_function(caches.create_connection, shared_key)  # type: ignore[method-assign]


def _with_key_function(create: Callable[[str], Any], function: Any) -> Callable[[str], Any]:
    def made(alias: str) -> Any:
        cache = create(alias)
        cache.key_func = function
        return cache

    return made


def _signing() -> None:
    """Sign with the same salt for everybody."""
    import sys

    from tenants import signing

    for module in list(sys.modules.values()):
        if (
            getattr(module, "__dict__", {}).get("salted_hmac") is signing.salted_hmac
            and module is not signing
        ):
            module.salted_hmac = signing._stock


def _host() -> None:
    """Answer one host in five with somebody else's portal."""
    from tenants import directory

    right, met = directory.by_host, []

    def by_host(host: str) -> Any:
        tenant = right(host)
        if tenant and tenant.serves:
            met.append(tenant)
            if random.random() < 0.2:  # noqa: S311
                return random.choice(met)  # noqa: S311
        return tenant

    directory.by_host = by_host


def _role() -> None:
    """Enter a schema as the login role itself, which is granted everything that tenants may."""
    from tenants.postgresql.base import DatabaseWrapper

    wanted = DatabaseWrapper._wanted
    DatabaseWrapper._wanted = lambda self: (None, wanted(self)[1])  # type: ignore[method-assign]


def _thread() -> None:
    """Let a query without a tenant through."""
    from django.conf import settings

    settings.TENANT_REQUIRED = False


PLANTS: dict[str, Callable[[], None]] = {
    "cache": _cache,
    "signing": _signing,
    "host": _host,
    "role": _role,
    "thread": _thread,
}
