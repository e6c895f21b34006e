"""What the console shows of a municipality's connections."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.utils import timezone
from django.utils.functional import Promise

from integrations.connections import catalogue, portraits, queries, wording
from integrations.connections.doctor import letters
from integrations.connections.health import queries as health
from integrations.connections.health import texts
from integrations.connections.health.types import Cell
from integrations.connections.inbox.models import Command, Progress
from integrations.connections.types import (
    NO_RECORD,
    Errand,
    Finding,
    Overview,
    Standing,
    State,
)

from .board import BADGES

SOON: Final = timedelta(days=60)
"""From here on the last day of a certificate is worth a word (C-031: 60, 30 and 7 days)."""


@dataclass(frozen=True, slots=True)
class Capability:
    """What the profile promises and what a test found."""

    text: str
    promised: bool
    found: bool | None
    """None where no test looked."""

    @property
    def differs(self) -> bool:
        """Tell whether the test found something else."""
        return self.found is not None and self.found != self.promised


@dataclass(frozen=True, slots=True)
class Doing:
    """How a connection is doing now, as the board shows it."""

    word: Promise
    kind: str
    cause: str
    since: datetime | None


@dataclass(frozen=True, slots=True)
class Panel:
    """A connection, and what is being done to it."""

    overview: Overview
    errand: Errand | None
    doing: Doing | None = None
    """None where nobody has looked yet, or where it is not asked."""
    server_certificate: datetime | None = None
    """When the other side's certificate ends, as far as somebody looked."""

    @property
    def title(self) -> str:
        """Name it."""
        return catalogue.title(self.overview.reference, self.overview.name)

    @property
    def system_name(self) -> str:
        """Name its kind of system."""
        return catalogue.title(self.overview.system)

    @property
    def is_waiting(self) -> bool:
        """Tell whether a worker still has to do what was asked."""
        return self.errand is not None and self.errand.is_open

    @property
    def badge(self) -> str:
        """Answer the one word that matters most: whether it is used, and if it is, whether it works."""
        return wording.badge(self.overview)

    @property
    def is_failing(self) -> bool:
        """Tell whether it is used and its last test found that it does not work."""
        return self.overview.standing is Standing.ON and self.overview.state is State.FAILED

    @property
    def lines(self) -> list[letters.Line]:
        """Put the last test into words."""
        return letters.lines(self.overview.steps)

    @property
    def questions(self) -> list[str]:
        """List what to ask the supplier."""
        return letters.questions(self.overview)

    @property
    def profile_name(self) -> str:
        """Name its profile."""
        profile = catalogue.profile(self.overview.profile)
        return profile.name if profile else self.overview.profile

    @property
    def capabilities(self) -> list[Capability]:
        """Compare what the profile promises with what was found."""
        profile = catalogue.profile(self.overview.profile)
        promised = profile.capabilities if profile else frozenset()
        names = sorted(promised | self.overview.found.keys(), key=catalogue.describe)
        return [
            Capability(catalogue.describe(name), name in promised, self.overview.found.get(name))
            for name in names
        ]

    @property
    def differs(self) -> bool:
        """Tell whether a test found something else than the profile promises."""
        return any(each.differs for each in self.capabilities)

    @property
    def certificate_is_soon(self) -> bool:
        """Tell whether our own certificate's last day comes near."""
        own = self.overview.certificate
        return own is not None and own.until - timezone.now() < SOON

    @property
    def server_certificate_is_soon(self) -> bool:
        """Tell whether the last day of the other side's certificate comes near."""
        until = self.server_certificate
        return until is not None and until - timezone.now() < SOON

    @property
    def certificate_days(self) -> int | None:
        """Count the days until our own certificate ends; None where there is none."""
        own = self.overview.certificate
        return (own.until - timezone.now()).days if own else None

    @property
    def choices(self) -> list[tuple[str, bool]]:
        """List the switches, in words."""
        kind = catalogue.systems().get(self.overview.system)
        return [
            (text, self.overview.switches.get(key, True))
            for key, text in (kind.switches if kind else {}).items()
        ]


@dataclass(frozen=True, slots=True)
class Trial:
    """What was filled in to be tried, and what came of it."""

    uuid: uuid.UUID
    overview: Overview
    is_open: bool
    is_new: bool
    error: str
    can_keep: bool
    created_at: datetime

    @property
    def lines(self) -> list[letters.Line]:
        """Put what it found into words."""
        return letters.lines(self.overview.steps)

    @property
    def questions(self) -> list[str]:
        """List what to ask the supplier."""
        return letters.questions(self.overview)


@dataclass(frozen=True, slots=True)
class All:
    """A municipality's connections, and those that are on their way."""

    panels: list[Panel]
    coming: list[Errand]
    """What was asked for connections that are not there: they are being added, or could not be."""


def of_tenant(tenant: uuid.UUID) -> All:
    """Answer what a municipality's page shows."""
    overviews, errands = queries.overviews(tenant), queries.errands(tenant)
    known = {each.key for each in overviews}
    coming = [
        errand
        for key, errand in errands.items()
        if key not in known and (errand.is_open or (errand.kind == "change" and errand.error))
    ]
    return All([Panel(each, errands.get(each.key)) for each in overviews], coming)


def panel(tenant: uuid.UUID, connection: uuid.UUID) -> Panel | None:
    """Answer one connection."""
    overview = queries.overview(tenant, connection)
    if overview is None:
        return None
    cell = health.of(tenant, connection)
    errand = queries.errands(tenant).get(connection)
    if cell is None:
        return Panel(overview, errand)
    return Panel(overview, errand, _doing(cell), cell.server_certificate_until)


def _doing(cell: Cell) -> Doing:
    cause = texts.cause(cell.cause) if cell.cause else ""
    return Doing(texts.STATES[cell.state], BADGES[cell.state], cause, cell.since)


def trial(tenant: uuid.UUID, command: uuid.UUID) -> Trial | None:
    """Answer what was tried, for as long as it is kept."""
    found = queries.trials(tenant).filter(pk=command).first()
    return _trial(found) if found else None


def _trial(command: Command) -> Trial:
    result, told = (
        command.result,
        {name: value for name, value in command.payload.items() if name != "secret"},
    )
    finding = Finding(result["finding"]) if result else None
    seen: Mapping[str, Any] = {
        **told,
        "system": command.system,
        "state": finding.state.value if finding else State.UNTESTED.value,
        "finding": finding.value if finding else "",
        "steps": result.get("steps", []),
        "version": result.get("version", ""),
        "found": result.get("found", {}),
        "checked_at": command.closed_at.isoformat() if command.closed_at else None,
        "changed_at": None,
    }
    return Trial(
        uuid=command.uuid,
        overview=portraits.read(seen, key=command.connection or NO_RECORD),
        is_open=command.progress == Progress.OPEN,
        is_new=bool(told.get("is_new")),
        error=command.error,
        can_keep=bool(command.payload),
        created_at=command.created_at,
    )
