"""The book of one process, for while Redis is away."""

import threading
import time

from . import rules
from .rules import State
from .types import Answer, Limits

FORGOTTEN_AT = 10_000
"""Municipalities of which it is kept what they have spent; beyond that all begin anew."""


class LocalBook:
    """Places and counts of this process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._state = State()

    def take(self, tenant: str, token: str, limits: Limits, *, now: int | None = None) -> tuple[Answer, int]:
        """Let a request begin, as far as this process knows."""
        with self._lock:
            if len(self._state.spent) > FORGOTTEN_AT:
                self._state.spent.clear()
            return rules.take(self._state, tenant, token, limits, clock() if now is None else now)

    def give_back(self, tenant: str, token: str) -> None:
        """Note that a request has been answered."""
        with self._lock:
            rules.give_back(self._state, tenant, token)


def clock() -> int:
    """Answer the milliseconds of this process's own clock, which nobody sets."""
    return time.monotonic_ns() // 1_000_000
