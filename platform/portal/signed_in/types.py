"""What pages show of a session."""

import uuid
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Entry:
    """One of the places where somebody is signed in, or was."""

    uuid: uuid.UUID
    browser: str
    door: str
    level: str
    at: datetime
    seen_at: datetime
    is_here: bool
    is_open: bool
    ending: str = ""


@dataclass(frozen=True, slots=True)
class Option:
    """Oneself or somebody else, as the page with choices shows them."""

    value: str
    """The number of a mandate; empty for oneself."""
    name: str = field(repr=False)
    ground: str = ""
    until: datetime | None = None
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class Person:
    """What the frame of a page shows of whoever has signed in."""

    template: str
    """What stands above the page."""
    session_template: str
    """What stands below it."""
    seconds: int
    """Until the session ends, when nothing is done."""
    until: datetime
    mark: str
    """The same on all pages of a session, and another after each change of whom it is about; it tells nothing."""
    acts_for: str = field(default="", repr=False)
    ground: str = ""
    branch: str = field(default="", repr=False)
    is_for_another: bool = False
    """Whether it is about another person, whose data is no business of the own account; a company is none."""
    has_choice: bool = False
    has_branches: bool = False
    may_be_oneself: bool = False
    here: str = field(default="", repr=False)
