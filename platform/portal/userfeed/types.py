"""What an item says, and which kinds there are."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from django.utils.functional import Promise

WINDOW: Final = timedelta(minutes=10)
"""What is told again within this time is the same news (P-185)."""
FOR_EVER: Final = timedelta.max
"""What is told again is the same news, however late (P-186)."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What is shown, as it was when it happened."""

    title: str = field(repr=False)
    text: str = field(default="", repr=False)
    status: str = field(default="", repr=False)
    """A word, shown as a badge."""
    status_kind: str = "neutral"
    place: Mapping[str, str] = field(default_factory=dict, repr=False)
    """What the kind needs to make a link."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of news."""

    feature: str
    key: str
    name: str | Promise
    """For staff."""
    summary: Callable[[int], str] = field(compare=False)
    """Says in a sentence how many there are."""
    link: Callable[[Mapping[str, str]], str] = field(compare=False, default=lambda place: "")
    """Makes the address of what it is about; empty, or any error, where there is none any more."""
    window: timedelta = WINDOW


@dataclass(frozen=True, slots=True)
class Shown:
    """An item as it is shown."""

    title: str = field(repr=False)
    text: str = field(repr=False)
    status: str = field(repr=False)
    status_kind: str
    url: str = field(repr=False)
    """Empty where there is nothing to go to any more."""
    at: datetime
    action_required: bool


@dataclass(frozen=True, slots=True)
class Feed:
    """What is new for somebody, oldest first."""

    items: tuple[Shown, ...] = ()
    more: int = 0
    """So many are not shown."""
    sentences: tuple[str, ...] = ()
    actions: int = 0
