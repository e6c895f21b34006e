"""Data keys that this process has unwrapped, kept for minutes: a secret is then read without a query.

They go with the directory's revision, which moves with every data key that is made or deleted: what is shredded opens
in no process after `TENANT_DIRECTORY_TTL` seconds. What is learnt inside a transaction is kept when it is committed:
one that is undone may have seen a key that never was, under a number that another will get.
"""

import threading
import time
import uuid
from collections import OrderedDict
from collections.abc import Callable
from functools import partial
from typing import Any, Final

from django.conf import settings
from django.db import connection, transaction

from tenants import directory

MOST: Final = 4_096
"""Keys and numbers that are kept; what was used longest ago goes first."""

type Name = tuple[uuid.UUID | None, int | str]
"""Whose key (None: the platform's), and its number; 0 stands for the newest. A word names one that lies, encrypted
under these, in the tenant's own schema, and never changes."""


class _Memory:
    """What this process has unwrapped, of which state of the directory, and until when."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.generation = -1
        self.known: OrderedDict[Name, tuple[Any, float]] = OrderedDict()

    def __repr__(self) -> str:
        return f"<{len(self.known)} data keys>"

    def get(self, name: Name, generation: int) -> Any:
        """Answer what is known, or None; another generation of the directory forgets all."""
        with self.lock:
            if generation != self.generation:
                self.known.clear()
                self.generation = generation
            value, until = self.known.get(name, (None, 0.0))
            if until <= time.monotonic():
                self.known.pop(name, None)
                return None
            self.known.move_to_end(name)
            return value

    def put(self, name: Name, value: Any, generation: int) -> None:
        """Keep something, unless the directory has moved since it was read."""
        with self.lock:
            if generation == self.generation:
                self.known[name] = (value, time.monotonic() + settings.DATA_KEY_TTL)
                self.known.move_to_end(name)
                while len(self.known) > MOST:
                    self.known.popitem(last=False)


_memory = _Memory()


def recall[Value](name: Name, load: Callable[[], Value]) -> Value:
    """Answer what is known under a name, or load and keep it."""
    generation = directory.generation()
    known: Value | None = _memory.get(name, generation)
    if known is not None:
        return known
    value = load()
    keep = partial(_memory.put, name, value, generation)
    if connection.in_atomic_block:
        transaction.on_commit(keep)
    else:
        keep()
    return value


def forget() -> None:
    """Drop all that this process has unwrapped."""
    with _memory.lock:
        _memory.known.clear()
        _memory.generation = -1
