"""The state of a connection, and what is known of it."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Final

TOPIC: Final = "connection-health"
"""In the read model: how every connection is doing now."""
HISTORY_TOPIC: Final = "connection-history"
HOSTS_TOPIC: Final = "host-certificates"
"""In the read model: the certificates of the municipality's own hosts."""
STEP: Final = timedelta(minutes=5)
MOST_STEPS: Final = 288
"""24 hours."""
STALE: Final = timedelta(minutes=3)
"""Nobody has looked for so long: what is told is not what is."""


class State(StrEnum):
    """How a connection is doing (C-011)."""

    HEALTHY = "healthy"
    DEGRADED = "degraded"
    FAILING = "failing"
    MAINTENANCE = "maintenance"
    SWITCHED_OFF = "switched off"
    NOT_CONFIGURED = "not configured"
    UNKNOWN = "unknown"
    """Nobody has called it yet."""


class Cause(StrEnum):
    """Why it is *degraded* where no reason of a call says so; for *failing* there is a reason or a finding."""

    SLOW = "slow"
    CROWDED = "crowded"
    FLAKY = "flaky"
    UNSEEN = "unseen"
    """Whether it still tells its news could not be found out for a while."""


@dataclass(frozen=True, slots=True)
class Step:
    """Five minutes of history."""

    calls: int = 0
    failed: int = 0
    p50: int | None = None
    p95: int | None = None

    @property
    def error_rate(self) -> float:
        """Answer which part failed, from 0 to 1."""
        return self.failed / self.calls if self.calls else 0.0


@dataclass(frozen=True, slots=True)
class Cell:
    """One connection of one municipality, as it was when somebody last looked.

    What the municipality itself calls it is not told: the read model holds no words of theirs.
    """

    connection: uuid.UUID
    system: str
    state: State
    cause: str = ""
    """Code of the cause: of a reason, a finding or a `Cause`; `texts.cause()` says it."""
    since: datetime | None = None
    """When this state began."""
    p50: int | None = None
    p95: int | None = None
    """Milliseconds, of the last five minutes."""
    calls: int = 0
    failed: int = 0
    """Of the last five minutes."""
    good_at: datetime | None = None
    bad_at: datetime | None = None
    bad_reason: str = ""
    retry_in: int = 0
    """Milliseconds until a call may try again, where the breaker is open."""
    certificate_days: int | None = None
    """Of the first of ours to end."""
    server_certificate_days: int | None = None
    server_certificate_until: datetime | None = None
    """Of the other side's, as it was last seen."""
    history: tuple[Step, ...] = field(default=(), repr=False)
    """Oldest first, at most `MOST_STEPS`."""
    history_until: datetime | None = None

    @property
    def error_rate(self) -> float:
        """Answer which part of the calls failed, from 0 to 1."""
        return self.failed / self.calls if self.calls else 0.0


@dataclass(frozen=True, slots=True)
class Row:
    """All connections of one municipality."""

    tenant: uuid.UUID
    tenant_name: str
    cells: Mapping[str, tuple[Cell, ...]]
    """By system; without those that it has none of: these are *not configured*."""
    looked_at: datetime | None = None
    is_stale: bool = False
    """Whether what is told is too old to be believed."""

    def state_of(self, system: str) -> State:
        """Answer the worst state of a system's connections."""
        found = {cell.state for cell in self.cells.get(system, ())}
        return next((state for state in WORST_FIRST if state in found), State.NOT_CONFIGURED)


WORST_FIRST: Final = (
    State.FAILING,
    State.DEGRADED,
    State.UNKNOWN,
    State.MAINTENANCE,
    State.SWITCHED_OFF,
    State.HEALTHY,
)


@dataclass(frozen=True, slots=True)
class HostCertificate:
    """The certificate of a municipality's own host, as a visitor last saw it."""

    host: str
    row: int
    """Of the host in the directory: one that was taken away and added again is another."""
    kind: str
    """Where it should come from (`tenants.types.Certificate`)."""
    seen_at: datetime
    until: datetime | None
    """None where it is not good at all."""
    wrong: str = ""
    """Why a visitor is warned: `expired`, `other name` or `unknown`; empty where all is well."""

    @property
    def mark(self) -> str:
        """Tell it from the one before and after it."""
        return f"{self.until:%Y%m%dT%H%M%S}" if self.until else self.wrong

    def days(self, now: datetime) -> int | None:
        """Answer for how many whole days it is still good; None where it is not good at all."""
        return max((self.until - now).days, 0) if self.until else None

    def has_ended(self, now: datetime) -> bool:
        """Tell whether it has ended since it was seen."""
        return self.until is not None and self.until <= now

    def told(self) -> Mapping[str, Any]:
        """Answer what the read model keeps."""
        return {
            "row": self.row,
            "kind": self.kind,
            "seen_at": self.seen_at.isoformat(),
            "until": self.until.isoformat() if self.until else None,
            "wrong": self.wrong,
        }
