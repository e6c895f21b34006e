"""One question to a copy: what is there, how old it is, and the fetch that fills it."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from structlog import get_logger

from integrations.errors import Reason, UnavailableError
from integrations.http.deadline import Deadline
from integrations.outcomes import Kind, Outcome, failed
from tenants import parallel
from tenants.entry import current
from tenants.errors import CrowdedError
from tenants.registers import Copy

from . import flights, store
from .entries import Entry
from .places import Place
from .store import Sight

type Fetch[T] = Callable[[Deadline], Outcome[T]]
type Clock = Callable[[], float]
log = get_logger(__name__)
PATIENCE = 10.0
"""Seconds that a fetch may take when the caller says nothing, and when nobody waits for it."""
INCOMPLETE = timedelta(seconds=5)
"""How long an outcome with items missing is kept, at most: it spares the source, and heals by itself (I-012)."""
GONE = frozenset({Kind.NOT_FOUND, Kind.FORBIDDEN})
ANSWERS = frozenset({Kind.OK, Kind.EMPTY, Kind.PARTIAL})
JITTER = 0.1
"""Part of an age that is taken off by chance: what was filled together does not end together."""


@dataclass(slots=True)
class Question:
    """A question to one copy, in one thread."""

    place: Place
    fetch: Fetch[Any]
    clock: Clock
    seen: Sight = field(default_factory=lambda: Sight(None, {}))

    def look(self) -> Outcome[Any] | None:
        """Look at the copy, and answer it while it counts as the answer."""
        self.seen = store.look(self.place)
        entry = self.seen.entry
        return self.shown() if entry and self.clock() < entry.soft else None

    def stale(self) -> Outcome[Any] | None:
        """Answer what was seen, with its age, while it may be shown before a newer one is there."""
        entry = self.seen.entry
        return self.shown(with_age=True) if entry and self.clock() < entry.hard else None

    def last_good(self) -> Outcome[Any] | None:
        """Answer what was seen, with its age, where it may be shown because the source gives no answer."""
        entry = self.seen.entry
        may_be = entry and self.place.copy.last_good and self.clock() < entry.longest
        return self.shown(with_age=True) if may_be else None

    def shown(self, *, with_age: bool = False) -> Outcome[Any] | None:
        """Answer what was seen; nothing when it does not fit the type of today."""
        try:
            entry = self.seen.entry
            return entry.as_answer(self.place.copy.value, with_age=with_age) if entry else None
        except ValueError:
            return None

    def ask(self, deadline: Deadline) -> Outcome[Any]:
        """Fetch, or join who is fetching."""
        flight, is_mine = flights.under_way.depart(current().uuid.hex, self.place.entry)
        try:
            return self._fly(deadline) if is_mine else flight.join(deadline.left())
        except UnavailableError as error:
            return failed(error.reason)

    def refresh(self) -> None:
        """Fetch while nobody waits, unless somebody does already."""
        tenant, key = current().uuid.hex, self.place.entry
        _, is_mine = flights.under_way.depart(tenant, key)
        if not is_mine:
            return
        try:
            parallel.begin(self._refresh)
        except CrowdedError:
            flights.under_way.arrive(tenant, key, failed(Reason.CROWDED))

    def _refresh(self) -> None:
        try:
            self._fly(Deadline(PATIENCE), waits=False)
        except Exception as error:  # nobody is there to catch it
            log.exception("copies.refresh_failed", copy=self.place.copy.name, error=type(error).__name__)

    def _fly(self, deadline: Deadline, *, waits: bool = True) -> Outcome[Any]:
        outcome: Outcome[Any] = failed(Reason.BROKEN_OFF)
        try:
            outcome = flights.alone(
                self.place, lambda: self._lead(deadline), self.look, deadline, waits=waits
            )
        except UnavailableError as error:
            outcome = failed(error.reason)
        finally:
            flights.under_way.arrive(current().uuid.hex, self.place.entry, outcome)
        return outcome

    def _lead(self, deadline: Deadline) -> Outcome[Any]:
        self.seen = store.prepared(self.place, self.seen)
        outcome = self.fetch(deadline)
        self._keep(outcome)
        return outcome

    def _keep(self, outcome: Outcome[Any]) -> None:
        """Keep an answer; a failure changes nothing, and what is gone or forbidden is dropped."""
        if outcome.kind in GONE:
            store.drop(self.place)
        elif outcome.kind in ANSWERS and outcome.as_of is None and not (outcome.missing and self.seen.entry):
            store.keep(self.place, made(self.place.copy, outcome, self.seen, self.clock()), self.seen)


def made(copy: Copy, outcome: Outcome[Any], seen: Sight, now: float) -> Entry:
    """Make what is kept of an outcome, with its ages."""
    shorter = 1 - JITTER * secrets.randbelow(1_000) / 1_000
    ages = [copy.soft * shorter, copy.hard * shorter, copy.last_good or copy.hard * shorter]
    if outcome.missing:
        ages = [min(age, INCOMPLETE) for age in ages]
    soft, hard, longest = (now + age.total_seconds() for age in ages)
    return Entry(outcome, now, soft, hard, longest, seen.marks)
