"""What may be wrong with a file."""

from enum import StrEnum


class Fault(StrEnum):
    """Why a file is not taken."""

    EMPTY = "empty"
    TOO_LARGE = "too large"
    ENDING = "ending"
    """It is of a kind that is not taken."""
    OTHER_CONTENT = "other content"
    """It is something else than its name says."""
    LOCKED = "locked"
    """It has a password: nobody can look into it."""
    ACTIVE = "active"
    """There is a program in it, or it is two things at once."""
    PACKED = "packed"
    """Unpacked it would be very large."""


class UnfitError(ValueError):
    """Raised for a file that is not taken; `fault` says why."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.value)
        self.fault = fault
