"""Ask several sources within one budget."""

import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from integrations.errors import Reason
from integrations.http.deadline import Deadline
from integrations.outcomes import Outcome, failed
from tenants import parallel
from tenants.errors import CrowdedError, DecryptionError

from . import late, waits
from .faults import asked
from .types import Kept, Query, Visitor

BUDGET = 3.0
"""Seconds that a page has for all its sources together, unless it says otherwise (M-04)."""
LONGEST = 10.0
"""Seconds that a source which is late may go on."""
LOOK_AFTER: Final = 0.5
"""Seconds of waiting after which a page looks whether that is in vain: where all is well it never does."""
LOOK_EVERY: Final = 0.15


def gather(
    queries: Mapping[str, Query[Any]],
    *,
    budget: float = BUDGET,
    longest: float = LONGEST,
    whose: Visitor | None = None,
) -> dict[str, Outcome[Any]]:
    """Ask all at once, and answer what is there when the budget is spent: an outcome for each, and no exception.

    What is late goes on. Its outcome then says *unavailable, too slow*, or is what was last known; with `whose` it
    bears the ticket (`later`) with which the page fetches it afterwards. What nobody would be let in to ask any more is
    late before the budget is spent, and says *resting*.

    :raises NoTenantError: when no tenant is entered.
    """
    ends, source = time.monotonic() + budget, Deadline(longest)
    asks = {name: _Ask(name, query, source, whose) for name, query in queries.items()}
    _wait([ask for ask in asks.values() if ask.begin()], ends)
    return {name: ask.outcome() for name, ask in asks.items()}


def _wait(asks: Sequence["_Ask"], ends: float) -> None:
    """Wait until all are there, the budget is spent, or it is in vain to wait for those that are left."""
    pause = LOOK_AFTER
    while asks:
        left = ends - time.monotonic()
        parallel.wait_for([ask.begun for ask in asks if ask.begun], min(left, pause))
        if left <= pause:
            return
        asks, pause = [ask for ask in asks if ask.is_worth_waiting_for()], LOOK_EVERY


class _Ask:
    """One source: asked in a thread, and given up by the page when it is late."""

    def __init__(self, name: str, query: Query[Any], deadline: Deadline, whose: Visitor | None) -> None:
        self._name, self._query, self._deadline, self._whose = name, query, deadline, whose
        self._lock = threading.Lock()
        self._answer: Outcome[Any] | None = None
        self._ticket = ""
        self._is_late = False
        self._wait, self._is_in_vain = waits.Wait(), False
        self.begun: parallel.Begun[None] | None = None

    def begin(self) -> bool:
        """Begin to ask; answers whether there is anything to wait for."""
        try:
            self.begun = parallel.begin(self._run)
        except CrowdedError:
            self._answer = failed(Reason.CROWDED)
        return self.begun is not None

    def is_worth_waiting_for(self) -> bool:
        """Look whether it is neither there nor waited for in vain."""
        if self._answer is None:
            self._is_in_vain = self._wait.is_in_vain()
        return self._answer is None and not self._is_in_vain

    def _run(self) -> None:
        with waits.of(self._wait):
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
        return known or failed(Reason.RESTING if self._is_in_vain else Reason.TOO_SLOW)
