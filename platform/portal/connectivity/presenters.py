"""Put connections into words."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.utils.translation import gettext as _

from integrations import sources
from integrations.connections import catalogue, queries, wording
from integrations.connections.doctor import letters
from integrations.connections.live import Answered, Question
from integrations.connections.types import Overview, Standing, State, StepState, Window
from integrations.errors import Reason

MARKS: Final[Mapping[StepState, str]] = {
    StepState.OK: "checked",
    StepState.WARNING: "checked",
    StepState.FAILED: "error",
    StepState.SKIPPED: "todo",
    StepState.ABSENT: "todo",
}
ON_PURPOSE: Final = frozenset({Reason.SWITCHED_OFF, Reason.MAINTENANCE})


@dataclass(frozen=True, slots=True)
class Step:
    """One layer of the last test, as the component of steps shows it."""

    label: str
    state: str
    text: str


@dataclass(frozen=True, slots=True)
class Card:
    """A connection as the municipality's own people see it."""

    key: uuid.UUID
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
    parts: tuple[sources.Shown, ...]
    """What it answers now, question by question."""


def page(asked: Iterable[Question]) -> sources.Page:
    """Say which parts of the page come from other systems."""
    parts = {
        question.name: sources.Part(
            _("%(subject)s uit %(system)s") % {"subject": question.subject, "system": question.system},
            "connectivity/answered.html",
            Answered,
        )
        for question in asked
    }
    return sources.Page("connectivity:connections", later="connectivity:later", parts=parts)


def cards(asked: Iterable[Question], shown: Iterable[sources.Shown]) -> list[Card]:
    """List the entered municipality's connections with what each answers now, trouble first."""
    parts: dict[uuid.UUID, list[sources.Shown]] = {}
    for question, part in zip(asked, shown, strict=True):
        parts.setdefault(question.connection, []).append(part)
    found = [_card(overview, parts.get(overview.key, ())) for overview in queries.overviews_inside()]
    return sorted(found, key=lambda card: card.kind != "error")


def silent(shown: Iterable[sources.Shown]) -> list[str]:
    """Name what did not answer while the page was made; what is off or worked on is so on purpose."""
    return [
        str(part.title)
        for part in shown
        if not part.outcome.is_answered and part.outcome.reason not in ON_PURPOSE
    ]


def _card(overview: Overview, parts: Iterable[sources.Shown]) -> Card:
    word, kind = wording.STATES[wording.badge(overview)]
    profile = catalogue.profile(overview.profile)
    is_off = overview.standing is Standing.OFF
    return Card(
        key=overview.key,
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
        parts=tuple(parts),
    )
