"""One fetch at a time: in this process by a flight that others join, over all processes by a lock in Redis (F52)."""

import os
import threading
import time
from collections.abc import Callable
from typing import Any

from integrations.errors import Reason, UnavailableError
from integrations.http.deadline import Deadline
from integrations.outcomes import Outcome, failed

from . import store
from .places import Place

type Lead = Callable[[], Outcome[Any]]
PAUSES = (0.01, 0.02, 0.04, 0.08)
"""Seconds between two looks while another process fetches; the last again and again."""


class Flight:
    """A fetch that is under way in this process."""

    def __init__(self) -> None:
        self._landed = threading.Event()
        self._outcome: Outcome[Any] = failed(Reason.BROKEN_OFF)

    def land(self, outcome: Outcome[Any]) -> None:
        """Tell all who wait."""
        self._outcome = outcome
        self._landed.set()

    def join(self, seconds: float) -> Outcome[Any]:
        """Wait for it."""
        return self._outcome if self._landed.wait(seconds) else failed(Reason.TOO_SLOW)


class Flights:
    """What is under way in this process, by tenant and key."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._under_way: dict[tuple[str, str], Flight] = {}

    def depart(self, tenant: str, key: str) -> tuple[Flight, bool]:
        """Answer the flight for this key, and whether the caller is who flies."""
        with self._lock:
            if there := self._under_way.get((tenant, key)):
                return there, False
            return self._under_way.setdefault((tenant, key), Flight()), True

    def arrive(self, tenant: str, key: str, outcome: Outcome[Any]) -> None:
        """End a flight."""
        with self._lock:
            flight = self._under_way.pop((tenant, key))
        flight.land(outcome)

    def forget(self) -> None:
        """Know of nothing, as a process that was just forked: its threads stayed behind."""
        self._lock = threading.Lock()
        self._under_way = {}


under_way = Flights()
os.register_at_fork(after_in_child=under_way.forget)


def alone(
    place: Place,
    lead: Lead,
    look: Callable[[], Outcome[Any] | None],
    deadline: Deadline,
    *,
    waits: bool = True,
) -> Outcome[Any]:
    """Lead while no other process does, or answer what the other one left, within the deadline.

    :param look: answers what is there by now.
    :param waits: whether to wait for another process at all.
    :raises UnavailableError: when there is nothing in time.
    """
    pauses, pause = iter(PAUSES), PAUSES[0]
    while not (token := store.lock(place, deadline.left())):
        if not waits:
            raise UnavailableError(Reason.CROWDED)
        pause = next(pauses, pause)
        time.sleep(deadline.left(pause))
        if (there := look()) is not None:
            return there
    try:
        there = look()  # another one may have been done just before
        return lead() if there is None else there
    finally:
        store.unlock(place, token)
