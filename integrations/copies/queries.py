"""Read what is kept: one copy, and the list of all for a page ("welke kopieën bewaren wij")."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from integrations.outcomes import Outcome
from tenants import features, registers

from . import places
from .asking import Clock, Question
from .wording import how_long


@dataclass(frozen=True, slots=True)
class Kept:
    """One line of the list, for people."""

    title: str
    source: str
    purpose: str
    how_long: str
    personal_data: tuple[str, ...]
    is_encrypted: bool


def kept() -> list[Kept]:
    """List which copies the entered municipality may keep: those of features that are on."""
    return [
        Kept(copy.title, copy.source, copy.purpose, how_long(copy), copy.personal_data, copy.is_personal)
        for copy in registers.copies
        if not registers.features.get(copy.feature).switchable or features.is_on(copy.feature)
    ]


def find(name: str, parts: Mapping[str, str], *, clock: Clock = time.time) -> Outcome[Any] | None:
    """Answer a copy, with its age once it is old, without fetching; None when there is none that may be shown."""
    question = Question(places.of(registers.copies.get(name), parts), _nobody, clock)
    return question.look() or question.stale() or question.last_good()


def _nobody(deadline: object) -> Outcome[Any]:
    raise AssertionError("Nothing is fetched here.")
