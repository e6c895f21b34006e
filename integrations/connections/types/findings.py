"""What a test of a connection can find; `connections.explanations` says it in plain Dutch."""

from collections.abc import Mapping
from enum import StrEnum

from integrations.errors import Reason


class State(StrEnum):
    """Whether a connection works, as far as we know."""

    UNTESTED = "untested"
    OK = "ok"
    FAILED = "failed"


class Finding(StrEnum):
    """What a test found."""

    WORKS = "works"
    SECRET_WRONG = "secret wrong"  # noqa: S105 - the name of an outcome
    RIGHTS_MISSING = "rights missing"
    """They know us, and we may not read what we need."""
    WEB_PAGE = "web page"
    """HTML in place of an answer: somebody stands before it."""
    VERSION_OLD = "version old"
    CAPABILITY_MISSING = "capability missing"
    SUBSCRIPTION_MISSING = "subscription missing"
    SUBSCRIPTION_REFUSED = "subscription refused"
    PATH_WRONG = "path wrong"
    NOT_A_CASE_SYSTEM = "not a case system"
    HAS_TROUBLE = "has trouble"
    TOO_SLOW = "too slow"
    NAME_UNKNOWN = "name unknown"
    NOBODY_LISTENS = "nobody listens"
    NOT_SECURE = "not secure"
    BROKEN_OFF = "broken off"
    ADDRESS_REFUSED = "address refused"
    SECRET_UNREADABLE = "secret unreadable"  # noqa: S105 - the name of an outcome
    SECRET_MISSING = "secret missing"  # noqa: S105 - the name of an outcome
    CERTIFICATE_EXPIRED = "certificate expired"
    CERTIFICATE_UNKNOWN = "certificate unknown"
    CERTIFICATE_OF_OTHER = "certificate of other"
    CERTIFICATE_ASKED = "certificate asked"
    OWN_CERTIFICATE_EXPIRED = "own certificate expired"
    RESTING = "resting"
    CROWDED = "crowded"
    SWITCHED_OFF = "switched off"
    MAINTENANCE = "maintenance"

    @property
    def state(self) -> State:
        """Answer whether this is good news."""
        return State.OK if self is Finding.WORKS else State.FAILED


FINDING_OF: Mapping[Reason, Finding] = {
    Reason.NAME_UNKNOWN: Finding.NAME_UNKNOWN,
    Reason.ADDRESS_REFUSED: Finding.ADDRESS_REFUSED,
    Reason.NOBODY_LISTENS: Finding.NOBODY_LISTENS,
    Reason.NOT_SECURE: Finding.NOT_SECURE,
    Reason.TOO_SLOW: Finding.TOO_SLOW,
    Reason.BROKEN_OFF: Finding.BROKEN_OFF,
    Reason.TOO_LARGE: Finding.NOT_A_CASE_SYSTEM,
    Reason.MALFORMED: Finding.NOT_A_CASE_SYSTEM,
    Reason.REFUSED: Finding.SECRET_WRONG,
    Reason.THROTTLED: Finding.HAS_TROUBLE,
    Reason.HAS_TROUBLE: Finding.HAS_TROUBLE,
    Reason.RESTING: Finding.RESTING,
    Reason.CROWDED: Finding.CROWDED,
    Reason.SWITCHED_OFF: Finding.SWITCHED_OFF,
    Reason.MAINTENANCE: Finding.MAINTENANCE,
    Reason.SECRET_UNREADABLE: Finding.SECRET_UNREADABLE,
}
