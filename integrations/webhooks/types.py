"""What is posted for others."""

import uuid
from typing import Protocol


class Event(Protocol):
    """An event on its way to an endpoint."""

    @property
    def url(self) -> str:
        """Say where to."""

    @property
    def identity(self) -> uuid.UUID:
        """Number it, the same at each attempt."""

    @property
    def body(self) -> bytes:
        """Say what happened, in JSON."""

    @property
    def secrets(self) -> tuple[bytes, ...]:
        """Sign with each of these."""

    @property
    def at(self) -> int:
        """Say when this attempt is made, in seconds."""
