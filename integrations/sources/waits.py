"""Whether it is in vain by now to wait for a source: a page looks while it waits for one that is late (fault F03).

What hangs is known to who makes the calls, and that stands above the sources. So it hands in a way to look for each
call of theirs that is under way, and takes it back when the call has ended.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

type Look = Callable[[], bool]
"""Tells whether it is in vain to wait for a call; it raises nothing."""


class Wait:
    """What one source waits for: its calls that are under way."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._looks: list[Look] = []

    def is_in_vain(self) -> bool:
        """Look; a source that waits for nothing, or for one call that may be answered, is waited for."""
        with self._lock:
            looks = list(self._looks)
        return bool(looks) and all(look() for look in looks)

    @contextmanager
    def call(self, look: Look) -> Iterator[None]:
        """Hold a way to look, for as long as a call is under way."""
        with self._lock:
            self._looks.append(look)
        try:
            yield
        finally:
            with self._lock:
                self._looks.remove(look)


_current: ContextVar[Wait | None] = ContextVar("wait_of_source", default=None)


@contextmanager
def of(wait: Wait) -> Iterator[None]:
    """Say whose calls those of this block are, also of threads that it begins."""
    token = _current.set(wait)
    try:
        yield
    finally:
        _current.reset(token)


def current() -> Wait | None:
    """Answer whose calls are made here; None where no page looks."""
    return _current.get()
