"""One change at many municipalities."""

import datetime
import uuid
from typing import Any, Self

from pydantic import Field

from provisioning.lifecycle.bulk import types
from provisioning.lifecycle.bulk.selecting import Selection
from provisioning.lifecycle.bulk.types import BulkKind, Outcome
from tenants.types import Kind, Notice, State

from .base import Block, Flag, Given, Moment, Reason, Slug, Told


class BulkItem(Told):
    """What became of it at one municipality."""

    tenant: uuid.UUID
    name: str
    outcome: Outcome
    operation: uuid.UUID | None
    reasons: dict[str, list[str]]


class BulkOperation(Told):
    """A bulk operation with its ledger."""

    id: uuid.UUID
    kind: BulkKind
    reason: str
    created_at: datetime.datetime
    counts: dict[str, int]
    items: list[BulkItem]

    @classmethod
    def of(cls, found: types.BulkRow) -> Self:
        """Describe it."""
        items = [
            BulkItem(
                tenant=each.tenant,
                name=each.name,
                outcome=each.outcome,
                operation=each.operation,
                reasons={field: list(texts) for field, texts in each.reasons.items()},
            )
            for each in found.items
        ]
        return cls(
            id=found.uuid,
            kind=found.kind,
            reason=found.reason,
            created_at=found.created_at,
            counts=found.counts,
            items=items,
        )


class BulkSummary(Told):
    """A bulk operation in a list."""

    id: uuid.UUID
    kind: BulkKind
    reason: str
    created_at: datetime.datetime


class BulkList(Told):
    """A piece of the list."""

    items: list[BulkSummary]
    next_cursor: str | None


class Chosen(Given):
    """Which municipalities: these, or all that satisfy what is said. Nothing said is nothing chosen."""

    tenants: list[uuid.UUID] = Field(default_factory=list, max_length=1000)
    everybody: Flag = False
    state: State | None = None
    kind: Kind | None = None
    feature: Slug | None = Field(None, description="Waar dit onderdeel aan staat")
    theme: Slug | None = None

    def selection(self) -> Selection:
        """Make what lifecycle asks for."""
        return Selection(
            everybody=self.everybody,
            state=self.state.value if self.state else "",
            kind=self.kind.value if self.kind else "",
            feature=self.feature or "",
            theme=self.theme or "",
        )


class NewBulk(Given):
    """One change at many."""

    kind: BulkKind
    chosen: Chosen
    feature: Slug | None = Field(None, description="Bij `switch_feature`")
    is_on: Flag | None = Field(None, description="Bij `switch_feature`")
    theme: Slug | None = Field(None, description="Bij `change_theme`")
    dutch: Block = Field("", description="Bij `maintenance`")
    english: Block = ""
    starts_at: Moment | None = None
    ends_at: Moment | None = None
    reason: Reason = ""

    def parameters(self) -> dict[str, Any]:
        """Gather what was said of the change; what is missing is refused by name."""
        match self.kind:
            case BulkKind.SWITCH_FEATURE:
                said = {"feature": self.feature, "on": self.is_on}
            case BulkKind.CHANGE_THEME:
                said = {"theme": self.theme}
            case BulkKind.MAINTENANCE:
                notice = Notice(self.dutch, self.english, self.ends_at)
                starts_at = self.starts_at.isoformat() if self.starts_at else ""
                return {"notice": notice.as_stored(), "starts_at": starts_at}
            case _:
                return {}
        return {name: value for name, value in said.items() if value is not None}


class Forecast(Told):
    """What would become of it at one municipality."""

    tenant: uuid.UUID
    name: str
    outcome: Outcome
    reasons: dict[str, list[str]]


class ForecastList(Told):
    """What would become of it; nothing was done."""

    items: list[Forecast]
