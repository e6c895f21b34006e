"""Retention as a program: which rows are due, and what is done to them (design/style.md, example 8)."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

PORTION: Final = 1_000
"""Rows in one statement: nobody waits long for a lock."""


@dataclass(frozen=True, slots=True)
class RetentionRule:
    """What carries out what the register of retention says of a model."""

    feature: str
    model: str
    """`app_label.Model`, which stands in the register of retention."""
    after: timedelta
    """How long after it is over a row is due."""
    tidy: Callable[[datetime, int], int] = field(compare=False)
    """`(before, most)`: delete or make nameless at most so many rows that were over before that moment; answers how
    many that were. Called again and again until there are none."""

    @property
    def key(self) -> str:
        """Name the model."""
        return self.model
