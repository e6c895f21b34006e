"""What is the matter with the database or the disk, and what to tell whoever asked (faults F29 to F33, F48).

Django's kinds of error say little: an `OperationalError` is a server that is gone as well as two people who
change the same row. What the server itself says decides.
"""

import errno
from enum import Enum
from typing import Final

import psycopg
from django.db import Error, InterfaceError, OperationalError, connection
from django.http import HttpResponse
from django.utils.cache import add_never_cache_headers

FULL: Final = ("too many connections", "too many clients", "connection slots are reserved")
"""A server that refuses a connection says why in words only."""
GONE: Final = (InterfaceError, OperationalError, psycopg.InterfaceError, psycopg.OperationalError)
NOT_YET: Final = ("starting up", "shutting down", "recovery mode", "not yet accepting connections")


NO_SPACE: Final = frozenset({errno.ENOSPC, errno.EDQUOT})


class Trouble(Enum):
    """A kind of trouble: the status of its page, and after how many seconds to try again."""

    AWAY = (503, 30)
    """Nobody there, or somebody who only reads."""
    FULL = (503, 10)
    """No connection to be had."""
    NO_SPACE = (503, 60)
    """A disk is full: that of the database, of files, or of uploads on their way in. Nothing of ours was written."""
    SLOW = (503, 5)
    """It took too long, or somebody else held on to a row."""
    CONFLICT = (409, 1)
    """Others were at the same thing; nothing of ours was written."""

    def __init__(self, status: int, retry_after: int) -> None:
        self.status, self.retry_after = status, retry_after

    @property
    def may_pass(self) -> bool:
        """Tell whether trying again at once, over another connection, may help."""
        return self in {Trouble.AWAY, Trouble.CONFLICT}


BY_STATE: Final = {
    "40001": Trouble.CONFLICT,  # serialization failure
    "40P01": Trouble.CONFLICT,  # deadlock
    "53100": Trouble.NO_SPACE,
    "53300": Trouble.FULL,
    "55P03": Trouble.SLOW,  # lock timeout
    "57014": Trouble.SLOW,  # statement timeout
    "25006": Trouble.AWAY,  # a server that only reads: somebody else is the primary now
    "25P03": Trouble.AWAY,  # idle in transaction for too long: the server hung up
    "25P04": Trouble.AWAY,  # a transaction that took too long: likewise
}


def of(error: BaseException | None) -> Trouble | None:
    """Answer which trouble an error is; None when it is no trouble of database or disk but a mistake of ours."""
    if isinstance(error, OSError) and error.errno in NO_SPACE:
        return Trouble.NO_SPACE
    if not isinstance(error, Error | psycopg.Error):
        return None
    said = error if isinstance(error, psycopg.Error) else error.__cause__
    if known := BY_STATE.get(getattr(said, "sqlstate", None) or ""):
        return known
    if not isinstance(error, GONE):
        return None
    return Trouble.FULL if any(words in str(said) for words in FULL) else Trouble.AWAY


def behind(error: BaseException | None) -> Trouble | None:
    """Answer which trouble led to an error of another kind.

    A session that cannot be written looks to Django like one that was ended meanwhile, which is a bad request.
    """
    while error is not None:
        if trouble := of(error):
            return trouble
        error = error.__cause__ or error.__context__
    return None


def is_a_matter_of_waiting(error: psycopg.Error) -> bool:
    """Tell whether a connection that was refused may be had in a moment."""
    return any(words in str(error) for words in (*FULL, *NOT_YET))


def mark(response: HttpResponse, trouble: Trouble) -> HttpResponse:
    """Make a page the answer to a trouble; the connection goes, as nobody knows what state it is in."""
    response.database_trouble = trouble  # type: ignore[attr-defined]
    response.status_code = trouble.status
    response["Retry-After"] = str(trouble.retry_after)
    add_never_cache_headers(response)
    if trouble is Trouble.AWAY and not connection.in_atomic_block:
        connection.close()
    return response
