"""The values that webhooks speak in."""

import datetime
import uuid
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol


class EventKind(StrEnum):
    """What can be told."""

    DONE = "operation.done"
    FAILED = "operation.failed"
    """It waits for somebody."""
    UNDONE = "operation.undone"


class DeliveryState(StrEnum):
    """How far a delivery is."""

    WAITING = "waiting"
    DELIVERED = "delivered"
    DEAD = "dead"
    """Given up; it waits for somebody to ask for it again."""


class Ending(Protocol):
    """How an operation ended, as lifecycle tells it."""

    @property
    def operation(self) -> uuid.UUID:
        """Name the operation."""

    @property
    def kind(self) -> str:
        """Say what it did."""

    @property
    def state(self) -> str:
        """Say how it ended: `done`, `failed` or `undone`."""

    @property
    def tenant(self) -> uuid.UUID | None:
        """Name the municipality, where it came to be one."""

    @property
    def subject(self) -> str:
        """Say what it was about."""

    @property
    def at(self) -> datetime.datetime:
        """Say when."""


@dataclass(frozen=True, slots=True)
class Message:
    """What is posted."""

    url: str
    identity: uuid.UUID
    """The same at each attempt: whoever receives it does it once."""
    body: bytes = field(repr=False)
    secrets: tuple[bytes, ...] = field(repr=False)
    """The one of now, and for a while the former one: it is signed with each."""
    at: int = 0
    """Seconds: when this attempt was made."""
