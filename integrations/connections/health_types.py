"""How connections are doing, as the board of all municipalities shows it (C-011)."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final


class State(StrEnum):
    """How a connection is doing."""

    HEALTHY = "healthy"
    DEGRADED = "degraded"
    FAILING = "failing"
    MAINTENANCE = "maintenance"
    SWITCHED_OFF = "switched off"
    NOT_CONFIGURED = "not configured"
    UNKNOWN = "unknown"
    """Nobody has called it yet."""


WORST_FIRST: Final = (
    State.FAILING,
    State.DEGRADED,
    State.UNKNOWN,
    State.MAINTENANCE,
    State.SWITCHED_OFF,
    State.HEALTHY,
)


@dataclass(frozen=True, slots=True)
class Step:
    """A few minutes of history."""

    calls: int = 0
    failed: int = 0
    p95: int | None = None
    """Milliseconds."""

    @property
    def error_rate(self) -> float:
        """Answer which part failed, from 0 to 1."""
        return self.failed / self.calls if self.calls else 0.0


@dataclass(frozen=True, slots=True)
class Cell:
    """One connection of one municipality."""

    connection: uuid.UUID
    system: str
    state: State
    cause: str = ""
    """Code of the cause: of a finding or a reason."""
    since: datetime | None = None
    p95: int | None = None
    calls: int = 0
    failed: int = 0
    certificate_days: int | None = None
    history: tuple[Step, ...] = field(default=(), repr=False)
    """Oldest first."""


@dataclass(frozen=True, slots=True)
class Row:
    """All connections of one municipality."""

    tenant: uuid.UUID
    tenant_name: str
    cells: Mapping[str, tuple[Cell, ...]]
    """By system; without those that it has none of: these are *not configured*."""
    looked_at: datetime | None = None
    is_stale: bool = False

    def state_of(self, system: str) -> State:
        """Answer the worst state of a system's connections."""
        found = {cell.state for cell in self.cells.get(system, ())}
        return next((state for state in WORST_FIRST if state in found), State.NOT_CONFIGURED)
