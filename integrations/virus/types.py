"""What looking for viruses comes to."""

from enum import StrEnum

from integrations.errors import IntegrationError


class Finding(StrEnum):
    """What is known of a file."""

    CLEAN = "clean"
    INFECTED = "infected"
    NOT_LOOKED_AT = "not looked at"
    """An operator said that files are taken without a look."""


class Why(StrEnum):
    """Why nobody can tell whether a file is clean."""

    NO_SCANNER = "no scanner"
    """No address is set, or one that is none."""
    UNREACHABLE = "unreachable"
    TOO_SLOW = "too slow"
    TOO_LARGE = "too large"
    """For the scanner, as it is set up."""
    ODD_ANSWER = "odd answer"
    OLD_DEFINITIONS = "old definitions"


class NotExaminedError(IntegrationError):
    """Raised when nobody can tell whether a file is clean; `why` says why."""

    def __init__(self, why: Why) -> None:
        super().__init__(why.value)
        self.why = why
