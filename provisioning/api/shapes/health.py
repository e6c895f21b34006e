"""How connections of all municipalities are doing."""

import datetime
import uuid
from typing import Annotated

from integrations.connections.health.types import State

from .base import Told, listed


class HealthCell(Told):
    """One connection."""

    connection: uuid.UUID
    system: str
    state: Annotated[State, listed(State)]
    cause: str
    since: datetime.datetime | None
    p50: int | None
    p95: int | None
    calls: int
    failed: int
    certificate_days: int | None


class HealthRow(Told):
    """One municipality."""

    tenant: uuid.UUID
    name: str
    looked_at: datetime.datetime | None
    is_stale: bool
    items: list[HealthCell]


class HealthBoard(Told):
    """All municipalities that serve."""

    items: list[HealthRow]
