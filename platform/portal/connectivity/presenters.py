"""Put connections into words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from integrations.connections import catalogue, queries, wording
from integrations.connections.doctor import letters
from integrations.connections.types import Overview, Standing, State, StepState, Window

MARKS: Final[Mapping[StepState, str]] = {
    StepState.OK: "checked",
    StepState.WARNING: "checked",
    StepState.FAILED: "error",
    StepState.SKIPPED: "todo",
    StepState.ABSENT: "todo",
}


@dataclass(frozen=True, slots=True)
class Step:
    """One layer of the last test, as the component of steps shows it."""

    label: str
    state: str
    text: str


@dataclass(frozen=True, slots=True)
class Card:
    """A connection as the municipality's own people see it."""

    title: str
    system: str
    word: str
    kind: str
    message: str
    address: str
    checked_at: datetime | None
    certificate_until: datetime | None
    window: Window | None
    note: str
    profile: str
    version: str
    steps: tuple[Step, ...]
    questions: tuple[str, ...]


def cards() -> list[Card]:
    """List the entered municipality's connections, trouble first."""
    found = [_card(overview) for overview in queries.overviews_inside()]
    return sorted(found, key=lambda card: card.kind != "error")


def _card(overview: Overview) -> Card:
    word, kind = wording.STATES[wording.badge(overview)]
    profile = catalogue.profile(overview.profile)
    is_off = overview.standing is Standing.OFF
    return Card(
        title=catalogue.title(overview.reference, overview.name),
        system=catalogue.title(overview.system),
        word=str(word),
        kind=kind,
        message=overview.message if overview.state is State.FAILED else "",
        address=overview.address,
        checked_at=overview.checked_at,
        certificate_until=overview.certificate.until if overview.certificate else None,
        window=overview.window,
        note=overview.off_because if is_off else overview.window_note,
        profile=profile.name if profile else "",
        version=overview.version,
        steps=tuple(
            Step(line.layer, MARKS[line.state], line.text)
            for line in letters.lines(overview.steps)
            if line.state is not StepState.ABSENT
        ),
        questions=tuple(letters.questions(overview)),
    )
