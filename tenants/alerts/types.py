"""What a channel is given."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Message:
    """One message about an alert. It may come twice: `key` tells."""

    key: uuid.UUID
    alert: uuid.UUID
    subject: str
    """What it is about, in words of ours; for a connection `connection:`, its municipality and its key stand first."""
    kind: str
    is_end: bool
    tenant: uuid.UUID | None
    tenant_name: str
    title: str
    text: str
    began_at: datetime
    ended_at: datetime | None


type Channel = Callable[[Message], None]
"""Brings a message; raises when the other side has not taken it."""
