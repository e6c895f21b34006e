"""Cache entries: a tenant's UUID in each key, so that no key can be shared by accident (T5, V2), and no error
when Redis is away: a cache that cannot be reached is an empty one (tenancy V14).
"""

import hashlib
import uuid
from collections.abc import Callable
from typing import Any

import redis
from django.conf import settings
from django.core.cache.backends.redis import RedisCache
from structlog import get_logger

from .entry import current, is_entered
from .errors import NoTenantError

log = get_logger(__name__)
AWAY = (
    redis.exceptions.ConnectionError,
    redis.exceptions.TimeoutError,
    redis.exceptions.OutOfMemoryError,
    redis.exceptions.ReadOnlyError,
    redis.exceptions.MasterDownError,
)
"""Nobody there, or somebody who takes nothing: full, or a replica (fault F25)."""


def tenant_key(key: str, prefix: str, version: int) -> str:
    """Make the key of a tenant's entry.

    :raises NoTenantError: outside a tenant.
    """
    return key_of(current().uuid, key, prefix, version)


def key_of(tenant: uuid.UUID, key: str, prefix: str = "", version: int = 1) -> str:
    """Make the key of an entry of a named tenant: the same as `tenant_key` makes inside.

    :raises NoTenantError: inside another tenant.
    """
    if is_entered() and current().uuid != tenant:
        raise NoTenantError("This entry is another tenant's than the one that is entered.")
    return f"{tenant.hex}:{prefix}:{version}:{_hidden(key)}"


def shared_key(key: str, prefix: str, version: int) -> str:
    """Make the key of platform data that belongs to no tenant."""
    return f"shared:{prefix}:{version}:{_hidden(key)}"


def _hidden(key: str) -> str:
    """Hide what a key was made of, such as an address or a number of a person: nobody reads or guesses it (T34, T35).

    Keyed with the installation's secret: nine digits are guessed in no time from a plain hash.
    """
    secret = settings.SECRET_KEY.encode()[:64]  # all that this function takes
    return hashlib.blake2b(str(key).encode(), key=secret, digest_size=16).hexdigest()


class ForgivingRedisCache(RedisCache):
    """Redis, where 'away' means 'nothing there' and what is written is lost."""

    def _or[T](self, missing: T, call: Callable[..., T], *args: Any, **kwargs: Any) -> T:
        try:
            return call(*args, **kwargs)
        except AWAY as error:
            log.warning("cache.away", error=type(error).__name__)
            return missing

    def add(self, *args: Any, **kwargs: Any) -> bool:
        """Add an entry; says yes when Redis is away, as then nobody else has it either."""
        return self._or(True, super().add, *args, **kwargs)

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        """Get an entry, or the default."""
        return self._or(default, super().get, key, default, version)

    def set(self, *args: Any, **kwargs: Any) -> None:
        """Set an entry, if Redis is there."""
        self._or(None, super().set, *args, **kwargs)

    def touch(self, *args: Any, **kwargs: Any) -> bool:
        """Prolong an entry, if Redis is there."""
        return self._or(False, super().touch, *args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> bool:
        """Delete an entry, if Redis is there."""
        return self._or(False, super().delete, *args, **kwargs)

    def get_many(self, *args: Any, **kwargs: Any) -> dict[Any, Any]:
        """Get what is there of these entries."""
        return self._or({}, super().get_many, *args, **kwargs)

    def set_many(self, *args: Any, **kwargs: Any) -> list[Any]:
        """Set entries, if Redis is there."""
        return self._or([], super().set_many, *args, **kwargs)

    def delete_many(self, *args: Any, **kwargs: Any) -> None:
        """Delete entries, if Redis is there."""
        self._or(None, super().delete_many, *args, **kwargs)

    def has_key(self, *args: Any, **kwargs: Any) -> bool:
        """Tell whether an entry is there."""
        return self._or(False, super().has_key, *args, **kwargs)

    def incr(self, *args: Any, **kwargs: Any) -> int:
        """Count up an entry; without Redis it starts anew at every call."""
        return self._or(1, super().incr, *args, **kwargs)
