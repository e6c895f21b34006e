"""Operations: what is done to a municipality, step by step."""

import datetime
import uuid
from typing import Self

from pydantic import Field

from provisioning.lifecycle import models, queries
from provisioning.lifecycle.types import OperationKind, OperationState, StepState

from .base import Told


class Step(Told):
    """A step of an operation."""

    key: str
    title: str
    state: StepState
    undoes: bool = Field(description="Neemt terug wat de stap met dezelfde sleutel deed")
    attempts: int
    seconds: float | None = Field(description="Hoelang de laatste poging duurde")
    error: str = Field(description="Wat er misging en wat te doen, in gewone taal")


class Operation(Told):
    """An operation; it goes on until it is done, undone, or waits for somebody (`failed`)."""

    id: uuid.UUID
    kind: OperationKind
    state: OperationState
    tenant: uuid.UUID | None = Field(description="Leeg zolang de gemeente er nog niet is")
    subject: str
    reason: str
    created_at: datetime.datetime
    due_at: datetime.datetime
    finished_at: datetime.datetime | None
    steps: list[Step]

    @classmethod
    def of(cls, found: models.Operation) -> Self:
        """Describe an operation; neither its parameters nor who asked: both may name people."""
        return cls(
            id=found.uuid,
            kind=OperationKind(found.kind),
            state=OperationState(found.state),
            tenant=found.tenant,
            subject=found.subject,
            reason=found.reason,
            created_at=found.created_at,
            due_at=found.due_at,
            finished_at=found.finished_at,
            steps=[
                Step(
                    key=row.key,
                    title=row.title,
                    state=row.state,
                    undoes=row.undoes,
                    attempts=row.attempts,
                    seconds=row.duration.total_seconds() if row.duration else None,
                    error=row.error,
                )
                for row in queries.steps(found)
            ],
        )


class OperationList(Told):
    """A piece of the list of operations."""

    items: list[Operation]
    next_cursor: str | None
