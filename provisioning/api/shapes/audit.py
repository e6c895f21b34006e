"""What operators and the platform did."""

import datetime
import uuid

from pydantic import Field

from .base import Told


class AuditRecord(Told):
    """One act."""

    id: uuid.UUID
    recorded_at: datetime.datetime
    action: str
    text: str = Field(description="De daad in gewone taal")
    actor: str
    tenant: uuid.UUID | None
    target: str
    outcome: str
    origin: str = Field(description="Netwerkadres, en bij de API welke sleutel; verborgen voor kijkers")
    details: dict[str, str]


class AuditList(Told):
    """A piece of the stream."""

    items: list[AuditRecord]
    next_cursor: str | None
