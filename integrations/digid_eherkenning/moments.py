"""Moments in messages, with as much patience for another clock as there should be (attack I07, fault F49)."""

import re
from datetime import UTC, datetime, timedelta
from typing import Final

from . import refusing

SKEW: Final = timedelta(minutes=2)
FRESH: Final = timedelta(minutes=5)
"""How old a message may be that is made when it is asked for."""
FORM: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)?", re.ASCII)


def read(text: str | None, code: str) -> datetime:
    """Read a moment.

    :raises SignInRefusedError: when it is none.
    """
    found = maybe(text)
    if found is None:
        refusing.invalid(code)
    return found


def maybe(text: str | None) -> datetime | None:
    """Read a moment; None where there is none.

    :raises SignInRefusedError: when it is none.
    """
    if not text:
        return None
    if not FORM.fullmatch(text):
        refusing.invalid("moment")
    whole, _dot, rest = text.partition(".")
    zone = re.sub(r"^\d+", "", rest) if _dot else ""
    try:
        found = datetime.fromisoformat(f"{whole}{zone}")
    except ValueError:
        refusing.invalid("moment")
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found


def check_fresh(text: str | None, *, now: datetime, code: str, age: timedelta = FRESH) -> datetime:
    """Answer when a message was made, which is not long ago, nor to come.

    :raises SignInRefusedError: when it is.
    """
    made = read(text, code)
    if not now - age - SKEW <= made <= now + SKEW:
        refusing.expired(code)
    return made


def check_window(begins: str | None, ends: str | None, *, now: datetime, code: str) -> None:
    """See that a window is open; one without an end is none.

    :raises SignInRefusedError: when it is not.
    """
    opened, closes = maybe(begins), read(ends, code)
    if closes + SKEW <= now or (opened is not None and opened - SKEW > now):
        refusing.expired(code)
