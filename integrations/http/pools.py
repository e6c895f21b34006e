"""Keep connections that may carry another call, each under the key of whose it is.

A connection is in the hands of one call at a time. What is idle for long, old, or closed by the other side goes; names
that lead elsewhere by now are looked up and judged again before a connection is very old.
"""

import os
import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import httpcore

from .network import Leash
from .types import Identity, Owner


@dataclass(frozen=True, slots=True)
class Key:
    """What must be the same for two calls to use one connection."""

    owner: Owner
    origin: tuple[str, str, int]
    reach: str
    identity: Identity = field(repr=False)


@dataclass(eq=False, slots=True)
class Kept:
    """One connection, and the leash that its socket is on."""

    connection: httpcore.HTTPConnection
    leash: Leash
    made_at: float
    idle_since: float = 0.0


class Pool:
    """Idle connections by key."""

    def __init__(
        self,
        *,
        most_each: int = 8,
        most: int = 256,
        idle: float = 20.0,
        oldest: float = 300.0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._most_each, self._most, self._idle, self._oldest = most_each, most, idle, oldest
        self._clock = clock
        self.forget()

    def wrap(self, connection: httpcore.HTTPConnection, leash: Leash) -> Kept:
        """Note when a new connection was made."""
        return Kept(connection, leash, self._clock())

    def take(self, key: Key) -> Kept | None:
        """Hand out the connection that was used last, when there is a good one."""
        while True:
            with self._lock:
                waiting = self._by_key.get(key)
                found = waiting.pop() if waiting else None
                if waiting is not None and not waiting:
                    del self._by_key[key]
            if found is None:
                return None
            if self._is_good(found):
                return found
            found.connection.close()

    def give(self, key: Key, kept: Kept) -> None:
        """Take a connection back; one that cannot carry another call is closed."""
        if not kept.connection.is_idle() or _has_more(kept.connection):
            kept.connection.close()
            return
        kept.idle_since = self._clock()
        with self._lock:
            self._by_key.setdefault(key, deque()).append(kept)
            self._by_key.move_to_end(key)
            surplus = list(self._surplus(key))
        for each in surplus:
            each.connection.close()

    def forget(self) -> None:
        """Begin anew and leave the sockets alone: in a child they are the parent's."""
        self._lock = threading.Lock()
        self._by_key: OrderedDict[Key, deque[Kept]] = OrderedDict()

    def clear(self) -> None:
        """Close everything."""
        with self._lock:
            everything = [kept for waiting in self._by_key.values() for kept in waiting]
            self._by_key.clear()
        for kept in everything:
            kept.connection.close()

    def __len__(self) -> int:
        """Answer how many connections are kept."""
        with self._lock:
            return sum(len(waiting) for waiting in self._by_key.values())

    def _is_good(self, kept: Kept) -> bool:
        return not self._is_stale(kept) and kept.connection.is_idle() and not kept.connection.has_expired()

    def _is_stale(self, kept: Kept) -> bool:
        now = self._clock()
        return now - kept.idle_since > self._idle or now - kept.made_at > self._oldest

    def _surplus(self, key: Key) -> Iterator[Kept]:
        """Take out what is one too many here or everywhere, and what nobody wanted for long."""
        if len(self._by_key[key]) > self._most_each:
            yield self._by_key[key].popleft()
        count = sum(len(waiting) for waiting in self._by_key.values())
        for each in list(self._by_key):  # those that were used longest ago come first
            waiting = self._by_key[each]
            if count <= self._most and not self._is_stale(waiting[-1]):
                return
            while waiting and (count > self._most or self._is_stale(waiting[0])):
                count -= 1
                yield waiting.popleft()
            if not waiting:
                del self._by_key[each]


def _has_more(connection: httpcore.HTTPConnection) -> bool:
    """Tell whether more came than the answer: what is left over would pass for the answer to the next question."""
    # httpcore has no name for this; where its insides change, nothing is kept, which a test notices.
    state = getattr(getattr(connection, "_connection", None), "_h11_state", None)
    return state is None or bool(state.trailing_data[0])


POOL = Pool()
"""The connections of this process."""


os.register_at_fork(after_in_child=POOL.forget)
