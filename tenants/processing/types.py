"""What an act on a person's data is called."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class UndeclaredActivityError(LookupError):
    """Raised when an act names an activity that does not stand in the register of processing."""


class Kind(StrEnum):
    """What kind of party acted."""

    SELF = "self"
    REPRESENTATIVE = "representative"
    STAFF = "staff"
    OPERATOR = "operator"
    SYSTEM = "system"


class Outcome(StrEnum):
    """What came of an act."""

    OK = "ok"
    NOT_FOUND = "not found"
    REFUSED = "refused"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class By:
    """Who acted: what kind of party, and for staff their number."""

    kind: Kind
    name: str = ""
    """The UUID of a member of staff, the name of a job; empty for the person and who acts for them."""


SELF: Final = By(Kind.SELF)
SYSTEM: Final = By(Kind.SYSTEM)
