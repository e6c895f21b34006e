"""Subsidies in our words."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class State(StrEnum):
    """How far it is."""

    ASKED = "asked"
    GRANTED = "granted"
    REFUSED = "refused"
    PAID = "paid"


@dataclass(frozen=True, slots=True)
class Subsidy:
    """A subsidy that somebody asked for."""

    number: str
    applicant: str = field(repr=False)
    """BSN."""
    purpose: str
    cents: int
    asked: date
    state: State | None
    """None where they use a word that we do not know yet."""
    decided: date | None
