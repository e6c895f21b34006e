"""Say things to the person at the terminal, who may have closed it."""

import contextlib
import os
import select
import sys


class Trouble(Exception):  # noqa: N818 - reads as a sentence: `raise Trouble("…")` is what the person is told
    """Something that the person can solve; the text says how."""


def say(text: str = "") -> None:
    """Print a line at once; a terminal that is gone is no reason to leave servers running."""
    with contextlib.suppress(OSError, ValueError):
        print(text, flush=True)


def complain(text: str) -> None:
    """Print a line on standard error."""
    with contextlib.suppress(OSError, ValueError):
        print(text, file=sys.stderr, flush=True)


def own() -> int | None:
    """Return which of our three standard files is a terminal, if one is."""
    return next((number for number in (0, 1, 2) if os.isatty(number)), None)


def is_closed(number: int) -> bool:
    """Tell whether a terminal has been closed: `make` may get that signal and keep it to itself."""
    poll = select.poll()
    poll.register(number, 0)
    return any(event & (select.POLLHUP | select.POLLNVAL) for _, event in poll.poll(0))
