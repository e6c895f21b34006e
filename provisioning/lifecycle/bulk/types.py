"""The values that bulk operations speak in."""

import datetime
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum


class BulkKind(StrEnum):
    """What is done to each."""

    SUSPEND = "suspend"
    RESUME = "resume"
    MAINTENANCE = "maintenance"
    SWITCH_FEATURE = "switch_feature"
    CHANGE_THEME = "change_theme"


class ItemState(StrEnum):
    """How far the asking is, for one municipality."""

    WAITING = "waiting"
    ASKED = "asked"
    UNCHANGED = "unchanged"
    """It was so already."""
    REFUSED = "refused"


class Outcome(StrEnum):
    """What became of it at one municipality."""

    WAITING = "waiting"
    RUNNING = "running"
    PLANNED = "planned"
    DONE = "done"
    UNCHANGED = "unchanged"
    REFUSED = "refused"
    FAILED = "failed"
    UNDONE = "undone"


UNSETTLED = frozenset({Outcome.WAITING, Outcome.RUNNING})
TO_RETRY = frozenset({Outcome.REFUSED, Outcome.FAILED})

type Reasons = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What would become of it at one municipality."""

    tenant: uuid.UUID
    name: str
    outcome: Outcome
    """`DONE` for what would be asked, `UNCHANGED` or `REFUSED`."""
    reasons: Reasons


@dataclass(frozen=True, slots=True)
class ItemRow:
    """A row of the ledger as people see it."""

    tenant: uuid.UUID
    name: str
    outcome: Outcome
    operation: uuid.UUID | None
    reasons: Reasons


@dataclass(frozen=True, slots=True)
class BulkRow:
    """A bulk operation with its ledger."""

    uuid: uuid.UUID
    kind: BulkKind
    reason: str
    requested_by: str
    created_at: datetime.datetime
    items: tuple[ItemRow, ...]

    def count(self, *outcomes: Outcome) -> int:
        """Count the municipalities with one of these outcomes."""
        return sum(item.outcome in outcomes for item in self.items)

    @property
    def counts(self) -> dict[str, int]:
        """Count by outcome, without those that there are none of."""
        return {each.value: self.count(each) for each in Outcome if self.count(each)}

    @property
    def settled(self) -> int:
        """Count those at which nothing more happens by itself."""
        return len(self.items) - self.count(*UNSETTLED)
