"""Have messages looked at: each asks for its own work, and whoever comes first looks at all of its case."""

import uuid
from typing import Final

from integrations.notifications.models import Message
from tenants import schedule

JOB: Final = "notifications.work_off"


def ask(message: Message) -> None:
    """Have a message looked at, also when that was asked before; in the transaction that makes it wait."""
    schedule.enqueue(JOB, f"r{message.round}.{message.uuid}")


def message_in(key: str) -> uuid.UUID:
    """Answer which message the key of a piece of work names."""
    return uuid.UUID(key.rpartition(".")[2])
