"""What operators and the platform did."""

import datetime
import uuid
from typing import Literal, Self

from pydantic import Field

from provisioning.audit import models

from .base import Told


class AuditRecord(Told):
    """One act."""

    id: uuid.UUID
    recorded_at: datetime.datetime
    action: str
    text: str = Field(description="De daad in gewone taal")
    actor: str
    actor_mark: str = Field(description="Waarmee u deze persoon volgt; leeg voor wie geen namen ziet")
    operation: uuid.UUID | None
    tenant: uuid.UUID | None
    target: str
    outcome: str
    origin: str = Field(description="Netwerkadres, en bij de API welke sleutel; verborgen voor kijkers")
    details: dict[str, str]


class AuditList(Told):
    """A piece of the stream."""

    items: list[AuditRecord]
    next_cursor: str | None


class AuditProblem(Told):
    """One thing in a stream that does not agree with its chain."""

    kind: str
    record: int | None
    seal: int | None
    text: str


class AuditStream(Told):
    """A hash chain, and what the last look at it found."""

    stream: str = Field(description="Kenmerk van de gemeente, of `operators`")
    tenant: uuid.UUID | None
    name: str
    is_whole: bool
    looked_at: datetime.datetime
    records: int
    unsealed: int = Field(description="Nog niet verzegeld: van de laatste minuten")
    seals: int
    head: str = Field(
        description="Hash van het laatste zegel; bewaar die elders, en niemand verandert wat ervoor komt"
    )
    number_of_problems: int
    problems: list[AuditProblem] = Field(description="De eerste vijftig")

    @classmethod
    def of(cls, found: models.Finding, name: str) -> Self:
        """Describe it."""
        plain = (
            "stream",
            "tenant",
            "is_whole",
            "looked_at",
            "records",
            "unsealed",
            "seals",
            "head",
            "number_of_problems",
        )
        problems = [AuditProblem.model_validate(each) for each in found.problems]
        return cls(name=name, problems=problems, **{each: getattr(found, each) for each in plain})


class AuditStreamList(Told):
    """All streams: what is broken first."""

    items: list[AuditStream]


class AuditCheck(Told):
    """A look at all streams, which a worker takes."""

    id: uuid.UUID
    state: Literal["open", "done", "left"] = Field(
        description="`left`: de worker is gestopt; vraag het opnieuw"
    )
    asked_at: datetime.datetime
    finished_at: datetime.datetime | None
    total: int
    done: int
    broken: int

    @classmethod
    def of(cls, found: models.Look) -> Self:
        """Describe it."""
        plain = ("asked_at", "finished_at", "total", "done", "broken")
        state: Literal["open", "done", "left"] = (
            "open" if found.is_open else "left" if found.was_left else "done"
        )
        return cls(id=found.uuid, state=state, **{each: getattr(found, each) for each in plain})
