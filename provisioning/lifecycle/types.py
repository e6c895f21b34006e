"""The values that lifecycle speaks in."""

import datetime
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any


class OperationKind(StrEnum):
    """What an operation does to a tenant."""

    OPEN = "open"
    SPARE = "spare"
    """Makes a municipality that is nobody's yet."""
    DISCARD = "discard"
    """Takes a spare away."""
    CLONE = "clone"
    GO_LIVE = "go_live"
    SUSPEND = "suspend"
    RESUME = "resume"
    MAINTENANCE = "maintenance"
    SWITCH_FEATURE = "switch_feature"
    CHANGE_SETTINGS = "change_settings"
    CHANGE_DOMAINS = "change_domains"
    ROLL_BACK = "roll_back"
    CONFIGURE = "configure"
    """Makes a municipality as its file says."""


class DomainChange(StrEnum):
    """What an operation of the kind *change domains* does to a host."""

    ADD = "add"
    PROVE = "prove"
    CERTIFICATE = "certificate"
    PRIMARY = "primary"
    REMOVE = "remove"


UNSEEN = frozenset({OperationKind.SPARE, OperationKind.DISCARD})
"""Kinds that concern no municipality: they are shown only when they failed."""


class OperationState(StrEnum):
    """How far an operation is."""

    PLANNED = "planned"
    """For later; until it is due it stands in nobody's way."""
    REQUESTED = "requested"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    """The dead letter: it waits for somebody to try it again, or to have it undone."""
    UNDOING = "undoing"
    UNDONE = "undone"


RUNNABLE = frozenset({OperationState.REQUESTED, OperationState.RUNNING, OperationState.UNDOING})
"""States in which a worker may take an operation."""
UNFINISHED = frozenset({*RUNNABLE, OperationState.FAILED})
"""States in which an operation keeps what it has claimed: a failed one can be tried again."""
ENDED = frozenset({OperationState.DONE, OperationState.UNDONE})
"""States in which nothing more happens to an operation."""


class StepState(StrEnum):
    """How far a step is."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class OpeningPlan:
    """What an operator asks for when opening a municipality."""

    name: str
    kind: str
    host: str
    theme: str
    administrator: str
    """E-mail address of the first administrator, who is invited."""
    cbs_code: str = ""
    features: tuple[str, ...] = ()
    blueprint: Mapping[str, Any] = field(default_factory=dict)
    """Content and settings to start from; empty for the standard ones. What the plan itself says goes before it."""
    own_hosts: tuple[str, ...] = ()
    """Hosts of the municipality's own, which serve once it has proven them (C-032); with a certificate of its own."""
    house: Mapping[str, Any] = field(default_factory=dict)
    """A house style to make for it, as `house_styles.House` has it; it then goes before the theme."""
    plan: str = ""
    """The key of what was agreed upon with it (`tenants.models.Plan`); empty for none yet."""

    def as_parameters(self) -> dict[str, Any]:
        """Make the form in which the plan is stored and handed to seeds."""
        return {
            **asdict(self),
            "features": list(self.features),
            "own_hosts": list(self.own_hosts),
            "blueprint": dict(self.blueprint),
            "house": dict(self.house),
        }


@dataclass(frozen=True, slots=True)
class PlanRow:
    """What municipalities can have agreed upon with us."""

    key: str
    name: str
    description: str
    is_open: bool
    """Whether municipalities can still get it."""
    tenants: int = 0
    """How many have it, where that was counted."""


@dataclass(frozen=True, slots=True)
class Municipality:
    """A municipality of the shipped list."""

    cbs_code: str
    name: str
    also_called: str
    inhabitants: int
    inhabitants_on: datetime.date


@dataclass(frozen=True, slots=True)
class ListFacts:
    """Where the list of municipalities comes from, and of which day its borders are."""

    borders_on: datetime.date | None
    source: str


@dataclass(frozen=True, slots=True)
class CheckRow:
    """A check of the list that a trial must pass, as it stands now."""

    key: str
    title: str
    remedy: str
    """What to do while it is red."""
    is_green: bool


@dataclass(frozen=True, slots=True)
class StepRow:
    """A step as the console shows it."""

    key: str
    title: str
    state: StepState
    attempts: int
    started_at: datetime.datetime | None
    finished_at: datetime.datetime | None
    error: str
    undoes: bool = False
    """Takes back what the step of the same key did."""

    @property
    def duration(self) -> datetime.timedelta | None:
        """Tell how long the last attempt took; None while it has not ended."""
        if self.started_at is None or self.finished_at is None:
            return None
        return self.finished_at - self.started_at
