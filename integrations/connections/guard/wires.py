"""The lines of this process to Redis, asked with little patience and left alone when nothing comes back.

redis-py's own pool looks at a line before each use, and takes an answer that waits there for a fault. Here a line may
*owe* the answer to what was last said on it: who only gives something up need not wait for "OK".
"""

import os
import threading
import time
from collections import deque
from collections.abc import Callable
from typing import Any, Final

import redis
from redis.backoff import NoBackoff
from redis.connection import ConnectionPool
from redis.retry import Retry
from structlog import get_logger

PATIENCE: Final = 0.025
"""Seconds for one question; whoever waits longer waits for Redis and not for the other system."""
CONNECTING: Final = 0.1
"""Seconds, once for each line: a process that has just begun would else guard for itself for no reason."""
SLOW: Final = 0.005
"""Seconds: when answers take longer than this on the whole, every call would pay for it."""
WEIGHT: Final = 0.1
"""Of the newest answer in that."""
FIRST_PAUSE: Final = 1.0
LONGEST_PAUSE: Final = 15.0
"""Seconds for which a process does not ask Redis again after it gave no answer."""
log = get_logger(__name__)


class AwayError(Exception):
    """Raised when Redis is not there, is too slow, or takes nothing (faults F22, F23, F25)."""


class Wires:
    """Lines to one Redis."""

    def __init__(self, url: str) -> None:
        # No second try: the next question comes soon enough, and until then the process guards for itself.
        self._maker = ConnectionPool.from_url(
            url, socket_timeout=PATIENCE, socket_connect_timeout=CONNECTING, retry=Retry(NoBackoff(), 0)
        )
        self._begin()

    def ask[T](self, talk: Callable[[Any], T]) -> T:
        """Say something and hear the answer.

        :param talk: speaks on a line and reads all that comes back.
        :raises AwayError: when there is no answer in time.
        """
        return self._use(talk, owes=False)

    def say(self, talk: Callable[[Any], None]) -> None:
        """Say one thing and do not wait for the answer; it is read, and overlooked, when the line is used again.

        :raises AwayError: when it could not be said.
        """
        self._use(talk, owes=True)

    def close(self) -> None:
        """Let go of all lines that nobody uses."""
        while self._idle:
            self._idle.pop()[0].disconnect()

    def _begin(self) -> None:
        self._process, self._lock = os.getpid(), threading.Lock()
        self._idle: deque[tuple[Any, bool]] = deque()
        self._away_until, self._pause, self._usual = 0.0, FIRST_PAUSE, 0.0

    def _use[T](self, talk: Callable[[Any], T], *, owes: bool) -> T:
        if self._process != os.getpid():
            self._begin()  # the lines of the parent are not ours
        if time.monotonic() < self._away_until:
            raise AwayError
        began, is_known = time.monotonic(), bool(self._idle)
        try:
            answer = self._talk(talk, owes=owes)
        except (redis.RedisError, OSError) as error:
            self._stay_away(type(error).__name__)
            raise AwayError from None
        if is_known:  # a fresh line is slower once: it is connected, and Redis reads our scripts
            self._note(time.monotonic() - began)
        return answer

    def _note(self, seconds: float) -> None:
        self._usual += (seconds - self._usual) * WEIGHT
        if self._usual > SLOW:
            self._usual = 0.0
            self._stay_away("slow")
        else:
            self._pause = FIRST_PAUSE

    def _talk[T](self, talk: Callable[[Any], T], *, owes: bool) -> T:
        while self._idle:
            try:
                wire, owed = self._idle.pop()
            except IndexError:  # another thread was faster
                break
            try:
                return self._on(wire, talk, owed=owed, owes=owes)
            except redis.exceptions.TimeoutError:
                raise
            except redis.exceptions.ConnectionError:  # it was hung up while nobody used it: try a fresh one
                continue
        return self._on(self._maker.make_connection(), talk, owed=False, owes=owes)

    def _on[T](self, wire: Any, talk: Callable[[Any], T], *, owed: bool, owes: bool) -> T:
        try:
            if owed:
                _overlook(wire)
            answer = talk(wire)
        except redis.exceptions.ResponseError:
            self._idle.append((wire, False))
            raise
        except BaseException:
            wire.disconnect()  # an answer that comes late may not be taken for that to the next question
            raise
        self._idle.append((wire, owes))
        return answer

    def _stay_away(self, why: str) -> None:
        with self._lock:
            if time.monotonic() >= self._away_until:  # else somebody else has just found out
                self._away_until = time.monotonic() + self._pause
                self._pause = min(2 * self._pause, LONGEST_PAUSE)
                log.warning("guard.redis_away", error=why)


def _overlook(wire: Any) -> None:
    try:
        wire.read_response()
    except redis.exceptions.NoScriptError:  # this Redis has lost what was sent on this line
        raise redis.exceptions.ConnectionError("A fresh line is needed.") from None
    except redis.exceptions.ResponseError:
        return
