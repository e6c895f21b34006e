"""The revision of the directory, asked for anew only when it may have moved.

Tests believe nothing of the directory for any time (`TENANT_DIRECTORY_TTL` is 0): what is changed acts at once, as for
a process that has just looked. So each secret that is read and each page that is asked for would ask for the revision,
with three messages: it was one statement in eight of a sample. Inside the transaction around a test nobody else's
change is of any interest but that of its own process, and each statement of that passes `tests.statements`. A test that
starts processes, or has a database of its own, asks as ever; and so does whatever counts queries.
"""

import subprocess
from collections.abc import Callable
from functools import wraps
from typing import Any, NamedTuple

from django.db import connection

from tenants import directory
from tests import statements


class _Seen(NamedTuple):
    raw: Any
    """The driver's connection."""
    changes: int
    number: int


_seen: list[_Seen] = []
_is_alone: list[bool] = [True]
"""Whether no process was started since this test began."""


def begin() -> None:
    """Begin a test."""
    _seen.clear()
    _is_alone[0] = True


def install() -> None:
    """Have the directory asked by way of this module."""
    ask = directory._revision
    start = subprocess.Popen.__init__

    @wraps(ask)
    def revision() -> int:
        return _answer(ask)

    @wraps(start)
    def started(self: Any, *args: Any, **options: Any) -> None:
        _is_alone[0] = False
        start(self, *args, **options)

    directory._revision = revision
    subprocess.Popen.__init__ = started  # type: ignore[method-assign]


def _answer(ask: Callable[[], int]) -> int:
    if connection.force_debug_cursor or not (_is_alone[0] and _is_undone()):
        return ask()
    if _seen and _seen[0][:2] == (connection.connection, statements.changes()):
        return _seen[0].number
    number = ask()  # leaves and enters the municipality, which changes nothing
    _seen[:] = [_Seen(connection.connection, statements.changes(), number)]
    return number


def _is_undone() -> bool:
    """Tell whether all that this thread does will be undone: it is in the transaction around a test."""
    blocks: Any = connection.atomic_blocks
    return any(block._from_testcase for block in blocks)
