"""Stand in the queue for a connection, but not for long (fault F32)."""

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
