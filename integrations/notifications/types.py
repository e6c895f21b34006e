"""What news is, and who hears of it."""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _

FEATURE: Final = "notifications"
PREFIX: Final = "/meldingen/"
"""Where other systems call in; behind it comes a secret."""
TEST: Final = "test"
"""The channel on which a subscription is tried out."""
LARGEST: Final = 100_000
"""Bytes that a message may have; real ones have less than a thousand."""
SKEW: Final = timedelta(minutes=5)
"""So far may the clock of whoever sends be ahead of ours."""


class State(models.TextChoices):
    """How far a message is."""

    WAITING = "waiting", _("Wacht")
    BUSY = "busy", _("Bezig")
    DONE = "done", _("Verwerkt")
    DEAD = "dead", _("Niet gelukt")


OPEN: Final = (State.WAITING, State.BUSY)


@dataclass(frozen=True, slots=True)
class Message:
    """One message, as it was sent."""

    channel: str
    main: str
    """The address of what it is about: a case, a case type."""
    resource: str
    resource_url: str
    action: str
    created_at: datetime
    features: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Event:
    """News of one case, or of another thing: all messages that waited, in the order in which they were written."""

    connection: uuid.UUID
    channel: str
    main: str
    messages: tuple[Message, ...]


type Effect = Callable[[], None]
"""What a handler writes: called in the transaction that settles the messages, so that both hold or neither."""
type Handler = Callable[[Event], Effect | None]
"""`handler(event)`, called inside the municipality, at least once; it may ask others, and writes by its effect."""
