"""Documents of the installation's own provider, kept in this process: there is no municipality to keep them under.

One is fetched by one thread at a time. After a failure nobody asks for a few seconds: a provider that hangs costs one
thread its patience, and not all of them (fault F21).
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, Final

from integrations.errors import Reason, UnavailableError

HOUR: Final = 3_600.0
MINUTE: Final = 60.0
REST: Final = 5.0
"""Seconds without asking after a failure."""
PATIENCE: Final = 8.0
"""Seconds that others wait for the one that asks."""

type Place = tuple[str, str]
"""Which document it is, and its address."""


@dataclass(slots=True)
class _Kept:
    lock: Lock = field(default_factory=Lock)
    content: Any = None
    until: float = 0.0
    failed: Reason | None = None
    rests_until: float = 0.0


_kept: Final[dict[Place, _Kept]] = {}


def get(place: Place, fetch: Callable[[], Any], *, lasts: float) -> Any:
    """Answer a document, fetched when there is none or it is too old.

    :raises UnavailableError: when there is none to be had.
    """
    found = _kept.setdefault(place, _Kept())
    if found.until > time.monotonic():
        return found.content
    if not found.lock.acquire(timeout=PATIENCE):
        raise UnavailableError(Reason.TOO_SLOW)
    try:
        return _fetched(found, fetch, lasts)
    finally:
        found.lock.release()


def put(place: Place, content: Any) -> None:
    """Keep a newer document in the place of one that is there."""
    found = _kept.setdefault(place, _Kept())
    with found.lock:
        found.content, found.until = content, time.monotonic() + HOUR


def forget() -> None:
    """Forget all; for tests, in which a provider becomes another."""
    _kept.clear()


def _fetched(found: _Kept, fetch: Callable[[], Any], lasts: float) -> Any:
    now = time.monotonic()
    if found.until > now:  # another thread fetched it meanwhile
        return found.content
    if found.failed is not None and found.rests_until > now:
        raise UnavailableError(found.failed)
    try:
        content = fetch()
    except UnavailableError as error:
        found.failed, found.rests_until = error.reason, time.monotonic() + REST
        raise
    found.content, found.until, found.failed = content, time.monotonic() + lasts, None
    return content
