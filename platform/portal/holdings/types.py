"""What is shown of what is kept."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class Kept:
    """One kind of data that is kept about somebody."""

    name: str
    title: str | Promise
    source: str | Promise
    keep: str | Promise
    """Until when, in words."""
    on_erasure: str
    labels: Mapping[str, str | Promise]
    rows: Sequence[Mapping[str, Any]]
    is_unavailable: bool = False
    """Whether another system did not tell: then there may be more."""

    @property
    def count(self) -> int:
        """Count the rows."""
        return len(self.rows)


@dataclass(frozen=True, slots=True)
class Look:
    """That somebody looked, in words, once or more on a day."""

    times: Sequence[datetime.datetime]
    """Latest first."""
    activity: str
    purpose: str
    who: str | Promise
    source: str
    outcome: str | Promise
    went_well: bool


@dataclass(frozen=True, slots=True)
class Day:
    """A day on which somebody looked."""

    date: datetime.date
    looks: Sequence[Look]
