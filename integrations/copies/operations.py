"""Answer from copies, fill them, and make them unreadable."""

import time
from collections.abc import Mapping
from typing import Any

from structlog import get_logger

from integrations.http.deadline import Deadline
from integrations.outcomes import Kind, Outcome
from tenants import registers
from tenants.errors import DecryptionError
from tenants.registers import Copy
from tenants.registers.copied import PERSON, PERSON_ERASED

from . import asking, places, store
from .asking import PATIENCE, Clock, Fetch, Question

log = get_logger(__name__)
SILENT = frozenset({Kind.UNAVAILABLE, Kind.MALFORMED})


def get[T](
    name: str,
    parts: Mapping[str, str],
    fetch: Fetch[T],
    *,
    deadline: Deadline | None = None,
    clock: Clock = time.time,
) -> Outcome[T]:
    """Answer a registered copy, and fetch it where it is not there or old.

    :param parts: what tells it from others; each of the registered parts, as text.
    :raises KeyError: when no copy of this name is registered.
    :raises ValueError: when the parts are not those that were registered.
    """
    copy, deadline = registers.copies.get(name), deadline or Deadline(PATIENCE)
    try:
        question = Question(places.of(copy, parts), fetch, clock)
    except DecryptionError:  # without its key a municipality keeps nothing
        log.error("copies.no_key", copy=name)
        return fetch(deadline)
    if there := question.look():
        return there
    if there := question.stale():
        question.refresh()
        return there
    outcome = question.ask(deadline)
    return (question.last_good() or outcome) if outcome.kind in SILENT else outcome


def put(name: str, parts: Mapping[str, str], outcome: Outcome[Any], *, clock: Clock = time.time) -> bool:
    """Put an outcome, of whatever kind, where somebody else comes for it; False when it could not be kept.

    For copies that hand something over. What is asked for again and again is kept by `get`, if it is an answer.
    """
    place = places.of(registers.copies.get(name), parts)
    seen = store.prepared(place, store.look(place))
    return store.keep(place, asking.made(place.copy, outcome, seen, clock()), seen)


def purge(event: str, parts: Mapping[str, str]) -> bool:
    """Make all copies unreadable that an event made wrong; False when that failed and must be done again.

    :param parts: what the event tells: at least the parts that the copies concerned are told of.
    :raises KeyError: when no copy knows this event, or a part is missing.
    """
    if event == PERSON_ERASED:
        return erase(parts[PERSON])
    told: dict[tuple[str, ...], list[Copy]] = {}
    for copy in registers.copies:
        if event in copy.purged_by:
            told.setdefault(copy.purged_by[event], []).append(copy)
    if not told:
        raise KeyError(f"No copy knows the event {event}.")
    done = [_happened(places.mark(event, names, parts), copies) for names, copies in told.items()]
    if not all(done):
        log.error("copies.not_purged", purged_by=event)
    return all(done)


def erase(person: str) -> bool:
    """Make all that is kept about a person unreadable for good; False when that failed and must be done again."""
    return store.forget_person(places.mark(PERSON_ERASED, (PERSON,), {PERSON: person}))


def _happened(key: str, copies: list[Copy]) -> bool:
    return store.mark(key, max(copy.longest for copy in copies))
