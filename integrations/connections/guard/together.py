"""Places for calls that begin side by side, taken in one question: threads that each ask Redis wait for each other."""

import uuid
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from integrations.connections.types import NO_RECORD, Access
from integrations.errors import UnavailableError
from integrations.http.deadline import Deadline

from . import background, books, rules
from .books import Place
from .types import Ended, Verdict

type Reserved = tuple[uuid.UUID, uuid.UUID, deque[Place]]
_reserved: ContextVar[Reserved | None] = ContextVar("places_taken_together", default=None)


@contextmanager
def room_for(tenant: uuid.UUID, access: Access, number: int, *, deadline: Deadline) -> Iterator[None]:
    """Take places for the calls that begin in this block, in whatever thread; what nobody used is free again after it.

    :param number: how many begin at the same time. Where there is room for fewer, or another call comes, that one asks
        for a place of its own.
    """
    places = deque(_taken(tenant, access, number, deadline))
    token = _reserved.set((tenant, access.key, places))
    try:
        yield
    finally:
        _reserved.reset(token)
        while place := _first(places):
            books.give_back(place, Ended(place.token, Verdict.NEUTRAL, outcome="other"))


def claimed(tenant: uuid.UUID, access: Access) -> Place | None:
    """Answer a place that was taken for a call to this connection, once."""
    reserved = _reserved.get()
    if reserved is None or reserved[:2] != (tenant, access.key):
        return None
    return _first(reserved[2])


def _taken(tenant: uuid.UUID, access: Access, number: int, deadline: Deadline) -> list[Place]:
    if number < 2 or access.key == NO_RECORD:
        return []
    try:
        left = deadline.left(access.limits.total)
    except UnavailableError:  # each call will say so itself
        return []
    return books.take_together(
        tenant,
        access.key,
        number,
        at_once=access.limits.at_once,
        lease=int(left * 1_000) + rules.MARGIN,
        is_background=background.is_background(),
    )


def _first(places: deque[Place]) -> Place | None:
    try:
        return places.popleft()
    except IndexError:
        return None
