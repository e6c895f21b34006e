"""Stand in the queue for a connection, but not for long (fault F32); leave a server that was put aside (F31)."""

import random
import time
from collections.abc import Callable
from typing import Final

import psycopg

from tenants import troubles

QUEUE: Final = 1.0
"""Seconds that a request waits for a connection when all are taken; then it is told to come back."""
BETWEEN: Final = (0.03, 0.09)


def patiently[T](connect: Callable[[], T]) -> T:
    """Connect; a server that is full, or just starting, is asked again for a while.

    A server that is not there at all is not: pages say so at once.
    """
    end = time.monotonic() + QUEUE
    while True:
        try:
            return connect()
        except psycopg.OperationalError as error:
            if not troubles.is_a_matter_of_waiting(error) or time.monotonic() > end:
                raise
        time.sleep(random.uniform(*BETWEEN))  # noqa: S311 - so that not all ask at the same moment


def only_reads(info: psycopg.ConnectionInfo) -> bool:
    """Tell whether the server has become one that only reads; it says so itself, unasked.

    What it shows then is of yesterday: a municipality that was suspended since would still be served.
    """
    told = (info.parameter_status("default_transaction_read_only"), info.parameter_status("in_hot_standby"))
    return "on" in told
