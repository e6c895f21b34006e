"""Stand at the only door to the database: nobody gets a connection before the process has been looked at.

`at_start` asks at once, so that a process which refuses does not even start. With the database away it starts all
the same, to say so to visitors; then the first connection that succeeds asks.
"""

import threading
import time
from typing import Any

import psycopg
from django.core import checks
from django.core.checks import CheckMessage
from django.core.signals import request_started
from django.db import DEFAULT_DB_ALIAS, OperationalError, connection
from django.db.backends.signals import connection_created
from structlog import get_logger

from tenants.entry import outside

from . import asynchronous, database, rules
from .errors import StartRefusedError

PAUSE = 5.0
"""Seconds between two looks while the process refuses."""
log = get_logger(__name__)


class Guard:
    """What this process knows of its right to work."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.is_sound = False
        self.refused: tuple[CheckMessage, ...] = ()
        self.until = 0.0

    def on_connection(self, sender: Any, connection: Any, **_options: Any) -> None:
        """Look at the process before its first connection is used, as a receiver of `connection_created`.

        :raises StartRefusedError: when it may not work.
        :raises OperationalError: when that cannot be found out now.
        """
        if self.is_sound or connection.alias != DEFAULT_DB_ALIAS:
            return
        try:
            self.look(connection)
        except BaseException:
            connection.close()
            raise

    def look(self, connection: Any) -> None:
        """Ask, unless it was asked just now; what is refused is told at each asking.

        :raises StartRefusedError: when it may not work.
        :raises OperationalError: when that cannot be found out now.
        """
        with self.lock:
            if not self.is_sound and not (self.refused and time.monotonic() < self.until):
                self.refused = tuple(self._ask(connection.get_connection_params()))
                self.is_sound = not self.refused
                self.until = time.monotonic() + PAUSE
                tell(self.refused)
            if self.refused:
                raise StartRefusedError(self.refused)

    def _ask(self, parameters: dict[str, Any]) -> list[CheckMessage]:
        try:
            return database.refusals(parameters)
        except psycopg.Error as error:
            raise OperationalError(f"Not looked at yet: {type(error).__name__}") from error


guard = Guard()


def install() -> None:
    """Let nobody in this process have a connection, nor an ASGI handler a request, without a look."""
    connection_created.connect(guard.on_connection)
    request_started.connect(asynchronous.refuse_handler)


def at_start(*, ask_database: bool = True) -> None:
    """Look at everything, before the process does anything else.

    :raises StartRefusedError: with all that is wrong.
    """
    found = tuple(found for found in checks.run_checks(tags=[rules.TAG]) if found.is_serious())
    if found:
        tell(found)
        raise StartRefusedError(found)
    if ask_database:
        _ask_database()


def _ask_database() -> None:
    try:
        with outside():
            connection.ensure_connection()  # which asks the guard
    except StartRefusedError:
        raise
    except OperationalError as error:
        log.warning("start.database_away", error=type(error.__cause__ or error).__name__)
    finally:
        connection.close()  # processes that are forked from this one make their own


def tell(refusals: tuple[CheckMessage, ...]) -> None:
    """Write down each refusal, as loudly as there is."""
    for refusal in refusals:
        log.critical("start.refused", check=refusal.id, reason=refusal.msg, remedy=refusal.hint)
