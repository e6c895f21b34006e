"""One deadline for a whole call: an answer that drips in cannot stretch it (fault F04)."""

import time
from typing import Self

from integrations.errors import Reason, UnavailableError


class Deadline:
    """A moment by which everything must be done."""

    __slots__ = ("_end",)

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def left(self, at_most: float = float("inf")) -> float:
        """Answer how many seconds are left.

        :raises UnavailableError: when none are.
        """
        left = self._end - time.monotonic()
        if left <= 0:
            raise UnavailableError(Reason.TOO_SLOW)
        return min(left, at_most)

    def within(self, seconds: float) -> Self:
        """Answer the earlier one: this, or so many seconds from now."""
        sooner = type(self)(seconds)
        sooner._end = min(sooner._end, self._end)
        return sooner
