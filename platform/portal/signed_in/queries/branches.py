"""Which branches a company has, and so what there is to choose (P-048, I-154).

What the assertion gives is the whole company or one branch of it. A register that does not answer never makes that
wider: until it has answered, nobody who has something to choose goes on.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final
from uuid import UUID

from integrations import sources
from integrations.connections import queries as connections
from integrations.connections.types import System
from integrations.identities import Subject, SubjectKind
from integrations.kvk import queries as kvk
from integrations.kvk.types import Branch, Company
from integrations.outcomes import Kind, Outcome

PATIENCE: Final = 5.0
"""Seconds that somebody waits for the register."""


class Answer(StrEnum):
    """What came of asking for branches."""

    NOTHING_TO_CHOOSE = "nothing to choose"
    """There is one or none, or this municipality asks no register: it is about the whole company, as asserted."""
    CHOICE = "choice"
    WAIT = "wait"
    """The register gave no answer."""


@dataclass(frozen=True, slots=True)
class Branches:
    """What there is to choose."""

    answer: Answer
    found: Sequence[Branch] = field(default=(), repr=False)
    is_whole: bool = True
    """Whether these are all of them."""

    def with_number(self, number: str) -> Branch | None:
        """Find a branch of this company; one of another is none."""
        return next((each for each in self.found if each.number == number), None)

    def matching(self, text: str) -> list[Branch]:
        """Answer the branches of which name, number or address holds each of these words."""
        words = text.casefold().split()
        return [each for each in self.found if all(word in _text(each) for word in words)]


def of(company: Subject) -> Branches:
    """Ask which branches a company has; of a copy of at most a day old."""
    found = _connection()
    if company.kind is not SubjectKind.KVK or found is None:
        return Branches(Answer.NOTHING_TO_CHOOSE)
    outcome: Outcome[list[Branch]] = _asked(kvk.branches(found, company.value))
    if outcome.kind is Kind.EMPTY:
        return Branches(Answer.NOTHING_TO_CHOOSE)
    # Not found is no answer either: who signs in for a company is of one that the register knows.
    if not outcome.is_answered or outcome.value is None:
        return Branches(Answer.WAIT)
    is_whole = outcome.kind is Kind.OK
    if len(outcome.value) > 1 or (outcome.value and not is_whole):
        return Branches(Answer.CHOICE, outcome.value, is_whole)
    return Branches(Answer.NOTHING_TO_CHOOSE if is_whole else Answer.WAIT)


def registered(company: Subject) -> Outcome[Company] | None:
    """Ask what the register knows of a company; None where it is not asked of such a number, or here (P-016)."""
    found = _connection()
    if company.kind is not SubjectKind.KVK or found is None:
        return None
    return _asked(kvk.company(found, company.value))


def _asked[T](question: sources.Kept[T]) -> Outcome[T]:
    return sources.gather({"kvk": question}, budget=PATIENCE, longest=PATIENCE)["kvk"]


def _connection() -> UUID | None:
    return next(iter(connections.keys_of(System.KVK)), None)


def _text(branch: Branch) -> str:
    return f"{branch.name} {branch.number} {branch.street} {branch.city}".casefold()
