"""Which municipalities one change is for, and what became of it at each (C-039)."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from provisioning.lifecycle.bulk import queries, selecting
from provisioning.lifecycle.bulk.models import Bulk
from provisioning.lifecycle.bulk.selecting import Selection
from provisioning.lifecycle.bulk.types import (
    TO_RETRY,
    UNSETTLED,
    BulkRow,
    Foreseen,
    ItemRow,
    Outcome,
    Reasons,
)
from tenants.models import Tenant

from . import tenants

MOST_SHOWN = 500
"""Rows with a box to tick; beyond that, narrower filters or all of them at once."""
ORDER: Sequence[Outcome] = (
    Outcome.FAILED,
    Outcome.REFUSED,
    Outcome.UNDONE,
    Outcome.RUNNING,
    Outcome.WAITING,
    Outcome.PLANNED,
    Outcome.DONE,
    Outcome.UNCHANGED,
)
"""Of the ledger: what asks for attention comes first."""


@dataclass(frozen=True, slots=True)
class Line:
    """A municipality in a list, with what becomes of it there."""

    tenant: uuid.UUID
    name: str
    outcome: Outcome
    operation: uuid.UUID | None
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ledger:
    """A bulk operation with a line for each municipality."""

    row: BulkRow
    lines: tuple[Line, ...]

    @property
    def is_settled(self) -> bool:
        """Tell whether nothing more happens by itself."""
        return not self.row.count(*UNSETTLED)

    @property
    def to_retry(self) -> int:
        """Count what was refused or failed."""
        return self.row.count(*TO_RETRY)

    @property
    def total(self) -> int:
        """Count the municipalities."""
        return len(self.row.items)

    @property
    def counts(self) -> list[tuple[Outcome, int]]:
        """Count by outcome, what asks for attention first."""
        return [(each, self.row.count(each)) for each in ORDER if self.row.count(each)]

    @property
    def mark(self) -> str:
        """Tell apart what is worth saying aloud."""
        return f"{self.row.settled}-{self.to_retry}"


def matching(selection: Selection, words: str = "") -> Sequence[Tenant]:
    """List the municipalities with a portal that filters leave over, by name."""
    found = selecting.matching(selection)
    if not words:
        return found
    named = tenants.identities(words)
    return [tenant for tenant in found if tenant.uuid in named]


def these(identities: Collection[uuid.UUID]) -> Sequence[Tenant]:
    """Find the municipalities that somebody ticked, by name; what has no portal any more is left out."""
    everybody = selecting.matching(Selection(everybody=True))
    wanted = set(identities)
    return [tenant for tenant in everybody if tenant.uuid in wanted]


def latest() -> Sequence[Bulk]:
    """List the bulk operations, the newest first."""
    return queries.latest(most=50)


def ledger(identity: uuid.UUID) -> Ledger:
    """Read a bulk operation.

    :raises Bulk.DoesNotExist: when there is none.
    """
    row = queries.bulk(identity)
    ranked = sorted(row.items, key=lambda item: ORDER.index(item.outcome))
    return Ledger(row, tuple(_line(item) for item in ranked))


def foreseen(rows: Sequence[Foreseen]) -> Mapping[Outcome, Sequence[Line]]:
    """Sort what would happen: what changes, what is so already, what is refused."""
    found = [Line(row.tenant, row.name, row.outcome, None, _texts(row.reasons)) for row in rows]
    kinds = (Outcome.DONE, Outcome.REFUSED, Outcome.UNCHANGED)
    return {kind: [line for line in found if line.outcome is kind] for kind in kinds}


def _line(item: ItemRow) -> Line:
    return Line(item.tenant, item.name, item.outcome, item.operation, _texts(item.reasons))


def _texts(reasons: Reasons) -> tuple[str, ...]:
    return tuple(text for each in reasons.values() for text in each)
