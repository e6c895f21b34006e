"""What news is, and who hears of it."""

import uuid
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final, Protocol

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


class Source(models.TextChoices):
    """How a message came to be here."""

    TOLD = "told", _("Gemeld")
    FOUND = "found", _("Gevonden bij het vergelijken")
    """Nobody told it: it was seen by who looked what had changed."""
    FOLLOWED = "followed", _("Volgt uit een andere melding")


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
type Handler = Callable[[Event], Effect | Sequence["News"] | None]
"""`handler(event)`, called inside the municipality, at least once; it may ask others, and writes by its effect.

It may also answer other news that follows from this, such as of the cases to which a document belongs.
"""


class News(Protocol):
    """What somebody else says that changed, as its system would have told it."""

    @property
    def channel(self) -> str:
        """Answer the channel on which it would have come."""

    @property
    def main(self) -> str:
        """Answer the address of what it is about."""

    @property
    def resource(self) -> str:
        """Answer what changed of it."""

    @property
    def resource_url(self) -> str:
        """Answer the address of what changed."""

    @property
    def action(self) -> str:
        """Answer what became of it."""

    @property
    def created_at(self) -> datetime:
        """Answer when."""

    @property
    def features(self) -> Mapping[str, str]:
        """Answer what it is told by whether somebody wants to hear of it."""


@dataclass(frozen=True, slots=True)
class Known:
    """What was seen of one thing the last time that somebody looked."""

    main: str
    seen: Mapping[str, str]
    """In words of whoever looked; empty until somebody has."""
    known_at: datetime


class Look(Protocol):
    """What came of looking at one system."""

    @property
    def news(self) -> Sequence[News]:
        """Answer what changed since the last look."""

    @property
    def seen(self) -> Mapping[str, Mapping[str, str]]:
        """Answer what is to be kept of each thing that was looked at."""

    @property
    def ended(self) -> Collection[str]:
        """Answer of which of them nothing more is expected."""

    @property
    def gone(self) -> Collection[str]:
        """Answer which are not there any more."""

    @property
    def is_whole(self) -> bool:
        """Tell whether all that is new was seen: else the next look begins where this one did."""

    @property
    def reason(self) -> str:
        """Answer why not everything could be looked at; empty where it could."""


type Looker = Callable[[uuid.UUID, Sequence[Known], datetime | None, float], Look]
"""`looker(connection, known, since, seconds)`, called inside the municipality: sees what changed, and writes nothing.

Where nobody looked before (`since` is None) nothing is news.
"""
