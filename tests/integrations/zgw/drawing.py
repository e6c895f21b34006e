"""Choose municipalities of the sandbox by what the chance of their names gives Fatima and others.

Whoever wants a municipality with enough to show draws names until one has it. To make all that each of them has, with
every document, takes most of the time of a draw; here only the chance is drawn, by the sandbox's own function.
"""

import random
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final
from unittest.mock import patch

from integrations.sandbox.settings import Settings
from integrations.sandbox.world import cases
from integrations.sandbox.world.catalogue import CaseType, case_types
from integrations.sandbox.world.people import Person, people
from integrations.sandbox.world.worlds import ROOT
from tests.integrations.saved import new_slug

PAGE: Final = 20
"""Cases of one part of a list."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """What chance says of one case."""

    kind: CaseType
    has_ended: bool
    party: cases.Party

    def is_shown_to(self, person: Person) -> bool:
        """Tell whether somebody asked for it, and may see it."""
        return self.party == person and not self.kind.is_internal


type Draw = Sequence[Drawn]


def has_enough(draw: Draw) -> bool:
    """Tell whether Fatima has more than one page of cases that may be shown, and who is not her has any."""
    return _has_strangers(draw) and len(_hers(draw)) > PAGE


def fits_a_page(draw: Draw) -> bool:
    """Tell whether Fatima's cases that may be shown are one page, with some that have ended; who is not her has any."""
    hers = _hers(draw)
    return _has_strangers(draw) and len(hers) <= PAGE and any(one.has_ended for one in hers)


def slug(suits: Callable[[Draw], bool]) -> str:
    """Make up names of which nobody has asked yet, until one suits."""
    while not suits(of(name := new_slug())):
        pass
    return name


def of(slug: str) -> Draw:
    """Draw what the sandbox draws for a municipality."""
    settings = Settings()
    namespace = uuid.uuid5(ROOT, f"{settings.seed}:{slug}")
    chance = random.Random(namespace.int)  # noqa: S311 - the same as there
    with patch.object(cases, "_case", _drawn):
        found: Any = cases.cases(
            namespace, _kinds(), today=settings.today(), count=settings.cases, random_=chance
        )
        return tuple(found)


def _drawn(
    _namespace: uuid.UUID, _number: int, kind: CaseType, stage: cases.Stage, party: cases.Party, _: Any
) -> Drawn:
    return Drawn(kind, stage.value[0] == len(kind.statuses), party)


@cache
def _kinds() -> tuple[CaseType, ...]:
    """Answer the kinds of any municipality: they differ by their keys alone."""
    return case_types(ROOT)


def _has_strangers(draw: Draw) -> bool:
    return any(one.party == people()[1] for one in draw)


def _hers(draw: Draw) -> list[Drawn]:
    return [one for one in draw if one.is_shown_to(people()[0])]
