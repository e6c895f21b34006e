"""Redis for copies: texts and no pickles, and left alone for a moment when it is away."""

import time
from collections.abc import Callable
from typing import Any

from tenants.cache import AWAY, ForgivingRedisCache, log

REST = 1.0
"""Seconds in which Redis is not asked again: each question to a frozen one costs a quarter of a second."""


class Text:
    """Write values as the texts that they are."""

    def dumps(self, value: str) -> bytes:
        """Encode a text."""
        return value.encode()

    def loads(self, value: bytes) -> str:
        """Decode a text."""
        return value.decode()


class _Rest:
    """Until when this process leaves Redis alone."""

    def __init__(self) -> None:
        self.until = 0.0


_rest = _Rest()


class PlainRedisCache(ForgivingRedisCache):
    """Redis that holds texts, where 'away' means 'nothing there'."""

    def _or[T](self, missing: T, call: Callable[..., T], *args: Any, **kwargs: Any) -> T:
        if time.monotonic() < _rest.until:
            return missing
        try:
            return call(*args, **kwargs)
        except AWAY as error:
            _rest.until = time.monotonic() + REST
            log.warning("cache.away", error=type(error).__name__)
            return missing
