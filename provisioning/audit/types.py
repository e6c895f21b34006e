"""What is asked of the audit stream, and what a line of it says."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Filters:
    """Which acts to show; empty means all."""

    action: str = ""
    actor: str = ""
    tenants: frozenset[uuid.UUID] | None = None
    """Empty means none, as nobody is meant; None means all."""


@dataclass(frozen=True, slots=True)
class Line:
    """One act in words."""

    recorded_at: datetime
    text: str
    actor: str
    tenant: uuid.UUID | None
    tenant_name: str
    outcome: str
    origin: str
    details: Mapping[str, str]

    @property
    def refused(self) -> bool:
        """Tell whether the act did not go through."""
        return self.outcome != "ok"
