"""What is counted against, and how a request is received."""

from dataclasses import dataclass
from enum import IntEnum


class Answer(IntEnum):
    """How a request is received; the numbers are those of the script."""

    GRANTED = 0
    CROWDED = 1
    """It has its share of the places, and others need the rest."""
    SPENT = 2
    """It asks for more than its quota, and has used up what it may ask for at once."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one municipality may take."""

    places: int
    """How many requests can be answered at once."""
    share: int
    """How many of them one municipality always gets."""
    reserve: int
    """How many must stay free for the others where it takes more than that."""
    requests: float
    """Requests a second; 0 for any number."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A request that is not answered now."""

    answer: Answer
    retry_after: int
    """Seconds."""
