"""What is asked of the audit log, and what a line of it says."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

PLATFORM: Final = "platform"
"""Chosen for who acted: operators and the platform itself, as against the municipality's own people."""


@dataclass(frozen=True, slots=True)
class Filters:
    """Which acts to show; empty means all."""

    action: str = ""
    actor: str = ""
    since: datetime.date | None = None
    until: datetime.date | None = None
    only_failed: bool = False
    words: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One act in words."""

    number: int
    recorded_at: datetime.datetime
    text: str
    actor: str
    is_of_platform: bool
    origin: str
    action: str
    mark: str
    """What to follow this person or the platform by; empty where nobody can be followed."""
    outcome: str
    is_sealed: bool
    details: Mapping[str, str]
    """Reason, what became what, and the rest."""

    @property
    def failed(self) -> bool:
        """Tell whether the act did not go through."""
        return self.outcome != "ok"
