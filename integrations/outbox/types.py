"""What a kind of delivery is, what its handler gets and answers, and the states of an item, in plain Dutch."""

import datetime
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from integrations.errors import Reason

if TYPE_CHECKING:
    from integrations.http.deadline import Deadline

MINUTE = datetime.timedelta(minutes=1)
KEPT = datetime.timedelta(days=30)
LONGEST_PATIENCE = 1.5 * MINUTE
"""Of one attempt: a worker is ended when a piece of work takes two minutes."""


class State(models.TextChoices):
    """Where an item stands."""

    WAITING = "waiting", _("wacht")
    SENDING = "sending", _("wordt verstuurd")
    """A worker has it in hand, or died with it."""
    DONE = "done", _("verwerkt")
    DEAD = "dead", _("niet gelukt")
    """Given up, with what it holds: somebody may offer it again, or withdraw it."""
    WITHDRAWN = "withdrawn", _("ingetrokken")


BADGES: Mapping[State, str] = {
    State.WAITING: "info",
    State.SENDING: "info",
    State.DONE: "success",
    State.DEAD: "error",
    State.WITHDRAWN: "neutral",
}
OPEN = (State.WAITING, State.SENDING)
CAN_BE_CHANGED = (State.WAITING, State.DEAD)
"""By people: what is in hand of a worker is left to it."""


class Order(StrEnum):
    """Whether items of a kind wait for each other."""

    FREE = "free"
    SUBJECT = "subject"
    """Of one subject, one after the other. One that was given up keeps the rest waiting, until it is offered again or
    withdrawn: what follows may build on it."""


class Verdict(StrEnum):
    """What came of handing an item over."""

    DONE = "done"
    LATER = "later"
    HELD = "held"
    """It was not tried: what it goes to is switched off, or being worked on. That uses up no attempt."""
    REFUSED = "refused"


class Own(StrEnum):
    """Reasons of the outbox itself, beside those of `integrations.errors.Reason`."""

    NOT_CONFIGURED = "not configured"
    WORKER_DIED = "worker died"
    FEATURE_OFF = "feature off"
    WAITS_FOR_EARLIER = "waits for earlier"
    TAKEN_BACK = "taken back"
    UNREADABLE = "unreadable"
    NOBODY_THERE = "nobody there"
    """Whom it is for does not exist, or not any more."""
    RETURNED = "returned"
    """It was taken over, and came back later."""


@dataclass(frozen=True, slots=True)
class Explained:
    """A reason in words, for the functional manager."""

    why: str | Promise
    advice: str | Promise = ""
    """What they do about it; empty where it mends itself."""
    is_last: bool = False
    """Whether the advice says all there is to do; else they offer it again afterwards."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a handler answers; made by `done`, `later` and `refused`."""

    verdict: Verdict
    reference: str = ""
    reason: str = ""
    retry_after: datetime.timedelta | None = None


def done(reference: str = "") -> Answer:
    """Answer that it was taken over.

    :param reference: what the other system calls it; kept encrypted.
    """
    return Answer(Verdict.DONE, reference)


def later(reason: Reason | str, retry_after: datetime.timedelta | None = None) -> Answer:
    """Answer that it must be tried again.

    :param reason: why, in a word or the name of an error; never a text of the other side.
    :param retry_after: what the other side asks for (Retry-After): the whole channel is left alone for so long.
    """
    return Answer(Verdict.LATER, reason=str(reason), retry_after=retry_after)


def refused(reason: Reason | str) -> Answer:
    """Answer that trying again is of no use."""
    return Answer(Verdict.REFUSED, reason=str(reason))


@dataclass(frozen=True, slots=True)
class Delivery:
    """What a handler gets."""

    kind: str
    key: str
    """The caller's own."""
    idempotency_key: uuid.UUID
    """The same however often it is tried; different in every municipality. Send it along where the other side knows
    such keys."""
    payload: Mapping[str, Any] = field(repr=False)
    attempt: int
    deadline: "Deadline"
    """Be ready by then: after it, somebody else may try."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of delivery. Functions are dotted paths: registers are filled before there are models."""

    feature: str
    name: str
    handler: str
    """`(Delivery) -> Answer`: hands it over, outside any transaction. May raise `UnavailableError` and
    `NotConfiguredError`; any other error is an attempt that failed."""
    label: str | Promise
    """What it is to the citizen whose doing it is, such as *Uw vraag*."""
    title: str | Promise
    """What it is to the functional manager, such as *Vraag naar het klantsysteem*."""
    keep: datetime.timedelta = KEPT
    """How long it is remembered what became of it."""
    most_attempts: int = 10
    first_pause: datetime.timedelta = MINUTE / 2
    longest_pause: datetime.timedelta = datetime.timedelta(hours=6)
    patience: datetime.timedelta = MINUTE / 2
    """How long one attempt may take."""
    order: Order = Order.FREE
    channel: str = ""
    """What it goes to; kinds with the same channel are left alone together when that asks for patience. Of what goes
    over a connection it is the kind of system: once that is mended, it leaves at once."""
    already_done: str = ""
    """`(Delivery) -> str | None`: look before you repeat. Answers the reference when an earlier attempt had its effect,
    None when it had not. Needed where the other side knows no idempotency keys. Raises as a handler does."""
    settled: str = ""
    """`(key: str, state: State, reason: str) -> None`: called in the transaction that writes down what became of an
    attempt."""
    describe: str = ""
    """`(keys: Collection[str]) -> Mapping[str, str]`: what each is about, for the functional manager."""
    reasons: Mapping[str, Explained] = field(default_factory=dict, compare=False)
    """Its own reasons in words, and other words for those that every kind has."""

    def __post_init__(self) -> None:
        if self.patience > LONGEST_PATIENCE or self.most_attempts < 1:
            raise ValueError("A kind has at least one attempt, which takes at most a minute and a half.")

    @property
    def key(self) -> str:
        """Name the kind."""
        return f"{self.feature}.{self.name}"

    @property
    def way(self) -> str:
        """Name what it shares with the kinds of its channel."""
        return self.channel or self.key


class Return(StrEnum):
    """What there was to give up of what came back."""

    GIVEN_UP = "given up"
    TOO_EARLY = "too early"
    """Whoever hands it over has not written down yet that it left."""
    UNKNOWN = "unknown"
    """It never left, came back before, or is forgotten."""


class Progress(StrEnum):
    """How it goes, for the citizen."""

    PROCESSING = "processing"
    PROCESSED = "processed"
    FAILED = "failed"
    WITHDRAWN = "withdrawn"


PROGRESS: Mapping[str, Progress] = {
    State.WAITING: Progress.PROCESSING,
    State.SENDING: Progress.PROCESSING,
    State.DONE: Progress.PROCESSED,
    State.DEAD: Progress.FAILED,
    State.WITHDRAWN: Progress.WITHDRAWN,
}


@dataclass(frozen=True, slots=True)
class Doing:
    """Something of a citizen that goes to another system, and how it goes."""

    uuid: uuid.UUID
    kind: str
    key: str
    label: str | Promise
    progress: Progress
    asked_at: datetime.datetime
    settled_at: datetime.datetime | None
    reference: str = field(repr=False, default="")


@dataclass(frozen=True, slots=True)
class Filters:
    """Which items to list; empty means all."""

    state: str = ""
    kind: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One item, for the functional manager."""

    uuid: uuid.UUID
    title: str | Promise
    about: str
    state: State
    reason: str | Promise
    advice: str
    """What to do about it."""
    attempts: int
    asked_at: datetime.datetime
    next_attempt_at: datetime.datetime | None
    settled_at: datetime.datetime | None
    badge: str
    """The look of its state."""
    can_be_changed: bool
    """Whether it may be withdrawn."""
    can_be_offered: bool
    """Whether it may be offered again: it still holds what it held."""
