"""A worker that dies where it is told: `python -m tests.faults.kills.process DATABASE`.

It reads orders as lines of JSON, and forks for each: the child runs an operation as the lifecycle worker does, or
goes through the ledger of a bulk operation, whose one step is called *asking*. An order may name a step and a moment:
*before* the step does anything, a number (how many statements the step has sent to the database by then), *unwritten*
(it did its work, which is not written down) or *after* it was written down. There, or where a step with fewer
statements would be written down, the child says that it has *stopped*, and waits for its end. Otherwise it says how
many statements each step took, and whether it got the operation at all. The parent says when a child is gone. An order
may also say for how many seconds a lease lasts.
"""

import datetime
import os
import signal
import sys
import uuid
from collections import Counter
from collections.abc import Callable
from typing import Any

import django

from tests.faults import forking
from tests.faults.forking import say

MOST_TRIES = 10_000
type Moment = int | str


def main(database: str) -> None:
    """Carry out orders until there are no more."""
    django.setup()
    from django.conf import settings
    from django.db import connection

    from provisioning.lifecycle import tasks

    assert tasks  # imported before the first fork, for speed
    connection.settings_dict["NAME"] = database
    settings.SMOKE_CALLER = "tests.provisioning.lifecycle.in_place.fetch"
    forking.carry_out_orders(_work)


def _work(
    operation: str = "",
    bulk: str = "",
    step: str = "",
    moment: Moment = "never",
    forgiven: int = MOST_TRIES,
    tries: int = MOST_TRIES,
    lease: int | None = None,
) -> None:
    from django.db import connection

    from provisioning.lifecycle import journal, leases, runner
    from provisioning.lifecycle.bulk import running

    journal.MOST_DEATHS = forgiven  # it is killed more often than a step usually is forgiven
    if lease is not None:
        leases.LENGTH = datetime.timedelta(seconds=lease)
    death = _Death(step, moment)
    death.follow()
    say(started=os.getpid())
    with connection.execute_wrapper(death.count):
        if bulk:
            death.now = "asking"
            running.advance(uuid.UUID(bulk))
        # The server notices a moment later that the worker before us is gone.
        took = bool(bulk) or any(runner.run(uuid.UUID(operation)) for _try in range(tries))
    say(done=death.counts, took=took)


class _Death:
    """Count the statements of each step, and stop where it is told."""

    def __init__(self, step: str, moment: Moment) -> None:
        self.step, self.moment = step, moment
        self.now = ""
        self.counts: Counter[str] = Counter()

    def follow(self) -> None:
        """Learn from the journal where we are."""
        from provisioning.lifecycle import journal, runner

        begin, finish, execute = journal.begin, journal.finish, runner.execute

        def begin_and_tell(lease: Any, step: Any) -> Any:
            self._stop_if(step.key, "before")
            return begin(lease, step)

        def finish_and_tell(lease: Any, step: Any, following: Any) -> Any:
            self.now = ""
            if isinstance(self.moment, int):
                self._stop_if(step.key, self.moment)
            self._stop_if(step.key, "unwritten")
            return finish(lease, step, following)

        def execute_and_tell(lease: Any, operation: Any, step: Any, *others: Any) -> Any:
            self._stop_if(step.key, "before")  # one that began with the end of the step before it
            self.now = step.key
            answer = execute(lease, operation, step, *others)
            self._stop_if(step.key, "after")
            return answer

        journal.begin, journal.finish, runner.execute = begin_and_tell, finish_and_tell, execute_and_tell

    def count(self, execute: Callable[..., Any], *arguments: Any) -> Any:
        """Stand around each statement."""
        if self.now:
            self._stop_if(self.now, self.counts[self.now])
            self.counts[self.now] += 1
        return execute(*arguments)

    def _stop_if(self, step: str, moment: Moment) -> None:
        if (step, moment) == (self.step, self.moment):
            say(stopped=os.getpid())
            signal.pause()


if __name__ == "__main__":
    main(sys.argv[1])
