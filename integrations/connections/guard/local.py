"""The book of one process: a copy of the shared one while Redis is there, its stand-in while it is not."""

import threading
import time
from typing import Final

from . import breaker, rules
from .breaker import State
from .types import Asked, Ended, Permission, Standing

MOST: Final = 20_000
"""Connections; beyond that what rests nobody is forgotten."""


class LocalBook:
    """Breakers and places of this process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._states: dict[str, State] = {}
        self._trusted_until: dict[str, int] = {}
        self._sent_away: dict[str, tuple[int, int]] = {}

    def resting(self, key: str) -> int:
        """Answer for how many milliseconds the copy says that a connection rests; 0 when the book must be asked."""
        state = self._states.get(key)
        if state is None or not state.until:
            return 0
        now = clock()
        return max(state.until - now, 0) if now < self._trusted_until.get(key, 0) else 0

    def take(self, key: str, asked: Asked, *, now: int | None = None) -> tuple[Permission, int]:
        """Let a call begin, as far as this process knows."""
        with self._lock:
            return breaker.take(self._state(key), asked, clock() if now is None else now)

    def give_back(self, key: str, ended: Ended, *, now: int | None = None) -> Standing:
        """Note how a call ended that began by this book."""
        with self._lock:
            now = clock() if now is None else now
            standing = breaker.give_back(self._state(key), ended, now)
            self._trust(key, standing.left, now)
            return standing

    def is_in_vain(self, key: str) -> bool:
        """Look whether it is in vain to wait for a call, as far as this process knows."""
        with self._lock:
            state = self._states.get(key)
            return state is not None and breaker.is_in_vain(state, clock())

    def copy(self, key: str, standing: Standing) -> None:
        """Take over what Redis says of a breaker."""
        if not standing.trips and not standing.in_row and key not in self._states:
            return  # the usual case costs nothing
        with self._lock:
            state, now = self._state(key), clock()
            state.until = now + standing.left if standing.trips else 0
            state.trips, state.in_row, state.probe, state.probe_until = standing.trips, standing.in_row, "", 0
            self._trust(key, standing.left, now)

    def rest(self, key: str, left: int) -> None:
        """Take over that Redis sends everybody away for so long."""
        with self._lock:
            state, now = self._state(key), clock()
            state.until, state.trips = now + left, max(state.trips, 1)
            self._trust(key, left, now)

    def standing(self, key: str) -> Standing:
        """Answer how a breaker stands, as far as this process knows."""
        state = self._states.get(key)
        return state.standing(clock()) if state else Standing()

    def send_away(self, key: str, *, crowded: bool = False) -> None:
        """Count somebody whom this process sent away by itself."""
        with self._lock:
            resting, full = self._sent_away.get(key, (0, 0))
            self._sent_away[key] = (resting, full + 1) if crowded else (resting + 1, full)

    def sent_away(self, key: str) -> tuple[int, int]:
        """Answer how many were sent away since this was last asked: resting and crowded."""
        if key not in self._sent_away:
            return 0, 0
        with self._lock:
            return self._sent_away.pop(key, (0, 0))

    def forget(self, key: str) -> None:
        """Begin anew with a connection."""
        with self._lock:
            self._states.pop(key, None)
            self._trusted_until.pop(key, None)

    def _trust(self, key: str, left: int, now: int) -> None:
        if left:
            self._trusted_until[key] = now + min(left, rules.TRUSTED_FOR)
        else:
            self._trusted_until.pop(key, None)

    def _state(self, key: str) -> State:
        found = self._states.get(key)
        if found is None:
            if len(self._states) >= MOST:
                self._forget_the_idle()
            found = self._states[key] = State()
        return found

    def _forget_the_idle(self) -> None:
        self._states = {key: state for key, state in self._states.items() if state.until or state.places}
        self._sent_away.clear()


def clock() -> int:
    """Answer the milliseconds of this process's own clock, which nobody sets."""
    return time.monotonic_ns() // 1_000_000
