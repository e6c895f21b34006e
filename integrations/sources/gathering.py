"""Ask several sources within one budget."""

import threading
import time
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from integrations.errors import Reason
from integrations.http.deadline import Deadline
from integrations.outcomes import Outcome, failed
from tenants import parallel
from tenants.errors import CrowdedError, DecryptionError

from . import late
from .faults import asked
from .types import Kept, Query, Visitor

BUDGET = 3.0
"""Seconds that a page has for all its sources together, unless it says otherwise (M-04)."""
LONGEST = 10.0
"""Seconds that a source which is late may go on."""


def gather(
    queries: Mapping[str, Query[Any]],
    *,
    budget: float = BUDGET,
    longest: float = LONGEST,
    whose: Visitor | None = None,
) -> dict[str, Outcome[Any]]:
    """Ask all at once, and answer what is there when the budget is spent: an outcome for each, and no exception.

    What is late goes on. Its outcome then says *unavailable, too slow*, or is what was last known; with `whose` it
    bears the ticket (`later`) with which the page fetches it afterwards.

    :raises NoTenantError: when no tenant is entered.
    """
    ends, source = time.monotonic() + budget, Deadline(longest)
    asks = {name: _Ask(name, query, source, whose) for name, query in queries.items()}
    begun = [ask.begin() for ask in asks.values()]
    parallel.wait_for([one for one in begun if one], ends - time.monotonic())
    return {name: ask.outcome() for name, ask in asks.items()}


class _Ask:
    """One source: asked in a thread, and given up by the page when it is late."""

    def __init__(self, name: str, query: Query[Any], deadline: Deadline, whose: Visitor | None) -> None:
        self._name, self._query, self._deadline, self._whose = name, query, deadline, whose
        self._lock = threading.Lock()
        self._answer: Outcome[Any] | None = None
        self._ticket = ""
        self._is_late = False

    def begin(self) -> parallel.Begun[None] | None:
        """Begin to ask."""
        try:
            return parallel.begin(self._run)
        except CrowdedError:
            self._answer = failed(Reason.CROWDED)
            return None

    def _run(self) -> None:
        answer = asked(self._name, self._query, self._deadline)
        with self._lock:
            self._answer = answer
            is_late = self._is_late
        if is_late and self._whose:
            late.leave(self._ticket, self._whose, answer)

    def outcome(self) -> Outcome[Any]:
        """Answer what is there by now; from here on the source is late."""
        with self._lock:
            if self._answer is not None:
                return self._answer
            self._is_late = True
            self._ticket = late.ticket() if self._whose else ""
        return replace(self._meanwhile(), later=self._ticket)

    def _meanwhile(self) -> Outcome[Any]:
        known = None
        if isinstance(self._query, Kept):
            try:
                known = self._query.last_known()
            except DecryptionError:
                known = None
        return known or failed(Reason.TOO_SLOW)
