"""The book that all processes share: a script in Redis, asked with little patience."""

import time
from pathlib import Path
from typing import Any, Final

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry
from structlog import get_logger

from . import rules
from .types import Answer, Limits

PATIENCE: Final = 0.1
"""Seconds: a page hardly waits for who counts it; but a busy machine is when counting matters."""
CONNECTING: Final = 0.1
PAUSE: Final = 2.0
"""Seconds for which Redis is not asked again after it gave no answer."""
ALL: Final = "shared:quota:places"
log = get_logger(__name__)


class AwayError(Exception):
    """Raised when Redis is not there, is too slow, or takes nothing (faults F22, F23, F25)."""


class SharedBook:
    """Places and counts of all processes."""

    def __init__(self, url: str) -> None:
        self._redis = redis.Redis.from_url(
            url, socket_timeout=PATIENCE, socket_connect_timeout=CONNECTING, retry=Retry(NoBackoff(), 0)
        )
        self._script = self._redis.register_script(Path(__file__).with_name("take.lua").read_text("utf-8"))
        self._away_until = 0.0

    def take(self, tenant: str, token: str, limits: Limits, *, now: int | None = None) -> tuple[Answer, int]:
        """Let a request begin, as `rules.take` does.

        :raises AwayError: when Redis gives no answer.
        """
        words = [
            "" if now is None else now, token, limits.places, limits.share, limits.reserve, limits.requests,
            rules.BURST, rules.LEASE,
        ]  # fmt: skip
        answer, left = self._ask(lambda: self._script(keys=_keys(tenant), args=words))
        return Answer(answer), int(left)

    def give_back(self, tenant: str, token: str) -> None:
        """Note that a request has been answered.

        :raises AwayError: when Redis gives no answer; its place is free when its lease ends.
        """
        own, everybody, _spent = _keys(tenant)
        pipe = self._redis.pipeline(transaction=False)
        for key in (own, everybody):
            pipe.zrem(key, token)
        self._ask(pipe.execute)

    def _ask(self, question: Any) -> Any:
        if time.monotonic() < self._away_until:
            raise AwayError
        try:
            return question()
        except (redis.RedisError, OSError) as error:
            self._away_until = time.monotonic() + PAUSE
            log.warning("quota.redis_away", error=type(error).__name__)
            raise AwayError from None


def _keys(tenant: str) -> list[str]:
    return [f"{tenant}:quota:places", ALL, f"{tenant}:quota:requests"]
