"""Follow a bulk operation to its end, or until patience ends."""

import datetime
import time
import uuid
from collections.abc import Callable

from provisioning.lifecycle import runner

from . import queries, running
from .types import BulkRow, Outcome

BETWEEN_LOOKS = 0.5
"""Seconds."""

type Report = Callable[[int, int], None]


def follow(
    identity: uuid.UUID, *, patience: datetime.timedelta, runs_itself: bool, report: Report
) -> BulkRow:
    """Wait until nothing more happens by itself.

    :param runs_itself: this process may do what steps do, and need not wait for a worker.
    :param report: told how many of how many are settled.
    """
    until = time.monotonic() + patience.total_seconds()
    if runs_itself:
        running.advance(identity)
    while True:
        found = queries.bulk(identity)
        report(found.settled, len(found.items))
        if found.settled == len(found.items) or time.monotonic() > until:
            return found
        if runs_itself:
            _run(found, until, report)
        time.sleep(BETWEEN_LOOKS)


def _run(found: BulkRow, until: float, report: Report) -> None:
    under_way = [item for item in found.items if item.outcome is Outcome.RUNNING and item.operation]
    for done, item in enumerate(under_way, start=found.settled):
        left = until - time.monotonic()
        if left <= 0 or item.operation is None:
            return
        report(done, len(found.items))
        runner.see_through(item.operation, patience=datetime.timedelta(seconds=left))
