"""Whether a call is made for somebody who waits, or in the background: the latter yields (fault F06)."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from celery import current_task
from django.conf import settings

WORKER = "portal_worker"
"""The kind of process that works for municipalities in the background; a thread of its own knows of no task."""
_said: ContextVar[bool | None] = ContextVar("calls_in_background", default=None)


@contextmanager
def in_background(is_background: bool = True) -> Iterator[None]:
    """Say that nobody waits for the calls of this block; or, in a worker, that somebody does."""
    token = _said.set(is_background)
    try:
        yield
    finally:
        _said.reset(token)


def is_background() -> bool:
    """Tell whether nobody waits: as was said, else whether this is a worker, or a task of one."""
    said = _said.get()
    return (settings.PROCESS == WORKER or bool(current_task)) if said is None else said
