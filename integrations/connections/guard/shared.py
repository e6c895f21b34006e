"""The book that all processes share: Redis, asked with little patience and left alone when it does not answer."""

import functools
import hashlib
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import redis
from django.conf import settings
from redis.backoff import NoBackoff
from redis.connection import ConnectionPool
from redis.retry import Retry
from structlog import get_logger

from . import breaker, figures, rules
from .types import Asked, Ended, Permission, Standing

PATIENCE: Final = 0.025
"""Seconds for one question; whoever waits longer waits for Redis and not for the other system."""
FIRST_PAUSE: Final = 1.0
LONGEST_PAUSE: Final = 15.0
"""Seconds for which a process does not ask Redis again after it gave no answer."""
TROUBLED: Final = "shared:connections:changed"
"""Municipalities of which a breaker opened or closed: their state is written anew at once."""
log = get_logger(__name__)


class AwayError(Exception):
    """Raised when Redis is not there, is too slow, or takes nothing (faults F22, F23, F25)."""


class _Script:
    """A script, sent whole only to a Redis that does not know it."""

    def __init__(self, name: str) -> None:
        self.text = (Path(__file__).parent / name).read_text(encoding="utf-8")
        self.digest = hashlib.sha1(self.text.encode(), usedforsecurity=False).hexdigest()

    def run(self, wire: Any, keys: Sequence[str], words: Sequence[Any]) -> Any:
        try:
            wire.send_command("EVALSHA", self.digest, len(keys), *keys, *words)
            return wire.read_response()
        except redis.exceptions.NoScriptError:
            wire.send_command("EVAL", self.text, len(keys), *keys, *words)
            return wire.read_response()


class SharedBook:
    """Breakers, places and figures of all processes."""

    def __init__(self, url: str) -> None:
        # No second try: the next question comes soon enough, and until then the process guards for itself.
        self._pool = ConnectionPool.from_url(
            url,
            socket_timeout=PATIENCE,
            socket_connect_timeout=PATIENCE,
            retry=Retry(NoBackoff(), 0),
        )
        self._take, self._give_back = _Script("take.lua"), _Script("give_back.lua")
        self._lock = threading.Lock()
        self._away_until, self._pause = 0.0, FIRST_PAUSE

    def take(
        self, key: str, asked: Asked, *, now: int | None = None, resting: int = 0, crowded: int = 0
    ) -> tuple[Permission, int]:
        """Let a call begin, as `breaker.take` does; with how often this process sent somebody away by itself.

        :raises AwayError: when Redis gives no answer.
        """
        words = [
            "" if now is None else now,
            asked.token,
            breaker.room(asked),
            asked.lease,
            int(asked.is_retry),
            int(asked.is_background),
            rules.MOST_RETRIES,
            rules.PROBED_BY_ANOTHER,
            rules.KEPT,
            resting,
            crowded,
        ]
        permission, left = self._run(self._take, key, words)
        return Permission(permission), int(left)

    def give_back(self, key: str, ended: Ended, *, now: int | None = None) -> tuple[Standing, bool]:
        """Note how a call ended; answer how the breaker stands, and whether it opened or closed just now.

        :raises AwayError: when Redis gives no answer.
        """
        words = [
            "" if now is None else now,
            ended.token,
            ended.verdict.value,
            ended.rest,
            int(ended.is_throttled),
            ended.jitter,
            rules.MOST_IN_ROW,
            rules.LEAST_TRIED,
            rules.WORST_RATE,
            rules.FIRST_PAUSE,
            rules.LONGEST_PAUSE,
            rules.LONGEST_REST,
            rules.KEPT,
            ended.outcome,
            figures.class_of(ended.milliseconds),
        ]
        left, in_row, trips, has_changed = self._run(self._give_back, key, words)
        return Standing(int(left), int(in_row), int(trips)), bool(has_changed)

    def ask(self, *commands: Sequence[Any]) -> list[Any]:
        """Ask for several things in one go.

        :raises AwayError: when Redis gives no answer.
        """
        return list(self._patiently(lambda wire: _all(wire, commands)))

    def close(self) -> None:
        """Let go of the connections."""
        self._pool.disconnect()

    def _run(self, script: _Script, key: str, words: Sequence[Any]) -> Any:
        return self._patiently(lambda wire: script.run(wire, [key, f"{key}:p"], words))

    def _patiently(self, talk: Any) -> Any:
        if time.monotonic() < self._away_until:
            raise AwayError
        try:
            wire = self._pool.get_connection()
            try:
                answer = talk(wire)
            except redis.exceptions.ResponseError:
                raise
            except BaseException:
                wire.disconnect()  # type: ignore[no-untyped-call]  # an answer that comes late may not be taken for that to the next question
                raise
            finally:
                self._pool.release(wire)
        except (redis.RedisError, OSError) as error:
            self._stay_away(error)
            raise AwayError from None
        self._pause = FIRST_PAUSE
        return answer

    def _stay_away(self, error: Exception) -> None:
        with self._lock:
            if time.monotonic() >= self._away_until:  # else somebody else has just found out
                self._away_until = time.monotonic() + self._pause
                self._pause = min(2 * self._pause, LONGEST_PAUSE)
                log.warning("guard.redis_away", error=type(error).__name__)


def _all(wire: Any, commands: Sequence[Sequence[Any]]) -> list[Any]:
    wire.send_packed_command(wire.pack_commands(commands))
    answers = []
    for _command in commands:
        try:
            answers.append(wire.read_response())
        except redis.exceptions.ResponseError as error:
            answers.append(error)
    for answer in answers:
        if isinstance(answer, Exception):
            raise answer
    return answers


@functools.cache
def book() -> SharedBook:
    """Answer the one of this process."""
    return SharedBook(settings.REDIS_URL)
