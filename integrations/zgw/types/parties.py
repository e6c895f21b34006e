"""Who has a part in a case, and who asks for cases. No `repr` says who it is: logs and reports write those down."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Self


class PartyKind(StrEnum):
    """What somebody is."""

    PERSON = "person"
    COMPANY = "company"
    BRANCH = "branch"
    EMPLOYEE = "employee"
    UNIT = "unit"
    """A part of the municipality."""


class Part(StrEnum):
    """Which part somebody has in a case ("omschrijvingGeneriek")."""

    ADVISER = "adviser"
    HANDLER = "handler"
    INTERESTED = "interested"
    DECIDER = "decider"
    INITIATOR = "initiator"
    CONTACT = "contact"
    COORDINATOR = "coordinator"
    CO_INITIATOR = "co-initiator"


@dataclass(frozen=True, slots=True)
class Role:
    """Somebody's part in a case."""

    case: str
    """URL of the case."""
    kind: PartyKind | None
    part: Part | None
    title: str = ""
    """What the municipality calls this part."""
    name: str = field(default="", repr=False)
    bsn: str = field(default="", repr=False)
    rsin: str = field(default="", repr=False)
    """What stands in its place; a vendor writes the KvK number there (I-087, 12)."""
    kvk: str = field(default="", repr=False)
    branch: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Applicant:
    """Who asks: one person, one company, or one branch of a company."""

    kind: PartyKind
    bsn: str = field(default="", repr=False)
    kvk: str = field(default="", repr=False)
    rsin: str = field(default="", repr=False)
    branch: str = field(default="", repr=False)

    @classmethod
    def person(cls, bsn: str) -> Self:
        """Answer a person.

        :raises ValueError: when that is no BSN.
        """
        return cls(PartyKind.PERSON, bsn=_digits(bsn, 9))

    @classmethod
    def company(cls, *, kvk: str = "", rsin: str = "") -> Self:
        """Answer a company, by either number or by both.

        :raises ValueError: when there is neither, or one is no such number.
        """
        if not kvk and not rsin:
            raise ValueError("A company has a number.")
        return cls(PartyKind.COMPANY, kvk=kvk and _digits(kvk, 8), rsin=rsin and _digits(rsin, 9))

    @classmethod
    def of_branch(cls, branch: str, *, kvk: str) -> Self:
        """Answer a branch of a company: who acts for it sees nothing of the others.

        :raises ValueError: when one of these is no such number.
        """
        return cls(PartyKind.BRANCH, kvk=_digits(kvk, 8), branch=_digits(branch, 12))

    @property
    def key(self) -> str:
        """Answer what tells this one from others; it is about somebody, and goes into hashed parts only."""
        return "/".join((self.kind.value, self.bsn, self.kvk, self.rsin, self.branch))


def _digits(number: str, length: int) -> str:
    if len(number) != length or not (number.isascii() and number.isdigit()):
        raise ValueError("That is no such number.")
    return number
