"""The values in which releases are shown."""

import datetime
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class ReleaseKind(StrEnum):
    """How a release came about."""

    OPENING = "opening"
    BASELINE = "baseline"
    """What was there already, when it was first looked at."""
    CHANGE = "change"
    ROLL_BACK = "roll_back"
    OUTSIDE = "outside"
    """Changed past the releases, such as with SQL; found at the next change."""


type Snapshot = Mapping[str, Any]
"""The values of parts, by key."""


@dataclass(frozen=True, slots=True)
class PartDiff:
    """What differs in one part, in words."""

    key: str
    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReleaseRow:
    """A release as the console lists it."""

    number: int
    parent: int | None
    kind: ReleaseKind
    author_kind: str
    author: str
    reason: str
    operation: uuid.UUID | None
    restores: int | None
    """The number of the release that it put back."""
    created_at: datetime.datetime
    titles: tuple[str, ...]
    """Of the parts that it changed."""
